"""What a service refused, put where the person who typed it sees it."""

from collections.abc import Iterable, Mapping
from itertools import islice

from flask import abort
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from importer.faults import Fault
from portal.services.errors import EditConflict, NotAcceptable, Refused, Taken
from portal.services.wording import sentence
from portal.web.page import CONFLICT, UNPROCESSABLE
from portal.web.visible import visible

MOST_NAMED = 20


def put(form: FlaskForm, faults: Iterable[Fault]) -> None:
    """Put each fault beside its field; what belongs to none stands at the top of the form."""
    for fault in faults:
        name = fault.pointer.strip("/")
        if name in form:
            form[name].errors = [*form[name].errors, sentence(fault)]
            form[name].data = visible(form[name].data)
        else:
            form.form_errors.append(sentence(fault))


def refuse(form: FlaskForm, refused: Refused) -> int:
    """Put what was refused on the form and return the status of the answer."""
    match refused:
        case NotAcceptable(faults=faults):
            put(form, faults)
            return UNPROCESSABLE
        case Taken(what="name", items=names):
            said = _("Another profile is called “%(name)s”. Choose another name.", name=names[0])
            form.name.errors = [said]
            return CONFLICT
        case Taken(holders=holders):
            form.form_errors.extend(_taken_by_others(holders))
            return CONFLICT
        case EditConflict():
            return CONFLICT
    raise refused


def _taken_by_others(holders: Mapping[str, str]) -> list[str]:
    """Return, for each target that could not be had, which profile has it (TGT-2); of many the first."""
    named = islice(holders.items(), MOST_NAMED)
    said = [
        _("%(item)s belongs to the profile “%(name)s” already.", item=item, name=name) for item, name in named
    ]
    if len(holders) > MOST_NAMED:
        said.append(_("And %(count)d more belong to other profiles.", count=len(holders) - MOST_NAMED))
    return said


def changed_by_whom(refused: Refused) -> EditConflict | None:
    """Return the conflict, if it is one; a profile that was deleted meanwhile is not found (PRF-9)."""
    if not isinstance(refused, EditConflict):
        return None
    if refused.changed_by is None:
        abort(404)
    return refused
