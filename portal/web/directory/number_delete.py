"""削除 of a dial-in number: its owner keeps the others. An extension goes with its owner alone."""

from flask import abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from importer.directory import Mode
from portal.domain.rights import Right
from portal.domain.words import Kind
from portal.extensions import db
from portal.queries import directory_details as details
from portal.queries import directory_named as named
from portal.queries.directory_owners import LISTS
from portal.services.directory import DirectoryChanged
from portal.web import confirm
from portal.web.access import may
from portal.web.confirm import Answer
from portal.web.directory.blueprint import directory
from portal.web.directory.corrections import Document, take_in
from portal.web.directory.detail import delete_question, show_detail
from portal.web.directory.details import number_detail
from portal.web.page import CONFLICT


@directory.post("/numbers/<int:number_id>/delete")
@may("numbers", Right.DELETE)
def number_delete(number_id: int) -> ResponseReturnValue:
    """Delete a dial-in number."""
    number = details.number_of(g.organization_id, number_id)
    if number.kind is not Kind.EXTERNAL:
        abort(403)
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask(delete_question(number.number, "numbers"))
        case Answer.CANCEL:
            return redirect(url_for("directory.number", number_id=number_id), 303)
    kept = [each for each in named.dial_in(number.owner) if each != number.number]
    document: Document = {
        LISTS[number.owner.type]: [{"extension": number.owner.extension, "dial_in": [*kept]}]
    }
    digits = number.number
    try:
        take_in(document, Mode.MERGE, request.form.get("revision", ""))
    except DirectoryChanged:
        problem = _("Not deleted: the directory changed meanwhile. Look at it again.")
        return show_detail(number_detail(number), CONFLICT, problem)
    db.session.commit()
    flash(_("“%(name)s” is deleted.", name=digits))
    return redirect(url_for("directory.numbers"), 303)
