"""Random deliveries, stored some hundred at once, and what each has come to: read off its rows by hand.

Values come from few, so that every relation of question, answer, report and change occurs often.
"""

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import insert

from factories import make_organization, make_profile, make_snapshot_version, role_of
from portal.domain.delivery_state import Sign, state_of, worst
from portal.domain.rights import RoleKey
from portal.domain.versions import parse_version
from portal.domain.words import (
    MANAGED_TERMINAL_TYPES,
    NotControlled,
    ReportResult,
    Status,
    TargetType,
    TerminalType,
    TooOldFor,
)
from portal.extensions import db
from portal.models import (
    Account,
    AccountTarget,
    AgentSighting,
    SoftphoneReport,
    SoftphoneSighting,
    Terminal,
    TerminalTarget,
)

NINE = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)
RELEASE = "now"
OFTEN = 6
_DIGESTS = [character * 64 for character in "ab"]
_WISHES = [None, None, "wish"]


@dataclass
class Softphone:
    """A terminal with what its softphone asked last, what it said last, and which agents asked on it."""

    terminal: dict
    latest: dict | None = None
    report: dict | None = None
    agents: dict = field(default_factory=dict)


@dataclass
class World:
    """One organisation; targets are lists of (profile, target row) by the id of what is delivered to."""

    organization: object
    profiles: list
    names: dict
    softphones: dict
    accounts: dict
    targets: dict

    def expected(self, target_type):
        """Return the state of each target, and how many softphones of it asked."""
        found = {}
        for (kind, target_id), (profile, target) in self.targets.items():
            if kind is target_type:
                found[target_id] = (profile.id, *self._judged(kind, target_id, profile, target))
        return found

    def _judged(self, kind, target_id, profile, target):
        if kind is TargetType.EXTENSION:
            phone = self.softphones[target_id]
            signs = self._terminal_signs(profile, target, phone)
            return state_of(signs), int(phone.latest is not None)
        asked = [
            (self._agent_signs(profile, target, target_id, phone), phone.agents[target_id]["asked_at"])
            for phone in self.softphones.values()
            if target_id in phone.agents
        ]
        if not asked:
            return state_of(self._agent_signs(profile, target, target_id, None)), 0
        here = {state_of(signs) for signs, _at in asked if Sign.MOVED_ON not in signs}
        if here:
            return worst(here), len(asked)
        return state_of(max(asked, key=lambda each: each[1])[0]), len(asked)

    def _common(self, profile, target, qualifies, seen, report):
        seen, report = seen or {}, report or {}
        server = parse_version(self.organization.server_version)
        unchanged = bool(seen) and (
            seen["directory_revision"],
            seen["release"],
            seen["profile_id"],
            seen["profile_revision"],
            seen["snapshot_name"],
            seen["redelivery"],
        ) == (
            self.organization.directory_revision,
            RELEASE,
            profile.id,
            profile.revision,
            self.names[profile.id],
            target["redelivery"],
        )
        applied = report.get("result") is ReportResult.APPLIED
        too_old = seen.get("too_old_for")
        part = profile.snapshot_version_id is not None and server >= parse_version("3.13.0")
        true = {
            Sign.UNDELIVERABLE: not qualifies or server < parse_version("3.12.10"),
            Sign.UNSEEN: not seen,
            Sign.ENABLED: profile.status is Status.ENABLED,
            Sign.UNCHANGED: unchanged,
            Sign.HELD: seen.get("profile_id") == profile.id,
            Sign.TOO_OLD: too_old is TooOldFor.EVERYTHING,
            Sign.PART_TOO_OLD: too_old is TooOldFor.OTHER and part,
            Sign.REPORTED: bool(seen and report) and report["revision"] == seen["revision"],
            Sign.SAYS_APPLIED: applied,
            Sign.SAYS_FAILED: report.get("result") is ReportResult.FAILED,
            Sign.DIFFERS: applied and report["digest"] != report["expected"],
        }
        return {sign for sign, holds in true.items() if holds}

    def _terminal_signs(self, profile, target, phone):
        qualifies = phone.terminal["terminal_type"] in MANAGED_TERMINAL_TYPES
        signs = self._common(profile, target, qualifies, phone.latest, phone.report)
        seen, report = phone.latest or {}, phone.report or {}
        rival = self.targets.get((TargetType.ACCOUNT, seen.get("account_id")))
        agent = self.accounts.get(seen.get("account_id"))
        if rival and rival[0].status is Status.ENABLED and agent["agent_enabled"]:
            signs.add(Sign.OVERRIDDEN)
        if seen.get("not_controlled") and report.get("digest") and report["revision"] != seen["revision"]:
            signs.add(Sign.NOT_GIVEN_BACK)
        return signs

    def _agent_signs(self, profile, target, account_id, phone):
        seen = phone.agents[account_id] if phone else {}
        report = (phone.report if phone else None) or {}
        signs = self._common(profile, target, self.accounts[account_id]["agent_enabled"], seen, report)
        if phone is None:
            return signs
        kept, same = report.get("digest"), report.get("revision") == seen["revision"]
        if (phone.latest or {}).get("account_id") != account_id:
            signs = (signs | {Sign.MOVED_ON}) - {Sign.HELD}
            return signs | {Sign.NOT_GIVEN_BACK} if kept and same else signs
        if seen["not_controlled"] is NotControlled.TERMINAL_TYPE:
            signs.add(Sign.UNDELIVERABLE)
        return signs | {Sign.NOT_GIVEN_BACK} if seen["not_controlled"] and kept and not same else signs


def random_world(random, server_version, size=250):
    """Store an organisation of `size` terminals and as many accounts, on profiles of every kind."""
    organization = make_organization(server_version=server_version)
    pinned = [None, make_snapshot_version(organization, "標準設定")]
    profiles = {
        kind: [
            make_profile(organization, target_type=kind, status=status, pinned=version)
            for status in (Status.ENABLED, Status.ENABLED, Status.DISABLED)
            for version in pinned
        ]
        for kind in TargetType
    }
    every = [profile for some in profiles.values() for profile in some]
    names = {profile.id: "標準設定" if profile.snapshot_version_id else None for profile in every}
    accounts = _accounts(random, organization, size)
    world = World(organization, every, names, _softphones(random, organization, size), accounts, {})
    _deliver(random, world, profiles)
    _ask(random, world)
    return world


def _softphones(random, organization, size):
    types = [TerminalType.SOFTPHONE] * OFTEN + list(TerminalType)
    rows = [
        {
            "organization_id": organization.id,
            "extension": str(1000 + number),
            "name": f"席{number}",
            "terminal_type": random.choice(types),
        }
        for number in range(size)
    ]
    ids = db.session.scalars(
        insert(Terminal).returning(Terminal.id, sort_by_parameter_order=True), rows
    ).all()
    return {terminal_id: Softphone(row) for terminal_id, row in zip(ids, rows, strict=True)}


def _accounts(random, organization, size):
    role = role_of(organization, RoleKey.USER)
    rows = [
        {
            "organization_id": organization.id,
            "role_id": role.id,
            "login": f"user{number}",
            "name": f"人{number}",
            "agent_enabled": random.random() < 0.85,
        }
        for number in range(size)
    ]
    ids = db.session.scalars(insert(Account).returning(Account.id, sort_by_parameter_order=True), rows).all()
    return dict(zip(ids, rows, strict=True))


def _deliver(random, world, profiles):
    for kind, table, key, ids in (
        (TargetType.EXTENSION, TerminalTarget, "terminal_id", world.softphones),
        (TargetType.ACCOUNT, AccountTarget, "account_id", world.accounts),
    ):
        rows = []
        for target_id in ids:
            profile = random.choice(profiles[kind])
            row = {key: target_id, "profile_id": profile.id, "redelivery": random.choice(_WISHES)}
            rows.append(row)
            world.targets[kind, target_id] = (profile, row)
        _insert(table, rows)


def _ask(random, world):
    moments = iter(random.sample(range(10**6), 10**4))
    latest, agents, reports = [], [], []
    for terminal_id, phone in world.softphones.items():
        seen_here = random.sample(list(world.accounts), random.choice([0, 1, 1, 2, 3]))
        for account_id in seen_here:
            target = world.targets[TargetType.ACCOUNT, account_id]
            row = _sighting(random, world, target, NINE + dt.timedelta(seconds=next(moments)))
            phone.agents[account_id] = row | {"account_id": account_id, "terminal_id": terminal_id}
            agents.append(phone.agents[account_id])
        if random.random() < 0.85:
            asker = random.choice([None, *seen_here])
            kind = (TargetType.EXTENSION, terminal_id)
            row = _sighting(random, world, world.targets[kind], NINE + dt.timedelta(seconds=next(moments)))
            phone.latest = row | {"account_id": asker, "terminal_id": terminal_id}
            latest.append(phone.latest)
        if random.random() < 0.8:
            phone.report = _report(random) | {"terminal_id": terminal_id}
            reports.append(phone.report)
    for table, rows in ((SoftphoneSighting, latest), (AgentSighting, agents), (SoftphoneReport, reports)):
        _insert(table, rows)


def _insert(table, rows):
    # With its nulls all rows are one statement.
    db.session.execute(insert(table), rows, execution_options={"render_nulls": True})


def _sighting(random, world, target, at):
    profile, row = target
    other = random.choice(world.profiles)
    won = random.choice([profile] * OFTEN + [other, None])
    often = [None] * OFTEN
    return {
        "softphone_version": "3.13.7",
        "too_old_for": random.choice([*often, *TooOldFor, TooOldFor.OTHER]),
        "not_controlled": random.choice([*often, *NotControlled]),
        "revision": random.choice(_DIGESTS),
        "profile_id": won.id if won else None,
        "profile_revision": random.choice([profile.revision] * OFTEN + ["before", None]),
        "snapshot_name": random.choice([world.names[profile.id]] * OFTEN + ["別の設定", None]),
        "directory_revision": random.choice([world.organization.directory_revision] * OFTEN + ["before"]),
        "release": random.choice([RELEASE] * OFTEN + ["before"]),
        "redelivery": random.choice([row["redelivery"]] * OFTEN + ["former", None]),
        "asked_at": at,
    }


def _report(random):
    return {
        "account_id": None,
        "revision": random.choice(_DIGESTS),
        "result": random.choice([ReportResult.APPLIED] * 3 + list(ReportResult)),
        "digest": random.choice([None, "d" * 64, "d" * 64, "e" * 64]),
        "expected": random.choice([None, "d" * 64, "d" * 64]),
        "reported_at": NINE,
    }
