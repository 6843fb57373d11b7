"""新規: a profile is made here, always disabled (PRF-2 to PRF-6)."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import RadioField

from portal.domain.text import MEMO_LENGTH, NAME_LENGTH
from portal.domain.words import DisplayList, Plan, TargetType
from portal.extensions import db
from portal.services import profiles as services
from portal.services.errors import Refused
from portal.services.profile_details import Details
from portal.web import confirm
from portal.web.access import administrators_only, visitor
from portal.web.confirm import Answer
from portal.web.page import UNPROCESSABLE, page
from portal.web.profiles import words
from portal.web.profiles.blueprint import profiles
from portal.web.profiles.forms import DetailsForm, choices, display_list_field
from portal.web.profiles.refusals import refuse


class NewForm(DetailsForm):
    """A profile that is not there yet."""

    target_type = RadioField(
        lazy_gettext("Target type"), choices=choices(words.TARGET_TYPE), default=TargetType.ACCOUNT.value
    )
    display_list = display_list_field()

    @classmethod
    def of(cls, plan: Plan) -> "NewForm":
        """Return the form; on the business phone plan there is nothing to choose (PRF-5, PRF-6)."""
        form = cls()
        if plan is Plan.BUSINESS_PHONE:
            del form.target_type
            del form.display_list
        return form

    @property
    def wanted_type(self) -> TargetType:
        """What was chosen, or the only one there is."""
        return TargetType(self.target_type.data) if "target_type" in self else TargetType.EXTENSION

    @property
    def details(self) -> Details:
        """What was typed; a display list that belongs to the other target type was not asked for (PRF-6)."""
        asked = self.wanted_type is TargetType.ACCOUNT
        display_list = DisplayList(self.display_list.data) if asked else None
        return Details(self.name.data, self.memo.data or "", display_list)


@profiles.route("/new", methods=["GET", "POST"])
@administrators_only
def new() -> ResponseReturnValue:
    """Ask for a profile, ask whether to save it, and lead to it."""
    organization = visitor().account.organization
    form = NewForm.of(organization.plan)
    if not form.validate_on_submit():
        return _page(form, UNPROCESSABLE if form.errors else 200)
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask()
        case Answer.CANCEL:
            return _page(form)
    try:
        profile = services.create(
            organization, form.details, target_type=form.wanted_type, who=visitor().account.login
        )
    except Refused as refused:
        return _page(form, refuse(form, refused))
    db.session.commit()
    flash(_("Saved. The profile is disabled: choose what it delivers and to whom, then enable it."))
    return redirect(url_for("profiles.basic", profile_id=profile.id), 303)


def _page(form: NewForm, status: int = 200) -> ResponseReturnValue:
    return page("profiles/new", status, form=form, words=words, most_name=NAME_LENGTH, most_memo=MEMO_LENGTH)
