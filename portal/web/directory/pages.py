"""The page of one thing of the directory, each under its own right (ACC-2)."""

from flask import abort, g
from flask.typing import ResponseReturnValue

from portal.domain.rights import Right
from portal.domain.words import OwnerType
from portal.queries import directory_details as details
from portal.queries import directory_people as people
from portal.web.access import may
from portal.web.directory.blueprint import directory
from portal.web.directory.detail import show_detail
from portal.web.directory.details import account_detail, label_detail, number_detail
from portal.web.directory.owner_details import owner_detail
from portal.web.directory.roles import role_detail


@directory.get("/terminals/<int:owner_id>/")
@may("terminals", Right.VIEW)
def terminal(owner_id: int) -> ResponseReturnValue:
    """Show a terminal, its numbers and ring groups, and which profile it gets (EXP-2)."""
    return _owner(OwnerType.TERMINAL, owner_id)


@directory.get("/ring-groups/<int:owner_id>/")
@may("ring_groups", Right.VIEW)
def ring_group(owner_id: int) -> ResponseReturnValue:
    """Show a ring group, its numbers and the terminals that it rings."""
    return _owner(OwnerType.RING_GROUP, owner_id)


@directory.get("/ivrs/<int:owner_id>/")
@may("ivrs", Right.VIEW)
def ivr(owner_id: int) -> ResponseReturnValue:
    """Show an IVR and its numbers."""
    return _owner(OwnerType.IVR, owner_id)


@directory.get("/call-centers/<int:owner_id>/")
@may("call_centers", Right.VIEW)
def call_center(owner_id: int) -> ResponseReturnValue:
    """Show a call centre, its numbers and agents, and which profiles have it as a contact point (EXP-2)."""
    return _owner(OwnerType.CALL_CENTER, owner_id)


def _owner(owner_type: OwnerType, owner_id: int) -> ResponseReturnValue:
    return show_detail(owner_detail(details.owner_of(g.organization_id, owner_type, owner_id)))


@directory.get("/business-labels/<int:label_id>/")
@may("business_labels", Right.VIEW)
def business_label(label_id: int) -> ResponseReturnValue:
    """Show a business label, and which profiles have it as a contact point (EXP-2)."""
    return show_detail(label_detail(details.label_of(g.organization_id, label_id)))


@directory.get("/numbers/<int:number_id>/")
@may("numbers", Right.VIEW)
def number(number_id: int) -> ResponseReturnValue:
    """Show a number, whose it is, and which profiles have it on which list (EXP-2)."""
    return show_detail(number_detail(details.number_of(g.organization_id, number_id)))


@directory.get("/accounts/<int:account_id>/")
@may("accounts", Right.VIEW)
def account(account_id: int) -> ResponseReturnValue:
    """Show an account, the call centres it answers for, and which profile it gets (EXP-2)."""
    return show_detail(account_detail(details.account_of(g.organization_id, account_id)))


@directory.get("/roles/<int:role_id>/")
@may("roles", Right.VIEW)
def role(role_id: int) -> ResponseReturnValue:
    """Show what a role may do."""
    found = people.role_of(g.organization_id, role_id)
    if found is None:
        abort(404)
    return show_detail(role_detail(found))
