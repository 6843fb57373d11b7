"""The pages of business labels and numbers, each with the profiles that have it (EXP-2)."""

from functools import partial

from flask import g, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.rights import Right
from portal.queries import directory_details as details
from portal.queries.directory_having import Having, having_label, having_number
from portal.web.access import may
from portal.web.directory import applying, cells
from portal.web.directory.blueprint import directory
from portal.web.directory.cells import Cell
from portal.web.directory.detail import Detail, show_detail
from portal.web.directory.lists import Column
from portal.web.profiles import words


@directory.get("/business-labels/<int:label_id>/")
@may("business_labels", Right.VIEW)
def business_label(label_id: int) -> ResponseReturnValue:
    """Show a business label, and which profiles have it as a contact point."""
    label = details.label_of(g.organization_id, label_id)
    reached: Column[Having] = Column(_("Targets"), lambda row: cells.count(row.reached), numeric=True)
    return show_detail(
        Detail(
            title=label.name,
            trail=(_("Business labels"), url_for("directory.business_labels")),
            address=partial(url_for, "directory.business_label", label_id=label.id),
            facts=[
                (_("Code"), Cell(label.code)),
                (_("Name"), Cell(label.name)),
                (_("Outbound caller number"), Cell(label.caller_number)),
            ],
            delivery=applying.lines_for_contact_point(label.caller_number, members_only=False),
            sections=[applying.profiles_section(partial(having_label, g.organization_id, label.id), reached)],
        )
    )


@directory.get("/numbers/<int:number_id>/")
@may("numbers", Right.VIEW)
def number(number_id: int) -> ResponseReturnValue:
    """Show a number, whose it is, and which profiles have it on which list."""
    found = details.number_of(g.organization_id, number_id)
    owner = found.owner
    columns: list[Column[Having]] = [
        Column(_("Number list"), lambda row: _selected(selected=row.displayed)),
        Column(_("CTI"), lambda row: _selected(selected=row.cti)),
        Column(_("Targets"), lambda row: cells.count(row.reached), numeric=True),
    ]
    having = partial(having_number, g.organization_id, found.id)
    return show_detail(
        Detail(
            title=found.number,
            trail=(_("Phone numbers"), url_for("directory.numbers")),
            address=partial(url_for, "directory.number", number_id=found.id),
            facts=[
                (_("Phone number"), Cell(found.number)),
                (_("Internal/external"), Cell(words.KIND[found.kind])),
                (_("Owner type"), Cell(words.OWNER_TYPE[owner.type])),
                (_("Owner"), cells.owner(owner.type, owner.id, f"{owner.name} {owner.extension}")),
                (_("Phone book name"), Cell(details.phone_book_name(g.organization_id, found.number))),
            ],
            delivery=applying.lines_for_number(owner.type, found.kind),
            sections=[applying.profiles_section(having, *columns)],
        )
    )


def _selected(*, selected: bool) -> Cell:
    return Cell(_("Selected"), mark="good") if selected else Cell(None)
