"""The body of a capture upload: its shape, apart from what the settings in it say (CAP-4)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from importer.catalogue import Catalogue
from importer.directory_values import NAME_LENGTH, NOT_A_STRING, Bad, name, version
from importer.faults import Fault, FaultCode, Unreadable, at_most, step
from importer.json_places import located
from importer.json_value import JsonValue
from importer.masking import mask, mask_text
from importer.reading import Limits, read
from importer.setting_types import String
from importer.text_places import in_order

LIMITS = Limits(bytes=1024 * 1024, depth=16)
MOST_SETTINGS = 5000
OS_LENGTH = 200
EXTENSION_KEY = "terminal.extension"

Check: TypeAlias = Callable[[JsonValue], str | Bad]
Fields: TypeAlias = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True)
class CaptureBody:
    """What a softphone uploads, with every secret masked (CAP-9)."""

    name: str
    """Of the snapshot: NFC, trimmed, 1 to 60 code points (PRF-3)."""
    captured_at: str
    """RFC 3339, with the offset that the softphone named; can be converted to UTC."""
    version: str
    """Of the softphone, two to four numbers joined by dots."""
    os: str
    settings: Mapping[str, JsonValue]

    def document(self) -> dict[str, JsonValue]:
        """Return the body in the shape in which it was uploaded, as it is kept (CAP-5)."""
        return {
            "name": self.name,
            "captured_at": self.captured_at,
            "softphone": {"version": self.version, "os": self.os},
            "settings": self.settings,
        }


@dataclass(frozen=True, slots=True)
class Source:
    """Which terminal an upload came from, and the version that its softphone names."""

    extension: str
    softphone_version: str


def read_capture(
    raw: bytes, catalogue: Catalogue, limits: Limits = LIMITS, source: Source | None = None
) -> CaptureBody:
    """Return the body, secrets masked; raises Unreadable with every fault. No fault carries a value.

    A body that claims another terminal or version than those of its `source` has a fault there, too.
    """
    reading = read(raw, limits)
    shape: list[Fault] = []
    body = shaped(reading.value, catalogue, shape)
    if source is not None:
        shape += contradictions(body, source)
    faults = together(reading.faults, located(reading.text, shape))
    if faults:
        raise Unreadable(at_most(limits.faults, faults))
    return body


def together(of_text: Sequence[Fault], of_shape: Sequence[Fault]) -> list[Fault]:
    """Return what is wrong with a document's text and with its shape, in the order of the places."""
    # What stands in the place of a refused value was never sent: nothing more can be said of it.
    told = {fault.pointer for fault in of_text}
    return in_order([*of_text, *(fault for fault in of_shape if fault.pointer not in told)])


def shaped(value: JsonValue, catalogue: Catalogue, faults: list[Fault]) -> CaptureBody:
    """Return what a document says, secrets masked, and add to `faults` what is wrong with its shape."""
    whole: Fields = {"": value}
    body = _object(whole, "", ("name", "captured_at", "softphone", "settings"), faults)
    softphone = _object(body, "softphone", ("version", "os"), faults)
    return CaptureBody(
        name=masked_text(_text(body, "/name", name, faults), NAME_LENGTH),
        captured_at=_text(body, "/captured_at", captured_time, faults),
        version=_text(softphone, "/softphone/version", version, faults),
        os=masked_text(_text(softphone, "/softphone/os", os_name, faults), OS_LENGTH),
        settings=_settings(body, catalogue, faults),
    )


def contradictions(body: CaptureBody, source: Source) -> tuple[Fault, ...]:
    """Return where the body claims another terminal or version than those that the upload came from."""
    faults = []
    claimed = body.settings.get(EXTENSION_KEY)
    if body.version and _numbers(body.version) != _numbers(source.softphone_version):
        faults.append(Fault("/softphone/version", FaultCode.OTHER_VERSION))
    if isinstance(claimed, str) and claimed not in {"", source.extension}:
        faults.append(Fault(step("/settings", EXTENSION_KEY), FaultCode.OTHER_TERMINAL))
    return tuple(faults)


def _object(outer: Fields, key: str, names: tuple[str, ...], faults: list[Fault]) -> Fields:
    if key not in outer:
        return {}
    value, place = outer[key], f"/{key}" if key else ""
    if not isinstance(value, dict):
        faults.append(Fault(place, FaultCode.WRONG_TYPE, {"expected": "object"}))
        return {}
    faults += (Fault(f"{place}/{missing}", FaultCode.MISSING) for missing in names if missing not in value)
    faults += (Fault(step(place, extra), FaultCode.UNKNOWN_FIELD) for extra in value if extra not in names)
    return value


def _text(fields: Fields, pointer: str, check: Check, faults: list[Fault]) -> str:
    key = pointer.rpartition("/")[2]
    if key not in fields:  # told already
        return ""
    kept = check(fields[key])
    if isinstance(kept, Bad):
        faults.append(kept.at(pointer))
        return ""
    return kept


def _settings(body: Fields, catalogue: Catalogue, faults: list[Fault]) -> Mapping[str, JsonValue]:
    settings = body.get("settings", {})
    if not isinstance(settings, dict):
        faults.append(Fault("/settings", FaultCode.WRONG_TYPE, {"expected": "object"}))
        return {}
    if len(settings) > MOST_SETTINGS:
        params = {"most": MOST_SETTINGS, "count": len(settings)}
        faults.append(Fault("/settings", FaultCode.TOO_MANY, params))
        return {}
    masked = mask(settings, catalogue)
    return masked if isinstance(masked, dict) else {}


def masked_text(text: str, most: int) -> str:
    """Return a text of at most `most` code points with its secrets masked; a mask can be longer."""
    return mask_text(text)[:most].rstrip()


_RFC_3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)


def captured_time(value: JsonValue) -> str | Bad:
    """Keep a time of capture: RFC 3339 with an offset, of this millennium."""
    if not isinstance(value, str):
        return NOT_A_STRING
    try:
        time = datetime.fromisoformat(value.upper() if _RFC_3339.fullmatch(value) else "")
    except ValueError:
        return Bad(FaultCode.BAD_TIME)
    # The bounds keep a day from the edge: over it no zone can be applied.
    return value.upper() if _EARLIEST <= time <= _LATEST else Bad(FaultCode.BAD_TIME)


def os_name(value: JsonValue) -> str | Bad:
    """Keep what the softphone runs on: one line of at most 200 code points."""
    if not isinstance(value, str):
        return NOT_A_STRING
    problem = String(OS_LENGTH).fault(value)
    return value if problem is None else Bad(*problem)


def _numbers(text: str) -> list[int]:
    numbers = [int(part) for part in text.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return numbers
