"""What another softphone writes, as this catalogue says it: the small converters that `native.toml` names.

A converter takes the texts of its entry, in the order of the table, and returns what they say, or None where
the catalogue has no way to say it. A text that makes no sense stays a text: it is then refused as a bad value
of that setting, as in any other upload (CAP-7).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from importer.json_value import JsonValue
from importer.setting_types import Boolean, Enumeration, Integer, ListOf, PortRange, SettingType, String

_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
_HEXADECIMAL = re.compile(r"0[xX][0-9A-Fa-f]{1,8}")
_RANGE = re.compile(r"([0-9]{1,5})\s*-\s*([0-9]{1,5})")
_A_SECOND = 1000


@dataclass(frozen=True, slots=True)
class Words:
    """What single words mean here; `unsaid` are those that nothing in the catalogue means."""

    mean: Mapping[str, JsonValue] = field(default_factory=dict)
    unsaid: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """What an entry says; not `whole` when it said more than the catalogue can."""

    value: JsonValue
    whole: bool = True


Convert: TypeAlias = Callable[[Sequence[str], Words], Said | None]


@dataclass(frozen=True, slots=True)
class Converter:
    """One way to read, the types of settings that it makes values for, and how many texts it takes."""

    convert: Convert
    fits: tuple[type[SettingType], ...]
    texts: range


def _number(text: str) -> int | None:
    if _WHOLE.fullmatch(text):
        return int(text)
    return int(text, 16) if _HEXADECIMAL.fullmatch(text) else None


def _flag(texts: Sequence[str], _words: Words) -> Said | None:
    number = _number(texts[0])
    return _unless_empty(texts, None if number is None else bool(number))


def _whole(texts: Sequence[str], _words: Words) -> Said | None:
    return _unless_empty(texts, _number(texts[0]))


def _milliseconds(texts: Sequence[str], _words: Words) -> Said | None:
    number = _number(texts[0])
    return _unless_empty(texts, None if number is None else (number + _A_SECOND // 2) // _A_SECOND)


def _wholes(texts: Sequence[str], _words: Words) -> Said | None:
    numbers = [_number(text) for text in texts]
    return _unless_empty(texts, None if None in numbers else numbers)


def _text(texts: Sequence[str], _words: Words) -> Said | None:
    return Said(texts[0])


def _word(texts: Sequence[str], words: Words) -> Said | None:
    text = " ".join(texts)
    if text in words.mean:
        return Said(words.mean[text])
    return None if words.unsaid & {text, "*"} else _unless_empty(texts, None)


def _ports(texts: Sequence[str], _words: Words) -> Said | None:
    both = _RANGE.fullmatch(texts[0]) if len(texts) == 1 else None
    ports = [_number(text) for text in (both.groups() if both else texts)]
    if None in ports:
        return _unless_empty(texts, None)
    # One port alone is no range; zero and less leave the choice to the softphone.
    return Said(ports) if len(ports) > 1 and all(ports) else None


def _codecs(texts: Sequence[str], words: Words) -> Said | None:
    named = [text.partition("/")[0].lower() for text in " ".join(texts).split()]
    known = list(dict.fromkeys(words.mean[name] for name in named if name in words.mean))
    return Said(known, whole=all(name in words.mean for name in named)) if known else None


def _unless_empty(texts: Sequence[str], value: JsonValue) -> Said | None:
    """Return what an entry says: nothing when it is empty, and its own text when that makes no sense."""
    if not any(texts):
        return None
    return Said(" ".join(texts) if value is None else value)


CONVERTERS: Mapping[str, Converter] = {
    "flag": Converter(_flag, (Boolean,), range(1, 2)),
    "whole": Converter(_whole, (Integer,), range(1, 2)),
    "milliseconds": Converter(_milliseconds, (Integer,), range(1, 2)),
    "wholes": Converter(_wholes, (ListOf,), range(2, 9)),
    "text": Converter(_text, (String,), range(1, 2)),
    "word": Converter(_word, (Boolean, Enumeration), range(1, 3)),
    "ports": Converter(_ports, (PortRange,), range(1, 3)),
    "codecs": Converter(_codecs, (ListOf,), range(1, 2)),
}
