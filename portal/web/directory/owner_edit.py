"""編集 of terminals, ring groups, IVRs, call centres and business labels."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from flask import g, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import TextAreaField

from importer.directory import Mode
from portal.domain.rights import Right
from portal.domain.words import OwnerType
from portal.models import NumberOwner
from portal.queries import directory_details as details
from portal.queries import directory_named as named
from portal.queries.directory_owners import LISTS
from portal.web.access import may
from portal.web.directory import cells, fields
from portal.web.directory.blueprint import directory
from portal.web.directory.corrections import Correction, CorrectionForm, Document, correct, lines
from portal.web.profiles import words

# What a person still reads line by line; longer lists stay as they are.
MOST_LINES = 1_000


class IvrForm(CorrectionForm):
    """An IVR as it is corrected; the extension tells which it is and stays."""

    name = fields.name_field()
    dial_in = fields.dial_in_field()

    def entry(self) -> dict[str, Any]:
        """Return what was typed, as a document says it."""
        return {"name": self.name.data} | self.listed("dial_in", fields.as_numbers)

    def listed(self, name: str, read: Callable[[str | None], list[Any]]) -> dict[str, Any]:
        """Return what was typed in a list; nothing of one that is too long to be offered."""
        return {name: read(self[name].data)} if name in self else {}


class TerminalForm(IvrForm):
    """A terminal as it is corrected."""

    type = fields.choice_field(lazy_gettext("Terminal type"), words.TERMINAL_TYPE)

    def entry(self) -> dict[str, Any]:
        """Return what was typed, as a document says it."""
        return super().entry() | {"type": self.type.data}


class RingGroupForm(IvrForm):
    """A ring group as it is corrected."""

    members = TextAreaField(
        lazy_gettext("Members"), description=lazy_gettext("Extensions of terminals, one per line.")
    )

    def entry(self) -> dict[str, Any]:
        """Return what was typed, as a document says it."""
        return super().entry() | self.listed("members", fields.as_numbers)


class CallCenterForm(IvrForm):
    """A call centre as it is corrected."""

    caller_number = fields.caller_number_field()
    agents = TextAreaField(
        lazy_gettext("Agents"), description=lazy_gettext("Logins of accounts, one per line.")
    )

    def entry(self) -> dict[str, Any]:
        """Return what was typed, as a document says it."""
        caller_number = fields.number_or_none(self.caller_number.data)
        return super().entry() | {"caller_number": caller_number} | self.listed("agents", lines)


class LabelForm(CorrectionForm):
    """A business label as it is corrected; the code tells which it is and stays."""

    name = fields.name_field()
    caller_number = fields.caller_number_field()


@directory.route("/terminals/<int:owner_id>/edit", methods=["GET", "POST"])
@may("terminals", Right.EDIT)
def terminal_edit(owner_id: int) -> ResponseReturnValue:
    """Correct a terminal's name, type and dial-in numbers."""
    owner = details.owner_of(g.organization_id, OwnerType.TERMINAL, owner_id)
    return _correct(owner, TerminalForm, type=owner.terminal_type.value if owner.terminal_type else "")


@directory.route("/ring-groups/<int:owner_id>/edit", methods=["GET", "POST"])
@may("ring_groups", Right.EDIT)
def ring_group_edit(owner_id: int) -> ResponseReturnValue:
    """Correct a ring group's name, dial-in numbers and members."""
    owner = details.owner_of(g.organization_id, OwnerType.RING_GROUP, owner_id)
    return _correct(owner, RingGroupForm, {"members": named.members(owner, MOST_LINES + 1)})


@directory.route("/ivrs/<int:owner_id>/edit", methods=["GET", "POST"])
@may("ivrs", Right.EDIT)
def ivr_edit(owner_id: int) -> ResponseReturnValue:
    """Correct an IVR's name and dial-in numbers."""
    return _correct(details.owner_of(g.organization_id, OwnerType.IVR, owner_id), IvrForm)


@directory.route("/call-centers/<int:owner_id>/edit", methods=["GET", "POST"])
@may("call_centers", Right.EDIT)
def call_center_edit(owner_id: int) -> ResponseReturnValue:
    """Correct a call centre's name, numbers and agents."""
    owner = details.owner_of(g.organization_id, OwnerType.CALL_CENTER, owner_id)
    agents = {"agents": named.agents(owner, MOST_LINES + 1)}
    return _correct(owner, CallCenterForm, agents, caller_number=owner.caller_number or "")


def _correct(
    owner: NumberOwner, form_of: type[IvrForm], lists: Mapping[str, Sequence[str]] | None = None, **more: str
) -> ResponseReturnValue:
    listed, endpoint = cells.OWNER_PAGES[owner.type]
    at = partial(url_for, f"directory.{endpoint}", owner_id=owner.id)
    lists = {"dial_in": named.dial_in(owner, MOST_LINES + 1), **(lists or {})}
    short = {name: "\n".join(items) for name, items in lists.items() if len(items) <= MOST_LINES}
    saved: dict[str, Any] = {"name": owner.name, **short, **more}
    form = form_of(data=saved)
    too_long = [str(form[name].label.text) for name in lists if name not in short]
    for name in lists.keys() - short.keys():
        del form[name]

    def document() -> tuple[Document, Mode]:
        return {LISTS[owner.type]: [{"extension": owner.extension, **form.entry()}]}, Mode.MERGE

    name = f"{owner.name} {owner.extension}"
    return correct(
        Correction(
            title=_("Edit %(name)s", name=name),
            trail=[(cells.titles()[listed], url_for(f"directory.{listed}")), (name, at())],
            form=form,
            here=url_for(f"directory.{endpoint}_edit", owner_id=owner.id),
            back=at(),
            document=document,
            place=f"/{LISTS[owner.type]}/0/",
            saved=saved,
            note=_too_long(too_long) if too_long else None,
        )
    )


def _too_long(labels: Sequence[str]) -> str:
    said = _(
        "Too long to be corrected here, and left as it is: %(lists)s. The PBX or a file can change it.",
        lists=_(", ").join(labels),
    )
    return str(said)


@directory.route("/business-labels/<int:label_id>/edit", methods=["GET", "POST"])
@may("business_labels", Right.EDIT)
def business_label_edit(label_id: int) -> ResponseReturnValue:
    """Correct a business label's name and number."""
    label = details.label_of(g.organization_id, label_id)
    saved: dict[str, Any] = {"name": label.name, "caller_number": label.caller_number or ""}
    form = LabelForm(data=saved)

    def document() -> tuple[Document, Mode]:
        caller_number = fields.number_or_none(form.caller_number.data)
        entry: dict[str, Any] = {"name": form.name.data, "caller_number": caller_number}
        return {"business_labels": [{"code": label.code, **entry}]}, Mode.MERGE

    at = url_for("directory.business_label", label_id=label.id)
    return correct(
        Correction(
            title=_("Edit %(name)s", name=label.name),
            trail=[(_("Business labels"), url_for("directory.business_labels")), (label.name, at)],
            form=form,
            here=url_for("directory.business_label_edit", label_id=label.id),
            back=at,
            document=document,
            place="/business_labels/0/",
            saved=saved,
        )
    )
