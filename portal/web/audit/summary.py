"""What an entry says, in a line or two: what changed, in the words of the pages."""

from collections.abc import Iterator, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from importer.json_value import JsonValue
from portal.domain import difference
from portal.domain.audit import Action
from portal.web.history import words
from portal.web.history.shown import FieldLine, Items, ListLine, shown_difference
from portal.web.words import DIRECTORY_KINDS, Words

KINDS: Words = {**DIRECTORY_KINDS, "numbers": lazy_gettext("Phone numbers")}
_SIGNS = {"added": "+", "changed": "±", "removed": "−"}
MOST_OF_A_LIST = 5


def lines(action: str, details: Mapping[str, JsonValue]) -> list[str]:
    """Return what an entry says, a line each."""
    if action in {Action.DIRECTORY_CHANGED, Action.DIRECTORY_REFUSED}:
        return [str(_(", ")).join(_counts(details.get("counts")))]
    whole = action in words.WHOLE
    shown = shown_difference(difference.read(details), 0 if whole else MOST_OF_A_LIST)
    said = [] if whole else [_field(each) for each in shown.fields]
    return said + [_list(each) for each in shown.lists] + list(_more(details))


def _counts(counts: JsonValue) -> Iterator[str]:
    for kind, outcomes in (counts if isinstance(counts, Mapping) else {}).items():
        if isinstance(outcomes, Mapping):
            said = " ".join(f"{_SIGNS.get(name, '')}{count}" for name, count in outcomes.items() if count)
            yield f"{words.label(KINDS, kind)} {said}"


def _field(line: FieldLine) -> str:
    return f"{line.label}{_(': ')}{line.before or '–'} → {line.after or '–'}"


def _list(line: ListLine) -> str:
    parts = [
        f"{sign}{found.count} ({_named(found)})" if found.named else f"{sign}{found.count}"
        for sign, found in (("+", line.added), ("−", line.removed))
        if found.count
    ]
    return f"{line.label}{_(': ')}{' '.join(parts)}"


def _named(found: Items) -> str:
    more = "" if not found.more else " " + _("and %(count)d more", count=found.more)
    return str(_(", ")).join(found.named) + more


def _more(details: Mapping[str, JsonValue]) -> Iterator[str]:
    for name, said in details.items():
        if name in words.MORE:
            yield f"{words.MORE[name]}{_(': ')}{_plain(name, said)}"
    if details.get("more_unrecorded"):
        yield str(_("More of the same may follow that is not recorded for ten minutes."))


def _plain(name: str, said: JsonValue) -> str:
    if isinstance(said, Mapping):
        parts = ((words.label(words.LISTS, part), _plain(part, items)) for part, items in said.items())
        return str(_(", ")).join(f"{label} {items}" for label, items in parts)
    if isinstance(said, list):
        some = [words.item(name, str(each)) for each in said[:MOST_OF_A_LIST]]
        return _named(Items(some, len(said)))
    return str(said)
