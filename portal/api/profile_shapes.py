"""Shapes of profile documents, as they come in and as they are answered."""

from typing import Annotated, Any, Literal

from pydantic import Field

from portal.api.bodies import Body
from portal.api.documentation import AnswerShape
from portal.api.settings_shapes import EffectiveSettings
from portal.domain.words import ContactPointType, DisplayList, Part, Reason, Status, TargetType

# Words come as strings; everything else is taken as it is, or not at all.
_WORD = Field(strict=False)


class GivenContactPoint(Body):
    """A call centre by its extension, or a business label by its code."""

    type: Annotated[ContactPointType, _WORD]
    extension: str | None = None
    code: str | None = None


class GivenVersion(Body):
    """A version of a snapshot."""

    snapshot: str
    version: int


class ChangedProfile(Body):
    """What a profile shall be; what is not named stays as it is. `id` and `revision` are ignored."""

    id: Any = None
    revision: Any = None
    name: str = ""
    target_type: Annotated[TargetType, _WORD] = TargetType.ACCOUNT
    status: Annotated[Status, _WORD] = Status.DISABLED
    memo: str = ""
    display_list: Annotated[DisplayList, _WORD] = DisplayList.SWITCHABLE
    targets: list[str] | None = None
    display_numbers: list[str] | None = None
    contact_points: list[GivenContactPoint] | None = None
    cti_numbers: list[str] | None = None
    other: GivenVersion | None = None


class NewProfile(ChangedProfile):
    """What a new profile shall be; it is always disabled."""

    name: str
    target_type: Annotated[TargetType, _WORD]


class CallCenterPoint(AnswerShape):
    """A call centre on the contact point list."""

    type: Literal["call_center"]
    extension: str


class BusinessLabelPoint(AnswerShape):
    """A business label on the contact point list."""

    type: Literal["business_label"]
    code: str


class PinnedVersion(AnswerShape):
    """The snapshot version that a profile pins."""

    snapshot: str
    version: int


class ProfileAnswer(AnswerShape):
    """A profile. A list that is null was never saved; `other` is null for 選択なし."""

    id: int
    revision: str
    name: str
    target_type: TargetType
    status: Status
    memo: str
    display_list: DisplayList
    targets: list[str]
    display_numbers: list[str] | None
    contact_points: list[CallCenterPoint | BusinessLabelPoint] | None
    cti_numbers: list[str] | None
    other: PinnedVersion | None


class ListedProfile(AnswerShape):
    """One line of the list."""

    id: int
    name: str
    status: Status
    target_type: TargetType
    revision: str


class ProfileList(AnswerShape):
    """Some profiles, and the cursor of those that follow."""

    profiles: list[ListedProfile]
    next: str | None


class TraceLine(AnswerShape):
    """One line of the explanation; `profile` is an id."""

    part: Part
    item: str
    profile: int
    reason: Reason | None


class Preview(AnswerShape):
    """What a softphone would get, and why."""

    settings: EffectiveSettings
    trace: list[TraceLine]
