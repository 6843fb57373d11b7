"""Settings as fields of a form: what is drawn for each type, and what typed text means."""

import re
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from werkzeug.datastructures import MultiDict

from softphone.catalogue import Language
from softphone.kinds import BadText, choices, from_text, item_kind, whole
from softphone.reading import JsonObject, JsonValue
from softphone.saying import say_option
from softphone.settings import FROM_ENROLMENT, SECRET, Fault, Item
from softphone.window.words import word

Form: TypeAlias = MultiDict[str, str]

_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,15}")


@dataclass(frozen=True, slots=True)
class Field:
    """One setting as it is drawn. `typed` is what its controls hold, `fault` why that was not taken."""

    item: Item
    typed: tuple[str, ...]
    fault: Fault | None = None
    lines: tuple[str, ...] | None = None
    """What a delivered list holds, in words; None for every other field."""

    @property
    def key(self) -> str:
        """The setting's key, which is the name of its controls."""
        return self.item.key

    @property
    def fixed(self) -> bool:
        """Whether the user cannot change it here: locked, or set by enrolment."""
        return self.item.locked or self.key in FROM_ENROLMENT

    @property
    def secret(self) -> bool:
        """Whether the value is never shown."""
        return self.item.setting.setting_class == SECRET

    @property
    def control(self) -> str:
        """What is drawn: lines, secret, checkbox, number, select, order, numbers, area or line."""
        if self.lines is not None:
            return "lines"
        return "secret" if self.secret else control_of(self.item.setting.type)

    @property
    def type(self) -> JsonObject:
        """The setting's type."""
        return self.item.setting.type

    def offered(self, language: Language) -> list[tuple[str, str]]:
        """Return value and label of each choice."""
        return _offered(item_kind(self.type) or self.type, language)

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """The least and the most that a number may be."""
        kind = (item_kind(self.type) if self.type.get("kind") == "list" else None) or self.type
        least, most = kind.get("least"), kind.get("most")
        return (least if isinstance(least, int) else None, most if isinstance(most, int) else None)

    @property
    def longest(self) -> int | None:
        """The most characters that a text may have."""
        most = self.type.get("most")
        return most if isinstance(most, int) else None


def control_of(kind: JsonObject) -> str:
    """Return what is drawn for a type. A kind that is not known here is typed as JSON."""
    match kind.get("kind"):
        case "list":
            return _list_control(kind)
        case str(name):
            return _CONTROLS.get(name, "area")
    return "area"


_CONTROLS = {
    "boolean": "checkbox",
    "integer": "number",
    "enumeration": "select",
    "string": "line",
    "port_range": "numbers",
}


def _list_control(kind: JsonObject) -> str:
    of = item_kind(kind)
    if of is not None and of.get("kind") == "enumeration":
        return "order"
    if of is not None and of.get("kind") == "integer" and kind.get("least") == kind.get("most"):
        return "numbers"
    return "area"


def field_of(item: Item, lines: list[str] | None = None) -> Field:
    """Return the field that shows what is in force."""
    typed = () if item.setting.setting_class == SECRET else tuple(_typed(item.value))
    return Field(item, typed, lines=None if lines is None else tuple(lines))


def _typed(value: JsonValue) -> list[str]:
    if isinstance(value, list):
        return [_word(entry) for entry in value]
    return [] if value is None else [_word(value)]


def _word(value: JsonValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


def _offered(kind: JsonObject, language: Language) -> list[tuple[str, str]]:
    return [(str(choice.get("value")), _label(choice, language)) for choice in choices(kind)]


def _label(choice: JsonObject, language: Language) -> str:
    label = choice.get("label")
    return str(label.get(language)) if isinstance(label, dict) else str(choice.get("value"))


def typed_in(item: Item, form: Form) -> tuple[str, ...]:
    """Return what the form holds for a setting, control by control or line by line."""
    texts = form.getlist(item.key)
    if control_of(item.setting.type) == "area":
        texts = [line.strip() for text in texts for line in text.splitlines()]
    return tuple(text for text in texts if text != "" or item.setting.type.get("kind") == "string")


def meant(item: Item, typed: tuple[str, ...]) -> JsonValue:
    """Return the value that the controls mean. Raises `BadText`."""
    kind = item.setting.type
    match kind.get("kind"):
        case "boolean":
            return typed == ("true",)
        case "list" | "port_range":
            return [_entry(item_kind(kind), text, kind) for text in typed]
        case "integer":
            return _number("".join(typed))
        case "string" | "enumeration":
            return "".join(typed)
    return from_text(kind, "\n".join(typed))


def _entry(of: JsonObject | None, text: str, kind: JsonObject) -> JsonValue:
    numbers = kind.get("kind") == "port_range" or (of is not None and of.get("kind") == "integer")
    return _number(text) if numbers else text


def _number(text: str) -> int:
    # ASCII digits only: int() takes full-width ones too, which no other softphone would.
    if not _WHOLE_NUMBER.fullmatch(text.strip()):
        raise BadText(text)
    return int(text)


def places(kind: JsonObject) -> int:
    """Return how many number controls a list of fixed length has."""
    return 2 if kind.get("kind") == "port_range" else whole(kind, "most", 1)


def hints(field: Field, language: Language) -> list[str]:
    """Return what is said below a field: why it is fixed or has no use, and what it takes."""
    say = partial(word, language=language)
    said = [] if field.item.setting.help is None else [field.item.setting.help[language]]
    if field.item.needs_option is not None:
        said.append(say("settings.unavailable", option=say_option(field.item.needs_option, language)))
    if field.key in FROM_ENROLMENT:
        return [*said, say("settings.from_enrolment")]
    if field.secret:
        return [*said, say("settings.secret_set" if field.item.value else "settings.secret_unset")]
    least, most = field.bounds
    if field.control in {"number", "numbers"} and least is not None and most is not None:
        said.append(say("settings.range", least=least, most=most))
    if field.control == "area":
        said.append(say("settings.one_a_line"))
    return said
