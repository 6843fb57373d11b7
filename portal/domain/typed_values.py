"""Values of settings between what they are and what a form's controls hold, which is text."""

import re
from collections.abc import Sequence

from importer.json_value import JsonValue
from importer.setting_types import Boolean, Enumeration, Integer, ListOf, PortRange, SettingType, String

ON, OFF = "true", "false"
_INTEGER = re.compile(r"\s*([+-]?[0-9]{1,18})\s*", re.ASCII)


def typed_value(kind: SettingType, texts: Sequence[str]) -> JsonValue:
    """Return what the controls of one setting say; `kind.fault` tells whether it may be.

    What can not be read as the type stays the text that was typed.
    """
    text = texts[0] if texts else ""
    match kind:
        case Boolean():
            return text == ON if text in (ON, OFF) else text
        case Integer():
            return _integer(text)
        case Enumeration() | String():
            return text
        case PortRange():
            return [_integer(each) for each in texts]
        case ListOf(of=Enumeration()):
            return [each for each in texts if each]
        case ListOf(of=of):
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            return [line if of is None else typed_value(of, [line]) for line in lines]


def shown_texts(kind: SettingType, value: JsonValue) -> list[str]:
    """Return what the controls of a setting hold for a value that fits its type."""
    match kind:
        case Boolean():
            return [ON if value else OFF]
        case PortRange() | ListOf(of=Enumeration()) if isinstance(value, list):
            return [str(each) for each in value]
        case ListOf(of=of) if isinstance(value, list):
            return ["\n".join(str(each) if of is None else shown_texts(of, each)[0] for each in value)]
    return [str(value)]


def _integer(text: str) -> JsonValue:
    read = _INTEGER.fullmatch(text)
    return int(read[1]) if read else text
