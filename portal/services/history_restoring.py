"""An earlier state of a profile becomes its state again, as a new change (HIS-2, PRF-10)."""

from collections.abc import Mapping
from itertools import count

from werkzeug.exceptions import NotFound

from importer.json_value import JsonValue
from portal.domain.audit import Action
from portal.domain.difference import NOTHING, applied, inverse
from portal.domain.words import Part
from portal.extensions import db
from portal.models import Organization, Profile
from portal.queries.history import change_of
from portal.queries.history_restorable import Restorable, name_is_taken, restorable
from portal.queries.history_states import entry_at, state_at
from portal.services.errors import Refused
from portal.services.profile_documents import put_lists
from portal.services.profile_history import Noting, record_made
from portal.services.profiles import copy_name, insert, name_taken
from portal.services.revisions import all_or_nothing, saving
from portal.services.targets import taken_of

MOST_NAMED = 1000


def restore(profile: Profile, position: int, *, seen_revision: str, who: str) -> Restorable:
    """Give the profile the state that it had right after the entry at `position`; return what of it.

    What the directory lost meanwhile, or other profiles have, is left out; a name that another profile has
    stays as it is. Raises EditConflict, Taken when another profile is quicker, NotFound for no such state.
    """
    organization_id, profile_id = profile.organization_id, profile.id
    state = state_at(organization_id, profile_id, position)
    if "name" not in state.fields:
        raise NotFound
    found = restorable(organization_id, state, profile_id=profile_id)
    columns = dict(found.columns)
    if name_is_taken(organization_id, str(columns["name"]), but=profile_id):
        columns["name"] = profile.name
    taken = name_taken(organization_id, str(columns["name"]), but=profile_id)

    def explain() -> Refused | None:
        return taken() or taken_of(
            organization_id, found.target_type, found.references.targets, but=profile_id
        )

    with saving(
        profile, tuple(Part), columns, seen_revision=seen_revision, who=who, explain=explain
    ) as noting:
        noting.action = Action.PROFILE_RESTORED
        noting.more = _more(position, found)
        put_lists(profile, found.references, noting)
    return found


def restore_deleted(organization: Organization, position: int, *, who: str) -> Profile:
    """Make the profile again that the entry at `position` deleted, by its name if that is free.

    It is enabled if it was. Raises NotFound when the entry deleted nothing or it is there again, Taken when
    another profile is quicker.
    """
    entry = entry_at(organization.id, position)
    if entry.action != Action.PROFILE_DELETED or db.session.get(Profile, entry.profile_id) is not None:
        raise NotFound
    found = restorable(organization.id, applied(NOTHING, inverse(change_of(entry).difference)))
    columns = {**found.columns, "id": entry.profile_id}
    columns["name"] = _free_name(organization.id, str(columns["name"]))

    def explain() -> Refused | None:
        return taken_of(organization.id, found.target_type, found.references.targets)

    with all_or_nothing(explain):
        profile = insert(organization.id, columns, target_type=found.target_type, who=who)
        put_lists(profile, found.references, Noting())
        record_made(profile, Action.PROFILE_RESTORED, _more(position, found), who=who)
    return profile


def _free_name(organization_id: int, name: str) -> str:
    if not name_is_taken(organization_id, name):
        return name
    names = (copy_name(name, number) for number in count(2))
    return next(name for name in names if not name_is_taken(organization_id, name))


def _more(position: int, found: Restorable) -> Mapping[str, JsonValue]:
    left_out: dict[str, JsonValue] = {part: [*names[:MOST_NAMED]] for part, names in found.left_out.items()}
    return {"restored": position} | ({"left_out": left_out} if left_out else {})
