"""What a change would do to its targets is what they are answered before and after it, one by one."""

import random
from collections import Counter
from dataclasses import replace

import pytest
from random_directories import random_directory
from random_drafts import make_drafts, save_drafts
from sqlalchemy import select

from factories import (
    NOON,
    make_administrator,
    stored,
)
from importer.catalogue import catalogue
from portal.domain.effective import resolve
from portal.domain.facts import Terminal
from portal.domain.impact import Action, Effect
from portal.domain.versions import parse_version
from portal.domain.words import Language, Part, Status, TargetType, TerminalType
from portal.extensions import db
from portal.models import AgentSighting, Profile, SoftphoneSighting
from portal.queries.delivery import by_names
from portal.queries.delivery_wide import wide_facts
from portal.queries.impact import PartImpact, impact_of, listed
from portal.queries.impact_targets import Change, by_target
from portal.queries.listing import Listing
from portal.services import profiles

NEWEST = parse_version("3.13.7")
VERSIONS = [None, "3.12.4", "3.12.5", "3.13.6", "3.13.7"]
SOMEWHERE = Terminal("", TerminalType.SOFTPHONE, frozenset())


def seen_in(version):
    """The columns of a sighting of a softphone of this version."""
    return {
        "softphone_version": version,
        "revision": "0" * 64,
        "directory_revision": "",
        "release": "",
        "asked_at": NOON,
    }


def make_change(action, profile, admin):
    """Do what the impact was asked about."""
    if action is Action.SAVE:
        save_drafts(profile, admin)
    elif action is Action.DELETE:
        profiles.delete(profile, seen_revision=profile.revision)
    else:
        status = Status.ENABLED if action is Action.ENABLE else Status.DISABLED
        profiles.set_status(profile, status, seen_revision=profile.revision, who="admin")
    db.session.commit()


class Targets:
    """The targets of a profile and of its drafts, as they are answered."""

    def __init__(self, directory, profile, pick):
        self.organization_id = directory.organization.id
        self.of_accounts = profile.target_type is TargetType.ACCOUNT
        everybody = directory.accounts if self.of_accounts else directory.terminals
        self.able = {
            self._key(each): each.agent_enabled
            if self.of_accounts
            else each.terminal_type.value[:9] == "softphone"
            for each in everybody
        }
        self.somebody = directory.terminals[0].extension
        self.versions = {self._key(each): self._sighted(each, pick, directory) for each in everybody}

    def _key(self, target):
        return target.login if self.of_accounts else target.extension

    def _sighted(self, target, pick, directory):
        version = pick.choice(VERSIONS)
        if version and self.of_accounts:
            stored(
                AgentSighting(account_id=target.id, terminal_id=directory.terminals[0].id, **seen_in(version))
            )
        elif version:
            stored(SoftphoneSighting(terminal_id=target.id, **seen_in(version)))
        return version

    def documents(self, keys):
        """What the softphone of each target is answered now."""
        return {key: self._document(key) for key in keys}

    def _document(self, key):
        extension, login = (self.somebody, key) if self.of_accounts else (key, None)
        version = self.versions[key]
        asker = by_names(self.organization_id, extension, login, signed_in=True)
        facts = wide_facts(asker, parse_version(version) if version else NEWEST, Language.JA)
        if self.of_accounts:
            facts = replace(facts, terminal=SOMEWHERE, terminal_profile=None)
        return resolve(facts, catalogue()).document

    def expected(self, key, before, after):
        """The effect and the counts of a change between two documents."""
        counts = {part: _counts(items(before, part), items(after, part)) for part in PARTS}
        return self._effect(key, before, after, counts), counts

    def _effect(self, key, before, after, counts):
        if not self.able[key] or before["reason"] == "server_too_old":
            return Effect.NOT_DELIVERABLE
        if before["reason"] == "softphone_too_old":
            return Effect.TOO_OLD
        match before["controlled"], after["controlled"]:
            case True, True:
                return (
                    Effect.CHANGED
                    if any(lost or gained for lost, gained, _ in counts.values())
                    else Effect.SAME
                )
            case True, False:
                return Effect.RELEASED
            case False, True:
                return Effect.MANAGED
        return Effect.UNCONTROLLED


PARTS = (Part.DISPLAY_NUMBERS, Part.CONTACT_POINTS, Part.CTI_NUMBERS, Part.OTHER)


def items(document, part):
    """What a document has of a part, as a bag."""
    display, cti, other = (document[name] or {} for name in ("display", "cti", "other"))
    found = {
        Part.DISPLAY_NUMBERS: [each["number"] for each in display.get("numbers") or []],
        Part.CONTACT_POINTS: [(each["type"], each["name"]) for each in display.get("contact_points") or []],
        Part.CTI_NUMBERS: [each["number"] for each in cti.get("numbers") or []],
        Part.OTHER: list(other.get("values") or {}),
    }
    return Counter(found[part])


def _counts(before, after):
    return (before - after).total(), (after - before).total(), (before & after).total()


def shown(change):
    """Every target with what the impact says of it."""
    rows = listed(by_target(change, catalogue()).subquery(), Listing()).items
    return {
        row.key: (
            row.effect,
            {part: (each.lost, each.gained, each.kept) for part, each in row.counts.items()},
        )
        for row in rows
    }


def summed(found):
    """The totals that the rows of all targets make."""
    parts = {part: [0, 0, 0] for part in PARTS}
    for _effect, counts in found.values():
        for part, (lost, gained, kept) in counts.items():
            for place, fate in enumerate((gained > 0, lost > 0, kept > 0 and not lost and not gained)):
                parts[part][place] += fate
    return Counter(effect for effect, _counts in found.values()), {
        part: PartImpact(*fates) for part, fates in parts.items()
    }


@pytest.mark.rule("STA-2", "PRF-10")
@pytest.mark.parametrize("action", [*Action])
@pytest.mark.parametrize("seed", range(300, 305))
def test_the_impact_is_the_difference_of_the_answers(database, seed, action):
    check(seed, action)


@pytest.mark.rule("STA-2")
@pytest.mark.on("sqlite")
def test_the_impact_is_the_difference_of_the_answers_on_the_embedded_database_too(database):
    check(310, Action.SAVE)


def check(seed, action):
    """Compare what is said of every target with the answers before and after."""
    pick = random.Random(f"{seed} {action}")  # noqa: S311  repeats itself on purpose
    directory = random_directory(seed)
    admin = make_administrator(directory.organization, "admin")
    profile = pick.choice(db.session.scalars(select(Profile).order_by(Profile.id)).all())
    if action is not Action.SAVE:
        profile.status = Status.DISABLED if action is Action.ENABLE else Status.ENABLED
    make_drafts(pick, directory, profile, admin)
    targets = Targets(directory, profile, pick)
    drafts_of = admin.id if action is Action.SAVE else None
    change = Change(profile, directory.organization, action, drafts_of)

    found, impact = shown(change), impact_of(by_target(change, catalogue()).subquery())
    before = targets.documents(found)
    make_change(action, profile, admin)
    after = targets.documents(found)

    assert found == {key: targets.expected(key, before[key], after[key]) for key in found}
    assert (impact.effects, impact.parts) == summed(found)
    assert impact.total == len(found)
