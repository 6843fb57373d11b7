"""The proper control for each type of the settings catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from importer.catalogue import Catalogue, Setting, SettingClass
from importer.json_value import JsonValue
from importer.setting_types import Boolean, Enumeration, Integer, ListOf, PortRange, SettingType
from portal.domain.typed_values import OFF, ON, shown_texts
from portal.web.setting_values import by_menu, grouped, menu_of, text


@dataclass(frozen=True, slots=True)
class Control:
    """One setting as it is edited. `texts` is what its controls hold, one a control."""

    key: str
    label: str
    help: str
    unit: str
    default: str
    kind: str
    texts: Sequence[str]
    included: bool
    choices: Sequence[tuple[str, str]] = ()
    least: int | None = None
    most: int | None = None
    error: str = ""


def editable(catalogue: Catalogue) -> dict[str, Setting]:
    """Return what a version can hold: the settings that the catalogue shares (CAP-8)."""
    return {
        key: setting
        for key, setting in catalogue.settings.items()
        if setting.setting_class is SettingClass.SHARED
    }


def controls_of(
    catalogue: Catalogue,
    texts: Mapping[str, Sequence[str]],
    included: frozenset[str],
    errors: Mapping[str, str],
) -> list[tuple[str, list[Control]]]:
    """Return the controls menu by menu; a setting without texts holds its default."""
    settings = editable(catalogue)
    defaults = _default_words(settings, catalogue)
    return grouped(
        (
            menu_of(setting),
            _control(setting, texts.get(key), defaults[key], errors.get(key, ""), included=key in included),
        )
        for key, setting in settings.items()
    )


def _default_words(settings: Mapping[str, Setting], catalogue: Catalogue) -> dict[str, str]:
    values: dict[str, JsonValue] = {key: setting.default for key, setting in settings.items()}
    return {shown.key: shown.default for menu in by_menu(values, catalogue) for shown in menu.settings}


def _control(
    setting: Setting, texts: Sequence[str] | None, default: str, error: str, *, included: bool
) -> Control:
    kind, choices = _kind(setting.type)
    held = list(shown_texts(setting.type, setting.default) if texts is None else texts)
    least, most = _bounds(setting.type)
    places = _places(setting.type)
    held = (held + [""] * places)[:places]
    return Control(
        setting.key,
        text(setting.label),
        text(setting.help) if setting.help else "",
        text(setting.unit) if setting.unit else "",
        default,
        kind,
        held,
        included,
        choices,
        least,
        most,
        error,
    )


def _kind(of: SettingType) -> tuple[str, Sequence[tuple[str, str]]]:
    """Return the name of the control, and what it offers; "choices" are several of them, in order."""
    match of:
        case Boolean():
            return "choice", ((ON, _("On")), (OFF, _("Off")))
        case Enumeration():
            return "choice", _choices(of)
        case ListOf(of=Enumeration() as each):
            return "choices", (("", "–"), *_choices(each))
        case ListOf():
            return "lines", ()
    return "text", ()


def _choices(of: Enumeration) -> list[tuple[str, str]]:
    return [(choice.value, text(choice.label)) for choice in of.choices]


def _places(of: SettingType) -> int:
    """Return how many controls the setting has."""
    match of:
        case PortRange():
            return 2
        case ListOf(of=Enumeration(), most=most):
            return most
    return 1


def _bounds(of: SettingType) -> tuple[int | None, int | None]:
    return (of.least, of.most) if isinstance(of, Integer | PortRange) else (None, None)
