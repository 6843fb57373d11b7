"""Two layers of settings: the user's own below, what is delivered above (REL-1).

Delivered values never touch the user's own, so a release shows these again, unchanged, together
with what the user changed meanwhile among the items that were not locked (REL-2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from softphone.answers import Controlled, Unusable
from softphone.catalogue import Catalogue, Setting
from softphone.kinds import fits
from softphone.reading import JsonObject, JsonValue, NotJson, digest
from softphone.state import State

LISTS = frozenset({"display.numbers", "display.contact_points", "cti.numbers"})
"""The lists that the display and CTI parts deliver."""

FROM_ENROLMENT = frozenset({"terminal.extension", "terminal.password"})
"""What enrolment sets: another terminal is another enrolment."""

AGENT_FUNCTION = "agent.enabled"
SECRET = "secret"  # noqa: S105  a class of settings


class Fault(StrEnum):
    """Why a change of one setting is refused."""

    LOCKED = "locked"
    UNKNOWN = "unknown_setting"
    BAD_VALUE = "bad_value"
    FROM_ENROLMENT = "from_enrolment"


@dataclass(frozen=True, slots=True)
class NotChanged:
    """Nothing was changed, and why, by key (LCK-2 to LCK-4: a locked item is refused)."""

    faults: dict[str, Fault]


@dataclass(frozen=True, slots=True)
class Item:
    """One setting as it is in force here."""

    setting: Setting
    value: JsonValue
    locked: bool
    needs_option: str | None
    """The option without which the delivered value has no use (OSV-2)."""

    @property
    def key(self) -> str:
        """The setting's key."""
        return self.setting.key


@dataclass(frozen=True)
class Settings:
    """What is in force: the catalogue's defaults, the user's own, and above them what is delivered."""

    known: Mapping[str, Setting]
    own: JsonObject
    controlled: Controlled | None

    @cached_property
    def delivered(self) -> JsonObject:
        """The delivered values by key; a list that is not delivered is empty."""
        return {} if self.controlled is None else _delivered(self.controlled)

    @cached_property
    def items(self) -> list[Item]:
        """Every setting that this version has, in the order of the menus."""
        return [self.item(key) for key in self.known]

    def item(self, key: str) -> Item:
        """Return one setting. Raises `KeyError` for one that this version does not have."""
        unavailable = {} if self.controlled is None else self.controlled.unavailable
        return Item(self.known[key], self.value(key), self.locked(key), unavailable.get(key))

    def value(self, key: str) -> JsonValue:
        """Return what is in force for `key`, None for what neither this version nor the user knows."""
        return self.delivered[key] if key in self.delivered else self.own_value(key)

    def own_value(self, key: str) -> JsonValue:
        """Return what holds when nothing is delivered."""
        setting = self.known.get(key)
        return self.own.get(key, None if setting is None else setting.default)

    def locked(self, key: str) -> bool:
        """Whether the administrator keeps the user from changing `key` (LCK-2 to LCK-4)."""
        return self.controlled is not None and key in self.controlled.locked

    def changed(self, values: Mapping[str, JsonValue]) -> JsonObject | NotChanged:
        """Return the user's own settings with `values`, or why none of them is taken (TRU-19)."""
        faults = {key: fault for key, value in values.items() if (fault := self._fault(key, value))}
        if faults:
            return NotChanged(faults)
        # A value that is the default already stays unsaid: a new default then reaches this softphone.
        return self.own | {key: value for key, value in values.items() if value != self.own_value(key)}

    def _fault(self, key: str, value: JsonValue) -> Fault | None:
        if key not in self.known:
            return Fault.UNKNOWN
        if key in FROM_ENROLMENT:
            return Fault.FROM_ENROLMENT
        if self.locked(key):
            return Fault.LOCKED
        return None if _can_be(self.known[key], value) else Fault.BAD_VALUE


def settings_of(state: State) -> Settings:
    """Return the settings that `state` amounts to."""
    return Settings(state.known_catalogue.known_to(state.version), state.own, state.controlled)


def judged(answer: Controlled, catalogue: Catalogue, version: str) -> Controlled | Unusable:
    """Return the answer, or that it has a value which the setting cannot have: it is not half applied."""
    known = catalogue.known_to(version)
    for key, value in answer.values.items():
        if key in known and not fits(known[key].type, value):
            return Unusable(answer.revision, f"{key}: not a value of this setting")
    return answer


def _can_be(setting: Setting, value: JsonValue) -> bool:
    try:
        digest(value)
    except NotJson:
        return False
    return fits(setting.type, value)


def _delivered(controlled: Controlled) -> JsonObject:
    display, cti = controlled.delivered.display, controlled.delivered.cti
    values: JsonObject = {
        "display.list": display.display_list,
        "display.numbers": [number.number for number in display.numbers or ()],
        "display.contact_points": [point.name for point in display.contact_points or ()],
        "display.auto_show_new_call_centers": display.auto_show_new_call_centers,
        "display.auto_show_new_business_labels": display.auto_show_new_business_labels,
    }
    if cti is not None:
        values["cti.numbers"] = [number.number for number in cti.numbers]
    return controlled.values | values
