"""新規 and 編集 of roles: their rights as a table of ticks, taken in as the PBX's own documents are.

Nobody gives a right that they do not have, and the system administrator role always keeps the way back:
it sees and edits roles, so that whoever has it can give it back what it lost (ACC-1).
"""

from typing import Any

from flask import abort, g, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import StringField
from wtforms.validators import ValidationError

from importer.directory import Mode
from importer.directory_values import Bad, role_key
from portal.domain.rights import Right, RoleKey, locks_out
from portal.models import Role
from portal.queries import directory_people as people
from portal.web.access import may
from portal.web.directory import fields
from portal.web.directory.blueprint import directory
from portal.web.directory.corrections import Correction, CorrectionForm, Document, correct
from portal.web.directory.reach import covers, may_give
from portal.web.directory.rights_table import RightsField, in_words, ticks_of
from portal.web.needed import Needed


def _rights_field() -> RightsField:
    return RightsField(
        lazy_gettext("Rights"),
        description=lazy_gettext(
            "Edit and delete need view as well, to reach the page. "
            "After a change, everybody with this role has to sign in again."
        ),
    )


class RoleRightsForm(CorrectionForm):
    """What a built-in role may do; its key and its name stay."""

    rights = _rights_field()
    role_key = ""

    @classmethod
    def of(cls, key: str, saved: dict[str, Any]) -> "RoleRightsForm":
        """Return the form for the role with this key; "" for a new one."""
        form = cls(data=saved)
        form.role_key = key
        form.rights.may_give = lambda resource, right: may_give(key, resource, right)
        return form

    def validate_rights(self, field: RightsField) -> None:
        """Refuse what is not the visitor's to give, and what would lock the administrators out."""
        if field.ungiven():
            raise ValidationError(_("You can only give rights that your own role has."))
        if locks_out(self.role_key, field.rights()):
            raise ValidationError(
                _(
                    "The system administrator role keeps view and edit on roles: "
                    "without them nobody could give it its rights back."
                )
            )

    def said(self, name: str) -> object:
        """Return what stands in a field; rights in words."""
        return in_words(self.rights.rights()) if name == "rights" else super().said(name)

    def entry(self) -> dict[str, Any]:
        """Return what was typed, as a document says it."""
        return {"rights": self.rights.rights()}


class RoleForm(RoleRightsForm):
    """A role of the organisation's own; the key tells which it is and stays."""

    # Fields stand in the order in which they are made.
    name = fields.name_field()
    rights = _rights_field()

    def entry(self) -> dict[str, Any]:
        """Return what was typed, as a document says it."""
        return super().entry() | {"name": self.name.data}


class NewRoleForm(RoleForm):
    """A role that is not there yet."""

    key = StringField(
        lazy_gettext("Key"),
        [Needed()],
        description=lazy_gettext(
            "The PBX and its files know the role by this key. "
            "Lower-case letters, digits, - and _. It cannot be changed later."
        ),
    )
    name = fields.name_field()
    rights = _rights_field()

    def validate_key(self, field: StringField) -> None:
        """Refuse what is no key, and a key that there is: a document would change that role."""
        if isinstance(role_key((field.data or "").strip()), Bad):
            raise ValidationError(
                _("Lower-case letters, digits, - and _ are possible; the first is a letter or a digit.")
            )
        if people.role_key_taken(g.organization_id, (field.data or "").strip()):
            raise ValidationError(_("There is a role with this key already."))

    def validate_name(self, field: StringField) -> None:
        """Refuse no name together with a bad key: the directory is asked about neither then."""
        if not (field.data or "").strip():
            raise ValidationError(_("Enter a name."))

    def entry(self) -> dict[str, Any]:
        """Return what was typed, as a document says it."""
        return super().entry() | {"key": (self.key.data or "").strip()}


@directory.route("/roles/new", methods=["GET", "POST"])
@may("roles", Right.EDIT)
def role_new() -> ResponseReturnValue:
    """Make a role."""
    form = NewRoleForm.of("", {})
    listed = url_for("directory.roles")
    return correct(
        Correction(
            title=_("New role"),
            trail=[(_("Roles"), listed)],
            form=form,
            here=url_for("directory.role_new"),
            back=listed,
            document=lambda: ({"roles": [form.entry()]}, Mode.MERGE),
            place="/roles/0/",
            saved={},
        )
    )


@directory.route("/roles/<int:role_id>/edit", methods=["GET", "POST"])
@may("roles", Right.EDIT)
def role_edit(role_id: int) -> ResponseReturnValue:
    """Correct a role; one that has rights which the visitor has not is out of reach."""
    role = _role(role_id)
    built_in = role.key in set(RoleKey)
    key, name = role.key, role.name
    form = (RoleRightsForm if built_in else RoleForm).of(key, {"name": name, "rights": ticks_of(role.rights)})
    saved: dict[str, object] = {"rights": in_words(role.rights)}
    if not built_in:
        saved["name"] = name
    at = url_for("directory.role", role_id=role_id)

    def document() -> tuple[Document, Mode]:
        return {"roles": [{"key": key, **form.entry()}]}, Mode.MERGE

    return correct(
        Correction(
            title=_("Edit %(name)s", name=name),
            trail=[(_("Roles"), url_for("directory.roles")), (name, at)],
            form=form,
            here=url_for("directory.role_edit", role_id=role_id),
            back=at,
            document=document,
            place="/roles/0/",
            saved=saved,
            warning=_warning() if key == RoleKey.SYSTEM_ADMIN else None,
        )
    )


def _role(role_id: int) -> Role:
    role = people.role_of(g.organization_id, role_id)
    if role is None:
        abort(404)
    if not covers(role):
        abort(403)
    return role


def _warning() -> str:
    return str(
        _(
            "With one right less than all, everybody with this role loses the menus Softphone setting "
            "profiles and Captured softphone settings. They come back with the right."
        )
    )
