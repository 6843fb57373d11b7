"""What the user of a controlled softphone cannot change, and what tells them so (LCK) [4.1]."""

from collections.abc import Iterable, Mapping

from importer.catalogue import Catalogue, SettingClass
from portal.domain.words import Language

# Shown by the information icon (LCK-1); the Japanese is the manual's.
NOTICES: Mapping[Language, str] = {
    Language.JA: "管理者により一部設定が制御されています。",
    Language.EN: "Some settings are controlled by your administrator.",
}

_DISPLAY_MENU = "display."
_CTI_NUMBERS = "cti.numbers"


def locked_keys(catalogue: Catalogue, other_keys: Iterable[str], *, cti: bool) -> list[str]:
    """Return the locked setting keys by code point; `cti` says whether the CTI part is delivered (LCK-3)."""
    locked = {
        key for key, setting in catalogue.settings.items() if _of_display_menu(key, setting.setting_class)
    }
    locked.update(other_keys)
    if cti:
        locked.add(_CTI_NUMBERS)
    return sorted(locked)


def _of_display_menu(key: str, setting_class: SettingClass) -> bool:
    # 番号リストを電話帳の名前で表示する and 番号リストをソートして表示する are the user's own (LCK-2).
    return key.startswith(_DISPLAY_MENU) and setting_class is not SettingClass.USER
