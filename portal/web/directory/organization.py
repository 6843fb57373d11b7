"""契約とシステム設定: plan, options, versions, time zone, and what softphones show of group numbers."""

from typing import Any

from flask import g, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import BooleanField, SelectField, StringField

from importer.directory import Mode
from portal.domain.rights import Right
from portal.domain.words import Option, Plan
from portal.models import Organization
from portal.queries.directory_details import organization_of
from portal.web.access import may, visitor
from portal.web.directory import fields
from portal.web.directory.blueprint import directory
from portal.web.directory.cells import Cell
from portal.web.directory.corrections import Correction, CorrectionForm, Document, correct
from portal.web.directory.detail import Action, Detail, show_detail
from portal.web.needed import Needed

PLAN = {
    Plan.BUSINESS_PHONE: lazy_gettext("Business phone"),
    Plan.CALL_CENTER: lazy_gettext("Call centre plan"),
}
_CRM = lazy_gettext("CRM integration option")
_GROUPS = lazy_gettext("Show all group numbers")
_CENTERS = lazy_gettext("Show call centre numbers")
_NAMES = ("name", "plan", "server_version", "time_zone")
_FLAGS = ("show_all_ring_group_numbers", "show_call_center_numbers")


class OrganizationForm(CorrectionForm):
    """The organisation as it is corrected; the slug tells which it is and stays."""

    name = fields.name_field()
    plan: SelectField = fields.choice_field(lazy_gettext("Plan"), PLAN)
    crm_integration = BooleanField(_CRM)
    server_version = StringField(
        lazy_gettext("Server version"),
        [Needed()],
        description=lazy_gettext(
            "Below 3.12.10 softphones get nothing, below 3.13.0 no other settings. Example: 3.13.2"
        ),
    )
    time_zone = StringField(
        lazy_gettext("Time zone"), [Needed()], description=lazy_gettext("Example: Asia/Tokyo")
    )
    show_all_ring_group_numbers = BooleanField(
        _GROUPS, description=lazy_gettext("Off: softphones show only the groups that their terminal is in.")
    )
    show_call_center_numbers = BooleanField(
        _CENTERS, description=lazy_gettext("Off: no extensions of call centres count for CTI.")
    )

    def entry(self, organization: Organization) -> dict[str, Any]:
        """Return what was typed, as a document says it; options that no rule knows stay."""
        others = [option for option in organization.options if option != Option.CRM_INTEGRATION]
        chosen = [Option.CRM_INTEGRATION.value] if self.crm_integration.data else []
        return {name: self[name].data for name in (*_NAMES, *_FLAGS)} | {"options": [*others, *chosen]}


@directory.get("/organization/")
@may("system_settings", Right.VIEW)
def organization() -> ResponseReturnValue:
    """Show the contract and the system settings."""
    found = organization_of(g.organization_id)
    edit = Action(_("Edit"), url_for("directory.organization_edit"), "pencil", "primary")
    unknown = [option for option in found.options if option != Option.CRM_INTEGRATION]
    return show_detail(
        Detail(
            title=_("Contract"),
            trail=None,
            address=lambda **_args: url_for("directory.organization"),
            facts=[
                (_("Name"), Cell(found.name)),
                (_("Organisation ID"), Cell(found.slug)),
                (_("Plan"), Cell(PLAN[found.plan])),
                (_CRM, _on(on=Option.CRM_INTEGRATION in found.options)),
                *([(_("Other options"), Cell(", ".join(unknown)))] if unknown else []),
                (_("Server version"), Cell(found.server_version)),
                (_("Time zone"), Cell(found.time_zone)),
                (_GROUPS, _on(on=found.show_all_ring_group_numbers)),
                (_CENTERS, _on(on=found.show_call_center_numbers)),
            ],
            actions=[edit] if visitor().may("system_settings", Right.EDIT) else [],
        )
    )


def _on(*, on: bool) -> Cell:
    return Cell(_("On"), mark="good") if on else Cell(_("Off"), mark="neutral")


@directory.route("/organization/edit", methods=["GET", "POST"])
@may("system_settings", Right.EDIT)
def organization_edit() -> ResponseReturnValue:
    """Correct the contract and the system settings."""
    found = organization_of(g.organization_id)
    saved: dict[str, Any] = {name: getattr(found, name) for name in _NAMES}
    flags = {name: getattr(found, name) for name in _FLAGS}
    crm = {"crm_integration": Option.CRM_INTEGRATION in found.options}
    form = OrganizationForm(data={**saved, **flags, **crm})
    slug = found.slug

    def document() -> tuple[Document, Mode]:
        return {"organization": {"slug": slug, **form.entry(found)}}, Mode.MERGE

    return correct(
        Correction(
            title=_("Edit %(name)s", name=found.name),
            trail=[(_("Contract"), url_for("directory.organization"))],
            form=form,
            here=url_for("directory.organization_edit"),
            back=url_for("directory.organization"),
            document=document,
            place="/organization/",
            saved=saved,
        )
    )
