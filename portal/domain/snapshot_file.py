"""A snapshot version as a file: written by one organisation, read by another as a capture (SNP-6).

The file wraps the body of a capture, so that what comes out of it is read and judged as any upload is:

    {"format": "haishin-snapshot-1", "catalogue": "…", "version": 3, "source_extension": "1001",
     "capture": {"name": …, "captured_at": …, "softphone": {"version": …, "os": …}, "settings": {…}}}
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from importer.captures import LIMITS, CaptureBody, masked_text, shaped, together
from importer.catalogue import Catalogue, SettingClass
from importer.faults import Fault, FaultCode, Unreadable, at_most, step
from importer.json_places import located
from importer.json_value import JsonValue
from importer.masking import mask
from importer.reading import Limits, read
from importer.setting_types import String
from portal.domain.facts import Pinned
from portal.domain.text import NAME_LENGTH, clean_name

FORMAT = "haishin-snapshot-1"
CAPTURE = "capture"
# The envelope around a capture is one level more, and less than this in bytes.
FILE_LIMITS = Limits(bytes=LIMITS.bytes + 4096, depth=LIMITS.depth + 1)
EXTENSION_LENGTH = 32
_EXTENSION = String(EXTENSION_LENGTH)
_FIELDS = ("format", "catalogue", "version", "source_extension", CAPTURE)


@dataclass(frozen=True, slots=True)
class SnapshotFile:
    """What a file says: the body of a capture secrets masked, and the extension that it came from."""

    body: CaptureBody
    extension: str


def write_file(version: Pinned, catalogue: Catalogue) -> str:
    """Return the file's text. Only what the catalogue shares is in it, so never a secret (TRU-16)."""
    document: dict[str, JsonValue] = {
        "format": FORMAT,
        "catalogue": catalogue.version,
        "version": version.version,
        "source_extension": version.source_extension,
        CAPTURE: {
            "name": version.name,
            "captured_at": version.captured_at,
            "softphone": {"version": version.source_version, "os": ""},
            "settings": _shared(version.values, catalogue),
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def read_file(raw: bytes, catalogue: Catalogue) -> SnapshotFile:
    """Read a file; raises Unreadable with every fault and its place."""
    reading = read(raw, FILE_LIMITS)
    document, faults = _envelope(reading.value)
    of_capture: list[Fault] = []
    body = shaped(document.get(CAPTURE, {}), catalogue, of_capture)
    if CAPTURE in document:
        faults += (replace(fault, pointer=f"/{CAPTURE}{fault.pointer}") for fault in of_capture)
    all_faults = together(reading.faults, located(reading.text, faults))
    if all_faults:
        raise Unreadable(at_most(FILE_LIMITS.faults, all_faults))
    return SnapshotFile(body, masked_text(str(document["source_extension"]), EXTENSION_LENGTH))


def _envelope(value: JsonValue) -> tuple[Mapping[str, JsonValue], list[Fault]]:
    if not isinstance(value, dict):
        return {}, [Fault("", FaultCode.WRONG_TYPE, {"expected": "object"})]
    return value, _envelope_faults(value)


def _envelope_faults(document: Mapping[str, JsonValue]) -> list[Fault]:
    faults = [Fault(f"/{name}", FaultCode.MISSING) for name in _FIELDS if name not in document]
    faults += (Fault(step("", name), FaultCode.UNKNOWN_FIELD) for name in document if name not in _FIELDS)
    if document.get("format", FORMAT) != FORMAT:
        faults.append(Fault("/format", FaultCode.NOT_ALLOWED, {"allowed": FORMAT}))
    if problem := _EXTENSION.fault(document.get("source_extension", "")):
        faults.append(Fault("/source_extension", *problem))
    return faults


def _shared(values: Mapping[str, JsonValue], catalogue: Catalogue) -> JsonValue:
    known = {
        key: value
        for key, value in values.items()
        if (setting := catalogue.get(key)) and setting.setting_class is SettingClass.SHARED
    }
    return mask(known, catalogue)


def renamed(file: SnapshotFile, name: str) -> SnapshotFile:
    """Return the file as one of another name, which is kept in NFC and trimmed (PRF-3). Raises BadText."""
    return replace(file, body=replace(file.body, name=masked_text(clean_name(name), NAME_LENGTH)))
