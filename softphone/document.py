"""The shape of the answer that a softphone gets, as the portal's interface "Softphone" has it.

Additional fields are allowed, so that a newer portal can say more; what is named here must be
there and of the right type.
"""

from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from softphone.reading import JsonObject

DisplayList: TypeAlias = Literal["switchable", "numbers_only", "contact_points_only"]


class Part(BaseModel):
    """A part of an answer. Strict: a number in quotes is no number."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class Owner(Part):
    """What a number belongs to."""

    type: str
    name: str
    extension: str


class Number(Part):
    """One line of the number list; `name` is the phone book's, None without an entry."""

    number: str
    kind: str
    name: str | None
    owner: Owner


class ContactPoint(Part):
    """One line of the contact point list."""

    type: str
    name: str
    caller_number: str | None


class Profile(Part):
    """Which profile won."""

    id: int
    name: str
    target_type: str


class Display(Part):
    """The display settings. A list is None when it is not delivered, which differs from empty."""

    display_list: DisplayList = Field(alias="list")
    numbers: list[Number] | None
    contact_points: list[ContactPoint] | None
    auto_show_new_call_centers: bool
    auto_show_new_business_labels: bool


class Cti(Part):
    """The numbers that calls are linked with the CRM for."""

    numbers: list[Number]


class Snapshot(Part):
    """Where the other settings come from."""

    name: str
    version: int
    captured_at: str
    source_extension: str | None
    source_version: str | None


class Unavailable(Part):
    """A key that is delivered, and the option without which it has no use (OSV-2)."""

    key: str
    option: str


class Other(Part):
    """The other settings."""

    snapshot: Snapshot
    values: JsonObject
    unavailable: list[Unavailable]


class Delivered(Part):
    """An answer that controls this softphone."""

    revision: str
    profile: Profile
    notice: str
    display: Display
    cti: Cti | None
    other: Other | None
    locked: list[str]


class Release(Part):
    """An answer that says in so many words that nothing controls this softphone (TRU-1)."""

    revision: str
    reason: str
    profile: None = None
    notice: None = None
    display: None = None
    cti: None = None
    other: None = None
    locked: list[str] = []
