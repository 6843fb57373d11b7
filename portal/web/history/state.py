"""An earlier state of a profile: looked at, compared, restored (HIS-2, PRF-10)."""

from flask import abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal import database
from portal.domain.audit import Action
from portal.domain.difference import difference
from portal.extensions import db
from portal.models import Organization, Profile
from portal.queries.history_restorable import restorable
from portal.queries.history_states import change_at, states_at
from portal.services import history_restoring
from portal.services.errors import EditConflict, Taken
from portal.web import confirm
from portal.web.access import administrators_only, visitor
from portal.web.confirm import Answer
from portal.web.history import words
from portal.web.history.blueprint import history
from portal.web.history.frame import framed, profile_or_none
from portal.web.history.shown import MOST_ON_A_PAGE, left_out, shown_difference, shown_state
from portal.web.page import CONFLICT
from portal.web.profiles import effect
from portal.web.times import moment


@history.get("/<int:profile_id>/history/<int:position>/")
@administrators_only
def state(profile_id: int, position: int) -> ResponseReturnValue:
    """Show one change, what the profile was right after it, and what restoring that would do."""
    database.read_one_state_from_here(db.session)
    return _state(profile_or_none(profile_id), profile_id, position)


def _state(
    profile: Profile | None, profile_id: int, position: int, status: int = 200, problem: str | None = None
) -> ResponseReturnValue:
    change = change_at(g.organization_id, profile_id, position)
    now, (then,) = states_at(g.organization_id, profile_id, (position,))
    was_there = "name" in then.fields
    fields, lists = shown_state(then)
    missing = restorable(g.organization_id, then, profile_id=profile_id).left_out if was_there else {}
    return framed(
        "history/state",
        profile,
        profile_id,
        status,
        name=str(then.fields.get("name") or now.fields.get("name") or ""),
        change=change,
        action_word=words.label(words.ACTIONS, change.action),
        who=f"{words.label(words.ACTORS, change.actor.kind)} {change.actor.name}",
        at=moment(change.at),
        made=shown_difference(change.difference, MOST_ON_A_PAGE),
        was_there=was_there,
        fields=fields,
        lists=lists,
        to_now=shown_difference(difference(now, then)) if now != then else None,
        left_out=left_out(missing),
        restore_url=url_for("history.restore", profile_id=profile_id, position=position),
        restores=was_there and now != then and (profile is not None),
        problem=problem,
    )


@history.get("/<int:profile_id>/history/compare/")
@administrators_only
def compare(profile_id: int) -> ResponseReturnValue:
    """Compare two states; without both, the list is shown where they are chosen."""
    database.read_one_state_from_here(db.session)
    profile = profile_or_none(profile_id)
    chosen = sorted({each for name in ("a", "b") if (each := request.args.get(name, type=int)) is not None})
    if len(chosen) != 2:  # noqa: PLR2004  two are compared
        flash(_("Choose two changes to compare."), "info")
        return redirect(url_for("history.changes", profile_id=profile_id), 303)
    ends = [change_at(g.organization_id, profile_id, position) for position in chosen]
    _now, states = states_at(g.organization_id, profile_id, chosen)
    return framed(
        "history/compare",
        profile,
        profile_id,
        name=str(states[1].fields.get("name") or states[0].fields.get("name") or ""),
        ends=[(each.position, moment(each.at), each.actor.name) for each in ends],
        made=shown_difference(difference(*states), MOST_ON_A_PAGE),
        same=states[0] == states[1],
    )


@history.route("/<int:profile_id>/history/<int:position>/restore", methods=["GET", "POST"])
@administrators_only
def restore(profile_id: int, position: int) -> ResponseReturnValue:
    """Restore a state as a new change, or a deleted profile (PRF-8, PRF-9, PRF-10)."""
    here = url_for("history.state", profile_id=profile_id, position=position)
    if request.method != "POST":
        return redirect(here, 303)
    profile = profile_or_none(profile_id)
    change = change_at(g.organization_id, profile_id, position)
    if profile is None and change.action is not Action.PROFILE_DELETED:
        abort(404)
    match confirm.answer():
        case Answer.NOT_ASKED:
            return confirm.ask()
        case Answer.CANCEL:
            return redirect(here, 303)
    try:
        restored = _restored(profile, position)
    except EditConflict as conflict:
        problem = _("Not restored: %(who)s changed the profile meanwhile.", who=conflict.changed_by or "")
        return _state(profile_or_none(profile_id), profile_id, position, CONFLICT, problem)
    except Taken:
        problem = _("Not restored: another profile took a name or a target at the same moment. Try again.")
        return _state(profile_or_none(profile_id), profile_id, position, CONFLICT, problem)
    db.session.commit()
    flash(effect.saved(restored.status))
    return redirect(url_for("profiles.basic", profile_id=restored.id), 303)


def _restored(profile: Profile | None, position: int) -> Profile:
    who = visitor().account.login
    if profile is None:
        organization = db.session.get_one(Organization, g.organization_id)
        return history_restoring.restore_deleted(organization, position, who=who)
    seen = request.form.get("revision", "")
    history_restoring.restore(profile, position, seen_revision=seen, who=who)
    return profile
