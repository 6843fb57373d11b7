"""What an entry says, in a line or two: what changed, in the words of the pages."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from importer.json_value import JsonValue
from portal.domain import difference
from portal.domain.audit import Action
from portal.web.history import words
from portal.web.history.shown import FieldLine, Items, ListLine, shown_difference

KINDS: Mapping[str, Any] = {
    "organization": lazy_gettext("Contract"),
    "roles": lazy_gettext("Roles"),
    "accounts": lazy_gettext("Accounts"),
    "terminals": lazy_gettext("Terminals"),
    "ring_groups": lazy_gettext("Ring groups"),
    "ivrs": lazy_gettext("IVRs"),
    "call_centers": lazy_gettext("Call centres"),
    "business_labels": lazy_gettext("Business labels"),
    "phone_book": lazy_gettext("Phone book"),
    "numbers": lazy_gettext("Phone numbers"),
}
_SIGNS = {"added": "+", "changed": "±", "removed": "−"}
MOST_OF_A_LIST = 5


def lines(action: str, details: Mapping[str, JsonValue]) -> list[str]:
    """Return what an entry says, a line each."""
    if action == Action.DIRECTORY_CHANGED:
        return list(_counts(details.get("counts")))
    shown = shown_difference(difference.read(details), MOST_OF_A_LIST)
    said = [_field(each) for each in shown.fields] + [_list(each) for each in shown.lists]
    return said + list(_more(details))


def _counts(counts: JsonValue) -> Iterator[str]:
    for kind, outcomes in (counts if isinstance(counts, Mapping) else {}).items():
        if isinstance(outcomes, Mapping):
            said = " ".join(f"{_SIGNS.get(name, '')}{count}" for name, count in outcomes.items() if count)
            yield f"{words.label(KINDS, kind)} {said}"


def _field(line: FieldLine) -> str:
    return f"{line.label}{_(': ')}{line.before or '–'} → {line.after or '–'}"


def _list(line: ListLine) -> str:
    parts = [
        f"{sign}{found.count} ({_named(found)})"
        for sign, found in (("+", line.added), ("−", line.removed))
        if found.count
    ]
    return f"{line.label}{_(': ')}{' '.join(parts)}"


def _named(found: Items) -> str:
    more = "" if not found.more else " " + _("and %(count)d more", count=found.more)
    return str(_(", ")).join(found.named) + more


def _more(details: Mapping[str, JsonValue]) -> Iterator[str]:
    rest = {name: said for name, said in details.items() if name not in {"fields", "lists"}}
    if rest:
        yield json.dumps(rest, ensure_ascii=False, sort_keys=True)[:500]
