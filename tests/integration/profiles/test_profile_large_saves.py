"""One save of the largest profile that is designed for."""

import time

import pytest
from sqlalchemy import func, select

from factories import make_organization, make_profile, role_of
from portal.domain.selection import Ticked, Whole
from portal.domain.words import Kind, OwnerType, Part, TerminalType
from portal.models import Account, Number, NumberOwner, SelectedNumber
from portal.queries import numbers, targets
from portal.queries.listing import Listing
from portal.services import selections
from portal.services.many_rows import insert_rows
from portal.services.targets import save_targets

pytestmark = pytest.mark.on("postgresql", "sqlite")

TARGETS, NUMBERS = 50_000, 100_000
# A few seconds here; the limit only tells a set from a row at a time, however busy the machine is.
SECONDS = 30


@pytest.fixture
def organization(database):
    """50,000 accounts and 50,000 terminals with two numbers each."""
    made = make_organization()
    of, role_id, places = made.id, role_of(made, "user").id, range(1, TARGETS + 1)
    account = {"organization_id": of, "role_id": role_id, "agent_enabled": True}
    insert_rows(Account, [account | {"login": f"u{place}", "name": str(place)} for place in places])
    terminal = {"organization_id": of, "type": OwnerType.TERMINAL, "terminal_type": TerminalType.SOFTPHONE}
    insert_rows(NumberOwner, [terminal | {"extension": f"1{place}", "name": str(place)} for place in places])
    owners = database.execute(select(NumberOwner.id, NumberOwner.extension)).all()
    for kind, prefix in ((Kind.EXTENSION, ""), (Kind.EXTERNAL, "050")):
        rows = [
            {"organization_id": of, "owner_id": owner_id, "kind": kind, "number": prefix + extension}
            for owner_id, extension in owners
        ]
        insert_rows(Number, rows)
    return made


def timed(work):
    begin = time.monotonic()
    work()
    return time.monotonic() - begin


@pytest.mark.rule("TRU-20")
def test_fifty_thousand_targets_and_a_hundred_thousand_numbers_are_saved_whole(organization, database):
    profile = make_profile(organization)
    accounts, everything = Listing(), Listing()
    account_ids = frozenset(database.scalars(targets.matching(profile, accounts)))
    number_ids = frozenset(database.scalars(numbers.matching(profile, Part.DISPLAY_NUMBERS, everything)))

    seconds = [
        timed(lambda: save_targets(profile, Whole(account_ids), seen_revision=profile.revision, who="sato")),
        timed(lambda: save(profile, Whole(number_ids))),
        timed(lambda: save(profile, Ticked(number_ids, frozenset(sorted(number_ids)[1:])))),
    ]

    assert targets.counted(profile).total == TARGETS
    assert database.scalar(select(func.count()).select_from(SelectedNumber)) == NUMBERS - 1
    assert max(seconds) < SECONDS


def save(profile, choice):
    selections.save_numbers(profile, Part.DISPLAY_NUMBERS, choice, seen_revision=profile.revision, who="sato")
