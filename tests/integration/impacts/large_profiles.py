"""Profiles with many targets, each with numbers of its own, and a worker who counts a change of them."""

import itertools

from sqlalchemy import select

from factories import make_ivr, make_profile, make_snapshot_version
from importer.catalogue import catalogue
from portal.domain.words import Kind, OwnerType, Part, TargetType, TerminalType
from portal.extensions import db
from portal.models import ImpactRun, Number, NumberOwner, RingGroupMember, SelectedNumber, TerminalTarget
from portal.services import impact_counting, impact_runs
from portal.services.many_rows import insert_rows

_names = itertools.count(1)
# So many terminals are in one ring group.
GROUP = 20


def make_large_profile(organization, targets):
    """Make an enabled profile of so many terminals, and select their own numbers and their groups'."""
    place = next(_names)
    make_ivr(organization, f"3{place:03}", dial_in=[f"0312{place:06}"])
    pinned = make_snapshot_version(organization, f"標準{place}")
    profile = make_profile(organization, f"営業部{place}", pinned=pinned, target_type=TargetType.EXTENSION)
    first = 100_000 * place
    terminals = _owners(organization, OwnerType.TERMINAL, range(first, first + targets))
    groups = _owners(
        organization, OwnerType.RING_GROUP, range(10**9 + first, 10**9 + first + -(-targets // GROUP))
    )
    _numbers(organization, terminals, Kind.EXTENSION, "")
    _numbers(organization, terminals, Kind.EXTERNAL, "050")
    _numbers(organization, groups, Kind.EXTERNAL, "060")
    members = [(groups[number // GROUP], terminal_id) for number, terminal_id in enumerate(terminals)]
    insert_rows(RingGroupMember, [{"ring_group_id": group, "terminal_id": each} for group, each in members])
    insert_rows(TerminalTarget, [{"profile_id": profile.id, "terminal_id": each} for each in terminals])
    _select(profile, f"0312{place:06}", {*terminals, *groups})
    db.session.commit()
    return profile


def _owners(organization, kind, extensions):
    terminal_type = TerminalType.SOFTPHONE if kind is OwnerType.TERMINAL else None
    row = {"organization_id": organization.id, "type": kind, "terminal_type": terminal_type}
    insert_rows(NumberOwner, [row | {"extension": f"{each}", "name": f"席{each}"} for each in extensions])
    found = dict(db.session.execute(select(NumberOwner.extension, NumberOwner.id)).all())
    return [found[f"{each}"] for each in extensions]


def _numbers(organization, owner_ids, kind, prefix):
    row = {"organization_id": organization.id, "kind": kind, "arrival": 0}
    insert_rows(Number, [row | {"owner_id": each, "number": f"{prefix}{10**9 + each}"} for each in owner_ids])


def _select(profile, number, owner_ids):
    """Put the number and those of the owners on the profile's number list."""
    rows = db.session.execute(
        select(Number.id, Number.number, Number.kind, NumberOwner.type, NumberOwner.id)
        .join(NumberOwner, NumberOwner.id == Number.owner_id)
        .where(Number.organization_id == profile.organization_id)
    )
    row = {"profile_id": profile.id, "part": Part.DISPLAY_NUMBERS}
    insert_rows(
        SelectedNumber,
        [
            row | {"number_id": number_id, "owner_type": owner_type, "kind": kind}
            for number_id, digits, kind, owner_type, owner_id in rows
            if digits == number or owner_id in owner_ids
        ],
    )


def ask(profile, account, action):
    """Ask what the action would do, and return the run's id; nobody is rung."""
    impact_runs.begin(profile, account, action)
    db.session.flush()
    db.session.info.pop("rings", None)
    db.session.commit()
    mine = (ImpactRun.account_id == account.id, ImpactRun.profile_id == profile.id)
    return db.session.scalars(select(ImpactRun.id).where(*mine, ImpactRun.action == action)).one()


def step(run_id):
    """Count some targets, and commit; tell whether there may be more to do."""
    more = impact_counting.count_some(run_id, catalogue())
    db.session.commit()
    return more


def count(run_id):
    """Count all of a run, as a worker does."""
    claimed = impact_runs.claim(run_id)
    db.session.commit()
    while claimed and step(run_id):
        pass


def run(run_id):
    """The run as it is now."""
    return db.session.get(ImpactRun, run_id, populate_existing=True)
