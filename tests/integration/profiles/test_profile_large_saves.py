"""One save of the largest profile that is designed for."""

import time

import pytest
from sqlalchemy import String, cast, func, insert, literal, select

from factories import make_organization, make_profile, role_of
from portal.domain.selection import Ticked, Whole
from portal.domain.words import Kind, OwnerType, Part, TerminalType
from portal.models import Account, Number, NumberOwner, SelectedNumber
from portal.queries import numbers, targets
from portal.queries.among import among
from portal.queries.listing import Listing
from portal.services import selections
from portal.services.targets import save_targets

pytestmark = pytest.mark.on("postgresql", "sqlite")

TARGETS, NUMBERS = 50_000, 100_000
# A few seconds here; the limit only tells a set from a row at a time, however busy the machine is.
SECONDS = 30


@pytest.fixture
def organization(database):
    """50,000 accounts and 50,000 terminals with two numbers each."""
    made = make_organization()
    role_id = role_of(made, "user").id
    place = among(range(1, TARGETS + 1)).subquery().c[0]
    name = cast(place, String)
    of = literal(made.id)
    people = select(of, literal(role_id), "u" + name, name, literal(value=True))
    columns = ["organization_id", "role_id", "login", "name", "agent_enabled"]
    database.execute(insert(Account).from_select(columns, people))
    softphone = literal(TerminalType.SOFTPHONE, NumberOwner.terminal_type.type)
    terminals = select(of, literal(OwnerType.TERMINAL, NumberOwner.type.type), "1" + name, name, softphone)
    columns = ["organization_id", "type", "extension", "name", "terminal_type"]
    database.execute(insert(NumberOwner).from_select(columns, terminals))
    for kind, prefix in ((Kind.EXTENSION, ""), (Kind.EXTERNAL, "050")):
        address = (prefix + NumberOwner.extension, literal(kind, Number.kind.type))
        rows = select(NumberOwner.organization_id, NumberOwner.id, *address)
        columns = ["organization_id", "owner_id", "number", "kind"]
        database.execute(insert(Number).from_select(columns, rows))
    return made


def timed(work):
    begin = time.monotonic()
    work()
    return time.monotonic() - begin


@pytest.mark.rule("TRU-20")
def test_fifty_thousand_targets_and_a_hundred_thousand_numbers_are_saved_whole(organization, database):
    profile = make_profile(organization)
    accounts, everything = Listing(), Listing()
    account_ids = targets.matching(profile, accounts)
    number_ids = numbers.matching(profile, Part.DISPLAY_NUMBERS, everything)

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
