"""docs/settings-catalogue.md: every setting, from importer/catalogue.toml."""

from itertools import groupby

from markdown import code, table, word

from importer.catalogue import Catalogue, Setting, SettingClass, catalogue
from importer.setting_types import (
    Boolean,
    Enumeration,
    Integer,
    Label,
    ListOf,
    PortRange,
    SettingType,
    String,
)

HEAD = """# The settings catalogue

Made by `make documents` from `importer/catalogue.toml`, the one file that names every setting: what uploads
are checked against, what pages call them, what is locked and gated, and what the reference softphone knows.
The running portal publishes the same at `/api/v1/settings-catalogue`.

Version `{version}`, {count} settings.

| class | what becomes of it |
|---|---|
| shared | becomes part of snapshots, and so of what is delivered ({shared}) |
| device | belongs to one machine, and is left out ({device}) |
| secret | is masked before anything is stored, and left out ({secret}) |
| profile | is controlled by a tab of its own, and left out ({profile}) |
| user | stays its user's, and is left out ({user}) |
"""
COLUMNS = ("key", "label", "type", "default", "class", "since", "needs")


def catalogue_page() -> str:
    """Return the page."""
    known = catalogue()
    menus = groupby(known.settings.values(), key=lambda setting: (setting.menu, setting.page))
    sections = [_section(*place, list(settings)) for place, settings in menus]
    return "\n".join([_head(known), *sections, _helps(known), _forms(known)])


def _head(known: Catalogue) -> str:
    classes = [setting.setting_class for setting in known.settings.values()]
    counts = {each.value: classes.count(each) for each in SettingClass}
    return HEAD.format(version=known.version, count=len(classes), **counts)


def _section(menu: Label, page: Label | None, settings: list[Setting]) -> str:
    title = f"{menu.en} ({menu.ja})" if page is None else f"{menu.en}, {page.en} ({menu.ja} > {page.ja})"
    return f"## {title}\n\n{table(COLUMNS, map(_row, settings))}"


def _row(setting: Setting) -> tuple[str, ...]:
    unit = "" if setting.unit is None else f", in {setting.unit.en} ({setting.unit.ja})"
    return (
        word(setting.key),
        f"{setting.label.ja}<br>{setting.label.en}",
        _type(setting.type) + unit,
        code(setting.default),
        setting.setting_class.value,
        setting.since,
        setting.option or "",
    )


def _type(kind: SettingType | None) -> str:
    match kind:
        case Boolean():
            return "boolean"
        case Integer(least, most):
            return f"integer, {least} to {most}"
        case Enumeration(choices):
            return ", ".join(f"{word(choice.value)} {choice.label.ja}" for choice in choices)
        case String(most, pattern):
            return f"string, at most {most} characters" + (", of a form (see below)" if pattern else "")
        case PortRange(least, most):
            return f"two ports from {least} to {most}, the first even and lower"
        case ListOf(of, least, most, unique):
            each = ", each once" if unique else ""
            return f"list of {least} to {most}{each}" + (f": {_type(of)}" if of else "")
        case _:
            raise TypeError(kind)


def _helps(known: Catalogue) -> str:
    helped = [setting for setting in known.settings.values() if setting.help is not None]
    rows = [(word(setting.key), setting.help.ja, setting.help.en) for setting in helped]
    return f"## Help texts\n\n{table(('key', '日本語', 'English'), rows)}"


def _forms(known: Catalogue) -> str:
    keys: dict[str, list[str]] = {}
    for setting in known.settings.values():
        if isinstance(setting.type, String) and setting.type.pattern is not None:
            keys.setdefault(setting.type.pattern, []).append(word(setting.key))
    rows = [(", ".join(named), word(pattern)) for pattern, named in keys.items()]
    return f"## Forms\n\n{table(('key', 'the whole text matches'), rows)}"
