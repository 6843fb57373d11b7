"""The settings of a capture against the catalogue: what a snapshot takes, what it leaves, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from importer.catalogue import Catalogue, Setting, SettingClass
from importer.faults import Fault, FaultCode, step
from importer.json_value import JsonValue
from importer.masking import MASK
from importer.setting_types import Problem

PLACE = "/settings"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A known setting that never becomes part of a snapshot, and whose it is (CAP-8)."""

    key: str
    setting_class: SettingClass


@dataclass(frozen=True, slots=True)
class Accepted:
    """What becomes the snapshot version, and what does not. Everything is in the order of the capture."""

    values: dict[str, JsonValue]
    left_out: tuple[LeftOut, ...]
    unrecognised: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Every reason, at least one; `pointer` is a place in the capture, as "/settings/phone.dtmf"."""

    faults: tuple[Fault, ...]
    left_out: tuple[LeftOut, ...]
    unrecognised: tuple[str, ...]


Judgement: TypeAlias = Accepted | Refused


def judge(settings: Mapping[str, JsonValue], catalogue: Catalogue) -> Judgement:
    """Judge the settings of one capture, with secrets masked (CAP-7, CAP-8).

    A known key with a bad value refuses the capture, whatever its class. An unknown key never does.
    """
    known = {key: setting for key in settings if (setting := catalogue.get(key))}
    unrecognised = tuple(key for key in settings if key not in known)
    left_out = tuple(
        LeftOut(key, setting.setting_class)
        for key, setting in known.items()
        if setting.setting_class is not SettingClass.SHARED
    )
    problems = {
        key: problem for key, setting in known.items() if (problem := _problem(setting, settings[key]))
    }
    if problems:
        faults = tuple(Fault(step(PLACE, key), code, params) for key, (code, params) in problems.items())
        return Refused(faults, left_out, unrecognised)
    shared = {
        key: settings[key] for key, setting in known.items() if setting.setting_class is SettingClass.SHARED
    }
    return Accepted(shared, left_out, unrecognised)


def _problem(setting: Setting, value: JsonValue) -> Problem | None:
    if setting.setting_class is SettingClass.SECRET:
        # Masked, so there is no more to judge than that it was a text.
        return None if isinstance(value, str) else (FaultCode.WRONG_TYPE, {"expected": "string"})
    if setting.setting_class is SettingClass.SHARED and isinstance(value, str) and MASK in value:
        # What is left of it would break every softphone that it reached.
        return FaultCode.MASKED, {}
    return setting.type.fault(value)
