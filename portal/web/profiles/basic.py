"""基本設定, the first tab: what a profile is called, and whether it delivers (PRF-2, STA)."""

from typing import Any

from flask import flash, g, get_template_attribute, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from markupsafe import Markup
from wtforms import RadioField

from portal.domain.impact import Action
from portal.domain.text import MEMO_LENGTH, NAME_LENGTH
from portal.domain.words import DisplayList, Part, Status, TargetType
from portal.extensions import db
from portal.models import Profile
from portal.queries.profile_summary import summary_of
from portal.queries.profiles import profile_of
from portal.services import drafts_saving
from portal.services import profiles as services
from portal.services.errors import EditConflict, Refused
from portal.services.profile_details import Details
from portal.web import confirm
from portal.web.access import administrators_only, visitor
from portal.web.confirm import Answer
from portal.web.page import UNPROCESSABLE
from portal.web.profiles import effect, words
from portal.web.profiles.blueprint import profiles
from portal.web.profiles.forms import DetailsForm, choices, display_list_field, goes_on, revision_field
from portal.web.profiles.impact_brief import brief_of, brief_url, switching
from portal.web.profiles.meanwhile import fields_changed
from portal.web.profiles.refusals import changed_by_whom, refuse
from portal.web.profiles.tabs import has_tab, labelled, tab_page

# What the two versions are compared in when somebody else was first (PRF-9).
COMPARED = ("name", "status", "display_list", "memo")


class BasicForm(DetailsForm):
    """The first tab as it is edited; the target type never changes (PRF-7)."""

    revision = revision_field()
    status = RadioField(lazy_gettext("Status"), choices=choices(words.STATUS))
    display_list = display_list_field()

    @classmethod
    def of(cls, profile: Profile) -> "BasicForm":
        """Return the form, filled with what is saved until something was typed."""
        form = cls(obj=profile)
        if profile.target_type is TargetType.EXTENSION:
            del form.display_list
        return form

    @property
    def details(self) -> Details:
        """What was typed."""
        asked = "display_list" in self
        display_list = DisplayList(self.display_list.data) if asked else None
        return Details(self.name.data, self.memo.data, display_list)


@profiles.get("/<int:profile_id>/")
@administrators_only
def basic(profile_id: int) -> ResponseReturnValue:
    """Show a profile: what it is, what it has selected, and what it can be made to do."""
    return basic_page(profile_of(g.organization_id, profile_id))


def basic_page(
    profile: Profile, status: int = 200, conflict: EditConflict | None = None
) -> ResponseReturnValue:
    """Answer with the tab; `conflict` says why the profile was not deleted."""
    summary = summary_of(profile)
    question = f"{effect.delete_question(profile)}\n{effect.released(profile, summary.targets)}"
    return tab_page(
        "basic",
        profile,
        Part.PROFILE,
        status,
        summary=summary,
        lists=labelled(profile, summary.lists),
        has_other=has_tab(profile, Part.OTHER),
        delete_question=question,
        delete_brief=brief_url(profile, Action.DELETE),
        conflict=conflict,
    )


@profiles.route("/<int:profile_id>/edit", methods=["GET", "POST"])
@administrators_only
def basic_edit(profile_id: int) -> ResponseReturnValue:
    """Edit the first tab; switching it on or off says before what will happen (STA-2)."""
    profile = profile_of(g.organization_id, profile_id)
    form = BasicForm.of(profile)
    if goes_on(form):
        return _page(profile, form)
    if not form.validate_on_submit():
        return _page(profile, form, UNPROCESSABLE if form.errors else 200)
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask(detail=_what_happens(profile, Status(form.status.data)))
        case Answer.CANCEL:
            return _page(profile, form)
    return _save(profile, form)


def _save(profile: Profile, form: BasicForm) -> ResponseReturnValue:
    status, was = Status(form.status.data), profile.status
    seen, who = form.revision.data, visitor().account.login
    try:
        services.edit(profile, form.details, status=status, seen_revision=seen, who=who)
    except Refused as refused:
        return _page(profile, form, refuse(form, refused), conflict=changed_by_whom(refused))
    drafts_saving.follow(profile, account_id=visitor().account.id, seen_revision=seen)
    db.session.commit()
    flash(effect.switched(was, status))
    return redirect(url_for("profiles.basic", profile_id=profile.id), 303)


def _what_happens(profile: Profile, status: Status) -> Markup | None:
    """Return, for the confirmation page, what switching the profile does; nothing when it is not switched."""
    if status is profile.status:
        return None
    macro = get_template_attribute("profiles/macros/profile.html", "switch_summary")
    return Markup(macro(profile, **_switching(profile)))  # noqa: S704  the macro escapes


def _switching(profile: Profile) -> dict[str, Any]:
    """Return what the template needs to say what switching the profile does."""
    summary = summary_of(profile)
    return {
        "summary": summary,
        "lists": labelled(profile, summary.lists),
        "has_other": has_tab(profile, Part.OTHER),
        "when": effect.enabling(),
        "impact": brief_of(profile, switching(profile), total=summary.targets.total),
    }


def _page(
    profile: Profile, form: BasicForm, status: int = 200, conflict: EditConflict | None = None
) -> ResponseReturnValue:
    return tab_page(
        "basic_edit",
        profile,
        Part.PROFILE,
        status,
        form=form,
        conflict=conflict,
        meanwhile=conflict and fields_changed(profile, form.revision.data, _typed(form)),
        most_name=NAME_LENGTH,
        most_memo=MEMO_LENGTH,
        **_switching(profile),
    )


def _typed(form: BasicForm) -> dict[str, str]:
    return {field.name: field.data for field in form if field.name in COMPARED}
