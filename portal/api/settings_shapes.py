"""The effective settings document as other programs read it."""

from typing import Annotated, Any, Literal

from pydantic import Field

from portal.api.documentation import AnswerShape
from portal.domain.words import ContactPointType, DisplayList, Kind, NotControlled, OwnerType, TargetType

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class DeliveredOwner(AnswerShape):
    """What a number belongs to."""

    type: OwnerType
    name: str
    extension: str


class DeliveredNumber(AnswerShape):
    """One number of a list; `name` is what the phone book calls it."""

    number: str
    kind: Kind
    name: str | None
    owner: DeliveredOwner


class DeliveredContactPoint(AnswerShape):
    """A call centre or business label that an agent calls as."""

    type: ContactPointType
    name: str
    caller_number: str


Numbers = list[DeliveredNumber]
ContactPoints = list[DeliveredContactPoint]


class DeliveredDisplay(AnswerShape):
    """表示設定; a list that is not delivered is null."""

    list: DisplayList
    numbers: Numbers | None
    contact_points: ContactPoints | None
    auto_show_new_call_centers: Literal[False]
    auto_show_new_business_labels: Literal[False]


class DeliveredCti(AnswerShape):
    """CTI設定; null as a whole without the option."""

    numbers: Numbers


class DeliveredSnapshot(AnswerShape):
    """Where the other settings come from."""

    name: str
    version: int
    captured_at: str
    source_extension: str
    source_version: str


class UnavailableSetting(AnswerShape):
    """A setting that has no effect without an option."""

    key: str
    option: str


class DeliveredOther(AnswerShape):
    """その他配信設定: values by setting key."""

    snapshot: DeliveredSnapshot
    values: dict[str, Any]
    unavailable: list[UnavailableSetting]


class DeliveredProfile(AnswerShape):
    """The profile that won."""

    id: int
    name: str
    target_type: TargetType


class EffectiveSettings(AnswerShape):
    """What one softphone gets; when it is not controlled, `reason` says why and all else is null or empty."""

    revision: Sha256
    controlled: bool
    reason: NotControlled | None
    profile: DeliveredProfile | None
    notice: str | None
    display: DeliveredDisplay | None
    cti: DeliveredCti | None
    other: DeliveredOther | None
    locked: list[str]


class CallUi(AnswerShape):
    """The lists of the same answer, never the other settings (CUI-1)."""

    revision: Sha256
    controlled: bool
    numbers: Numbers | None
    contact_points: ContactPoints | None
