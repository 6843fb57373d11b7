"""What a service refused, put where the person who typed it sees it."""

from collections.abc import Iterable

from flask import abort
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from importer.faults import Fault
from portal.models import Profile
from portal.services.errors import EditConflict, NotAcceptable, Refused, Taken
from portal.services.wording import sentence

UNPROCESSABLE = 422
CONFLICT = 409


def put(form: FlaskForm, faults: Iterable[Fault]) -> None:
    """Put each fault beside its field; what belongs to none stands at the top of the form."""
    for fault in faults:
        name = fault.pointer.strip("/")
        if name in form:
            form[name].errors = [*form[name].errors, sentence(fault)]
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
        case EditConflict():
            return CONFLICT
    raise refused


def seen_anew(form: FlaskForm, profile: Profile, refused: Refused) -> EditConflict | None:
    """Return the conflict, if it is one, and let the form's next save go on top of what is saved now (PRF-9).

    The person has seen by then what somebody else saved. A profile that was deleted meanwhile is not found.
    """
    if not isinstance(refused, EditConflict):
        return None
    if refused.changed_by is None:
        abort(404)
    form.revision.data = profile.revision
    return refused
