"""Made-up captures, and the settings catalogue as a JSON Schema."""

import json
import random
from typing import Any

from importer.catalogue import SettingClass, catalogue
from importer.json_value import JsonValue
from importer.setting_types import Boolean, Enumeration, Integer, ListOf, PortRange, SettingType, String

_A_DAY = 24


def capture(seed: int, size: int) -> bytes:
    """Return a capture of about `size` bytes: every known setting, and unknown ones of all kinds."""
    dice = random.Random(seed)
    known = catalogue().settings.values()
    settings = {each.key: each.default for each in known if each.setting_class is not SettingClass.SECRET}
    body = {
        "name": "標準設定",
        "captured_at": f"2026-11-20T{seed % _A_DAY:02}:00:00+09:00",
        "softphone": {"version": "3.13.7", "os": "Windows 11 10.0.26100"},
        "settings": settings,
    }
    written = len(_written(body))
    while written < size:
        # The keys are those of every softphone, the values each one's own.
        key = f"vendor.page{len(settings) % 40}.setting_{len(settings)}"
        settings[key] = _value(len(settings), dice)
        written += len(_written({key: settings[key]}))
    return _written(body)


def _value(kind: int, dice: random.Random) -> JsonValue:
    number = dice.randrange(1, 100_000)
    return (
        number % 2 == 0,
        number,
        number / 1000,
        f"USB機器 {number}",
        f"C:\\Program Files\\Softphone\\sounds\\{number}.wav",
        ["opus", "g722", number],
        {"left": number, "top": -number, "visible": True},
    )[kind % 7]


def _written(value: JsonValue) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def schema() -> dict[str, Any]:
    """Return a JSON Schema of a capture that knows every setting of the catalogue."""
    text = {"type": "string", "minLength": 1}
    return {
        "type": "object",
        "required": ["name", "captured_at", "softphone", "settings"],
        "additionalProperties": False,
        "properties": {
            "name": text | {"maxLength": 60},
            "captured_at": text,
            "softphone": {
                "type": "object",
                "required": ["version", "os"],
                "additionalProperties": False,
                "properties": {"version": text, "os": {"type": "string", "maxLength": 200}},
            },
            "settings": {
                "type": "object",
                "maxProperties": 5000,
                "properties": {key: _type(each.type) for key, each in catalogue().settings.items()},
            },
        },
    }


def _type(kind: SettingType | None) -> dict[str, Any]:
    match kind:
        case Integer(least, most):
            shape = {"type": "integer", "minimum": least, "maximum": most}
        case Enumeration():
            shape = {"enum": list(kind.values)}
        case String(most, pattern):
            shape = {"type": "string", "maxLength": most, "pattern": pattern or ""}
        case ListOf(of, least, most, unique):
            shape = _list(_type(of), least, most) | {"uniqueItems": unique}
        case PortRange(least, most):
            shape = _list({"type": "integer", "minimum": least, "maximum": most}, 2, 2)
        case Boolean():
            shape = {"type": "boolean"}
        case _:
            shape = {}
    return shape


def _list(of: dict[str, Any], least: int, most: int) -> dict[str, Any]:
    return {"type": "array", "items": of, "minItems": least, "maxItems": most}
