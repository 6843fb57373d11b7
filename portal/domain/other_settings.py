"""Which values of the pinned snapshot version a softphone gets (OSV, VER-2) [5.5]."""

from collections.abc import Iterable

from importer.catalogue import Catalogue, SettingClass
from importer.json_value import JsonValue
from portal.domain.facts import Facts
from portal.domain.verdicts import PartVerdicts, judge_part
from portal.domain.versions import (
    OLDEST_SERVER_FOR_OTHER,
    OLDEST_SOFTPHONE_FOR_OTHER,
    Version,
    parse_version,
)
from portal.domain.winner import Standing
from portal.domain.words import Reason


def other_settings(standing: Standing, facts: Facts, catalogue: Catalogue) -> PartVerdicts[str]:
    """Judge the keys of the pinned version, in the order of code points; none with 選択なし."""
    pinned = standing.profile.pinned
    return judge_part(
        standing,
        _left_out_because(facts),
        sorted(pinned.values) if pinned else (),
        lambda key: _withheld_because(key, facts.softphone_version, catalogue),
    )


def unavailable(
    keys: Iterable[str], options: frozenset[str], catalogue: Catalogue
) -> list[dict[str, JsonValue]]:
    """Return the keys whose option is not contracted: delivered, but without effect (OSV-2)."""
    needs = ((key, catalogue.settings[key].option) for key in keys)
    return [{"key": key, "option": option} for key, option in needs if option and option not in options]


def _left_out_because(facts: Facts) -> Reason | None:
    if facts.organization.server_version < OLDEST_SERVER_FOR_OTHER:
        return Reason.SERVER_TOO_OLD
    if facts.softphone_version < OLDEST_SOFTPHONE_FOR_OTHER:
        return Reason.SOFTPHONE_TOO_OLD
    return None


def _withheld_because(key: str, softphone: Version, catalogue: Catalogue) -> Reason | None:
    setting = catalogue.get(key)
    if setting is None:
        return Reason.UNRECOGNISED_KEY
    if setting.setting_class is not SettingClass.SHARED:
        return Reason.PER_DEVICE_KEY
    return Reason.SOFTPHONE_TOO_OLD if softphone < parse_version(setting.since) else None
