"""What profiles had selected when the directory lost it."""

import pytest
from sqlalchemy import select

from factories import (
    make_account,
    make_call_center,
    make_ivr,
    make_label,
    make_organization,
    make_profile,
    make_terminal,
    number_of,
)
from portal.domain.selection import Whole
from portal.domain.words import Part
from portal.models import RemovedItem
from portal.queries.profiles import profile_of, removed_from
from portal.services import selections, targets
from portal.services.removals import note_removals

pytestmark = pytest.mark.on("postgresql", "sqlite")


def removed(profile):
    return {part: found.items for part, found in removed_from(profile).items()}


@pytest.mark.rule("REC-5")
def test_every_part_notes_what_it_loses(database):
    organization = make_organization()
    account, terminal = make_account(organization, "user1"), make_terminal(organization, "1001")
    center, label = (
        make_call_center(organization, "4001", dial_in=["0120000001"]),
        make_label(organization, "renewal"),
    )
    make_ivr(organization, "3001", dial_in=["0312345678"])
    of_accounts = make_profile(
        organization,
        targets=[account],
        display_numbers=["1001", "0312345678", "0120000001"],
        contact_points=[center, label],
        cti_numbers=["1001"],
    )
    of_terminals = make_profile(organization, targets=[terminal])

    note_removals(
        number_ids=[number_of(organization, "0312345678").id],
        account_ids=[account.id],
        terminal_ids=[terminal.id],
        call_center_ids=[center.id],
        business_label_ids=[label.id],
    )

    assert removed(of_accounts) == {
        Part.TARGETS: ("user1",),
        Part.DISPLAY_NUMBERS: ("0120000001", "0312345678", "1001"),
        Part.CONTACT_POINTS: ("4001", "renewal"),
        Part.CTI_NUMBERS: ("1001",),
    }
    assert removed(of_terminals) == {Part.TARGETS: ("1001",)}


@pytest.mark.rule("REC-5", "TRU-3")
def test_only_the_profiles_that_lose_something_change(database):
    organization = make_organization()
    make_ivr(organization, "3001", dial_in=["0312345678", "0312345679"])
    loser = make_profile(organization, display_numbers=["0312345678"])
    keeper = make_profile(organization, display_numbers=["0312345679"])
    before = (loser.revision, keeper.revision)

    note_removals(number_ids=[number_of(organization, "0312345678").id], who="PBX")

    loser, keeper = (profile_of(organization.id, profile.id) for profile in (loser, keeper))
    assert loser.revision != before[0]
    assert keeper.revision == before[1]
    assert (loser.changed_by, keeper.changed_by) == ("PBX", "admin")
    assert removed(keeper) == {}


@pytest.mark.rule("REC-5")
def test_what_nobody_selected_is_not_noted(database):
    organization = make_organization()
    profile = make_profile(organization)
    before = profile.revision

    note_removals(terminal_ids=[make_terminal(organization).id], account_ids=[make_account(organization).id])
    note_removals()

    assert database.scalars(select(RemovedItem)).all() == []
    assert profile_of(organization.id, profile.id).revision == before


@pytest.mark.rule("REC-5")
def test_a_save_of_the_tab_forgets_what_it_had_lost(database):
    organization = make_organization()
    account = make_account(organization)
    make_terminal(organization, "1001")
    profile = make_profile(organization, targets=[account], display_numbers=["1001"])
    note_removals(number_ids=[number_of(organization, "1001").id], account_ids=[account.id])
    profile = profile_of(organization.id, profile.id)

    selections.save_numbers(
        profile, Part.DISPLAY_NUMBERS, Whole(frozenset()), seen_revision=profile.revision, who="sato"
    )
    after_numbers = set(removed(profile))
    targets.save_targets(profile, Whole(frozenset()), seen_revision=profile.revision, who="sato")

    assert after_numbers == {Part.TARGETS}
    assert removed(profile) == {}
