"""Both versions side by side, when somebody else saved first: item, before, theirs, yours (PRF-9)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from importer.json_value import JsonValue
from portal.domain.difference import Difference
from portal.domain.meanwhile import together
from portal.domain.words import DisplayList, Part, Status
from portal.models import Profile
from portal.queries.draft_changes import said_of
from portal.queries.drafts import draft_of
from portal.queries.history import changes_since
from portal.services.drafts_tab import Tab
from portal.web.profiles import words
from portal.web.words import PARTS

# More than that nobody compares by eye.
MOST_ITEMS = 100

_FIELDS = {
    "name": lazy_gettext("Profile name"),
    "status": lazy_gettext("Status"),
    "display_list": lazy_gettext("Display list"),
    "memo": lazy_gettext("Memo"),
    "other": lazy_gettext("Other settings"),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One item; `yours` is None where the person edits something else."""

    item: str
    before: str
    theirs: str
    yours: str | None


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What others saved since the person looked; `more` of the items are not named."""

    items: tuple[Compared, ...]
    more: int
    revision: str


def list_changed(tab: Tab, seen_revision: str) -> Meanwhile:
    """Return what others changed of the tab's list, and of the profile besides, since `seen_revision`."""
    made = _since(tab.profile, seen_revision)
    change = made.lists.get(tab.part.value)
    names = sorted(change.added | change.removed) if change else []
    draft = draft_of(tab.account_id, tab.profile, tab.part)
    keys = [_key(tab.part, name) for name in names[:MOST_ITEMS]]
    said = said_of(draft, tab.profile, tab.part, keys)
    items = [
        Compared(
            _key(tab.part, name),
            _selected(name in change.removed),
            _selected(name in change.added),
            _selected(said[name]) if name in said else None,
        )
        for name in names[:MOST_ITEMS]
        if change
    ]
    rest = _fields(made, {}) + _other_lists(made, tab.part)
    return Meanwhile((*items, *rest), max(len(names) - MOST_ITEMS, 0), tab.profile.revision)


def fields_changed(profile: Profile, seen_revision: str, typed: Mapping[str, JsonValue]) -> Meanwhile:
    """Return what others changed since `seen_revision`, beside what was typed, by the name of the field."""
    made = _since(profile, seen_revision)
    return Meanwhile((*_fields(made, typed), *_other_lists(made, None)), 0, profile.revision)


def _key(part: Part, name: str) -> str:
    # Contact points are named by kind and key.
    return name.partition(":")[2] if part is Part.CONTACT_POINTS else name


def _since(profile: Profile, seen_revision: str) -> Difference:
    return together(change.difference for change in changes_since(profile.id, seen_revision))


def _fields(made: Difference, typed: Mapping[str, JsonValue]) -> list[Compared]:
    return [
        Compared(
            str(_FIELDS[name]),
            _said(name, before),
            _said(name, after),
            _said(name, typed[name]) if name in typed else None,
        )
        for name, (before, after) in made.fields.items()
        if name in _FIELDS
    ]


def _other_lists(made: Difference, part: Part | None) -> list[Compared]:
    return [
        Compared(
            str(PARTS[Part(name)]),
            "",
            _("Added: {added}, removed: {removed}").format(
                added=len(change.added), removed=len(change.removed)
            ),
            None,
        )
        for name, change in made.lists.items()
        if name != part
    ]


def _selected(selected: bool) -> str:  # noqa: FBT001  it is what is said
    return str(_("Selected") if selected else _("Not selected"))


def _pinned(value: JsonValue) -> str:
    if not isinstance(value, Mapping):
        return str(_("No selection"))
    return str(_("%(name)s, version %(number)d", name=value["snapshot"], number=value["version"]))


_SAYS: Mapping[str, Callable[[JsonValue], str]] = {
    "status": lambda value: str(words.STATUS[Status(str(value))]),
    "display_list": lambda value: str(words.DISPLAY_LIST[DisplayList(str(value))]),
    "other": _pinned,
}


def _said(name: str, value: JsonValue) -> str:
    if name in _SAYS:
        return _SAYS[name](value)
    return "" if value is None else str(value)
