"""削除 in the directory: a document that keeps all else, so that profiles note what they lose (REC-5)."""

from collections.abc import Callable

from flask import abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from importer.directory import Mode
from portal.domain.rights import Right, RoleKey
from portal.domain.words import OwnerType
from portal.extensions import db
from portal.queries import directory_details as details
from portal.queries import directory_named as named
from portal.queries import directory_people as people
from portal.queries.directory_owners import LISTS
from portal.services.directory import DirectoryChanged
from portal.services.errors import NotAcceptable
from portal.web import confirm
from portal.web.access import may, visitor
from portal.web.confirm import Answer
from portal.web.directory import cells
from portal.web.directory.blueprint import directory
from portal.web.directory.corrections import Document, take_in
from portal.web.directory.detail import Detail, delete_question, show_detail
from portal.web.directory.details import account_detail, label_detail
from portal.web.directory.owner_details import owner_detail
from portal.web.directory.reach import covers
from portal.web.directory.roles import role_detail
from portal.web.page import CONFLICT


@directory.post("/terminals/<int:owner_id>/delete")
@may("terminals", Right.DELETE)
def terminal_delete(owner_id: int) -> ResponseReturnValue:
    """Delete a terminal."""
    return _owner(OwnerType.TERMINAL, owner_id)


@directory.post("/ring-groups/<int:owner_id>/delete")
@may("ring_groups", Right.DELETE)
def ring_group_delete(owner_id: int) -> ResponseReturnValue:
    """Delete a ring group."""
    return _owner(OwnerType.RING_GROUP, owner_id)


@directory.post("/ivrs/<int:owner_id>/delete")
@may("ivrs", Right.DELETE)
def ivr_delete(owner_id: int) -> ResponseReturnValue:
    """Delete an IVR."""
    return _owner(OwnerType.IVR, owner_id)


@directory.post("/call-centers/<int:owner_id>/delete")
@may("call_centers", Right.DELETE)
def call_center_delete(owner_id: int) -> ResponseReturnValue:
    """Delete a call centre."""
    return _owner(OwnerType.CALL_CENTER, owner_id)


def _owner(owner_type: OwnerType, owner_id: int) -> ResponseReturnValue:
    owner = details.owner_of(g.organization_id, owner_type, owner_id)
    listed, endpoint = cells.OWNER_PAGES[owner_type]
    here = url_for(f"directory.{endpoint}", owner_id=owner_id)
    return _delete(LISTS[owner_type], owner.extension, here, listed, lambda: owner_detail(owner))


@directory.post("/business-labels/<int:label_id>/delete")
@may("business_labels", Right.DELETE)
def business_label_delete(label_id: int) -> ResponseReturnValue:
    """Delete a business label."""
    label = details.label_of(g.organization_id, label_id)
    here = url_for("directory.business_label", label_id=label_id)
    return _delete("business_labels", label.code, here, "business_labels", lambda: label_detail(label))


@directory.post("/accounts/<int:account_id>/delete")
@may("accounts", Right.DELETE)
def account_delete(account_id: int) -> ResponseReturnValue:
    """Delete an account: not one's own, and none whose role has rights that the visitor has not."""
    account = details.account_of(g.organization_id, account_id)
    if account.id == visitor().account.id or not covers(account.role):
        abort(403)
    here = url_for("directory.account", account_id=account_id)
    return _delete("accounts", account.login, here, "accounts", lambda: account_detail(account))


@directory.post("/roles/<int:role_id>/delete")
@may("roles", Right.DELETE)
def role_delete(role_id: int) -> ResponseReturnValue:
    """Delete a role of the organisation's own that no account has."""
    role = people.role_of(g.organization_id, role_id)
    if role is None:
        abort(404)
    if role.key in set(RoleKey) or not covers(role):
        abort(403)
    here = url_for("directory.role", role_id=role_id)
    return _delete("roles", role.key, here, "roles", lambda: role_detail(role))


def _delete(
    kind: str, identity: str, here: str, listed: str, detail: Callable[[], Detail]
) -> ResponseReturnValue:
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask(delete_question(identity, kind))
        case Answer.CANCEL:
            return redirect(here, 303)
    document: Document = {kind: [*named.others(g.organization_id, kind, identity)]}
    try:
        counts = take_in(document, Mode.SYNC, request.form.get("revision", ""))
    except DirectoryChanged:
        problem = _("Not deleted: the directory changed meanwhile. Look at it again.")
        return show_detail(detail(), CONFLICT, problem)
    except NotAcceptable as refused:
        return show_detail(detail(), CONFLICT, _in_use(refused))
    if not counts["removed"][kind]:
        problem = _("Not deleted: the last system administrator stays.")
        return show_detail(detail(), CONFLICT, problem)
    db.session.commit()
    flash(_("“%(name)s” is deleted.", name=identity))
    return redirect(url_for(f"directory.{listed}"), 303)


def _in_use(refused: NotAcceptable) -> str:
    # A role is the only thing of the directory that others hold on to.
    count = int(refused.faults[0].params.get("count", 0))
    said = ngettext(
        "Not deleted: %(num)d account has this role. Give it another first.",
        "Not deleted: %(num)d accounts have this role. Give them another first.",
        count,
    )
    return str(said)
