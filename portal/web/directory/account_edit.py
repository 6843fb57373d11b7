"""編集 of accounts, and of what the phone book calls a number."""

from typing import Any

from flask import abort, g, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import BooleanField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from importer.directory import Mode
from portal.domain.rights import Right
from portal.models import Account
from portal.queries import directory_details as details
from portal.queries import directory_named as named
from portal.queries import directory_people as people
from portal.web.access import may
from portal.web.directory import fields
from portal.web.directory.blueprint import directory
from portal.web.directory.corrections import Correction, CorrectionForm, Document, correct
from portal.web.directory.reach import covers


class AccountForm(CorrectionForm):
    """An account as it is corrected; the login tells which it is and stays."""

    name = fields.name_field()
    role = SelectField(lazy_gettext("Role"))
    agent_enabled = BooleanField(lazy_gettext("Agent function"))
    password = PasswordField(
        lazy_gettext("New password"),
        description=lazy_gettext(
            "Leave it empty to keep the password. A new password or role ends every session of the account."
        ),
    )

    @classmethod
    def of(cls, account: Account) -> "AccountForm":
        """Return the form with the roles that the visitor may give."""
        given = [role for role in people.roles(account.organization_id) if covers(role)]
        form = cls(
            data={"name": account.name, "role": account.role.key, "agent_enabled": account.agent_enabled}
        )
        form.role.choices = [SelectChoice(value=role.key, label=role.name) for role in given]
        return form

    def entry(self) -> dict[str, Any]:
        """Return what was typed, as a document says it."""
        entry = {"name": self.name.data, "role": self.role.data, "agent_enabled": self.agent_enabled.data}
        return entry | ({"password": self.password.data} if self.password.data else {})


class NumberForm(CorrectionForm):
    """What the phone book calls a number."""

    name = StringField(
        lazy_gettext("Phone book name"),
        description=lazy_gettext("Leave it empty to take the number out of the phone book."),
    )


@directory.route("/accounts/<int:account_id>/edit", methods=["GET", "POST"])
@may("accounts", Right.EDIT)
def account_edit(account_id: int) -> ResponseReturnValue:
    """Correct an account; one whose role has rights that the visitor has not is out of reach."""
    account = details.account_of(g.organization_id, account_id)
    if not covers(account.role):
        abort(403)
    form = AccountForm.of(account)

    def document() -> tuple[Document, Mode]:
        return {"accounts": [{"login": account.login, **form.entry()}]}, Mode.MERGE

    at = url_for("directory.account", account_id=account.id)
    return correct(
        Correction(
            title=_("Edit %(name)s", name=account.login),
            trail=[(_("Accounts"), url_for("directory.accounts")), (account.login, at)],
            form=form,
            here=url_for("directory.account_edit", account_id=account.id),
            back=at,
            document=document,
            place="/accounts/0/",
            saved={"name": account.name, "role": account.role.key},
        )
    )


@directory.route("/numbers/<int:number_id>/edit", methods=["GET", "POST"])
@may("numbers", Right.EDIT)
def number_edit(number_id: int) -> ResponseReturnValue:
    """Correct what the phone book calls a number; without a name it is not in the phone book."""
    number = details.number_of(g.organization_id, number_id)
    saved: dict[str, object] = {"name": details.phone_book_name(g.organization_id, number.number) or ""}
    form = NumberForm(data=saved)

    def document() -> tuple[Document, Mode]:
        if form.name.data and form.name.data.strip():
            return {"phone_book": [{"number": number.number, "name": form.name.data}]}, Mode.MERGE
        return {"phone_book": [*named.others(g.organization_id, "phone_book", number.number)]}, Mode.SYNC

    at = url_for("directory.number", number_id=number.id)
    return correct(
        Correction(
            title=_("Edit %(name)s", name=number.number),
            trail=[(_("Phone numbers"), url_for("directory.numbers")), (number.number, at)],
            form=form,
            here=url_for("directory.number_edit", number_id=number.id),
            back=at,
            document=document,
            place="/phone_book/0/",
            saved=saved,
        )
    )
