"""A newly added number goes onto the lists of many profiles at once (REC-4)."""

import json

import pytest
from sqlalchemy import select

from factories import make_account, make_organization, make_profile, make_terminal, number_of
from importer.directory import Mode
from plumbing.statements import counted
from portal.domain.selection import Ticked
from portal.domain.words import Part
from portal.extensions import db
from portal.models import AuditEntry, ListReview, Profile, SelectedNumber
from portal.queries import newly_added as lookups
from portal.queries.listing import Listing
from portal.queries.reviews import waiting_on
from portal.services import directory, directory_reviews, drafts, drafts_saving, newly_added
from portal.services.directory import Taking
from portal.services.drafts_tab import Tab

pytestmark = [pytest.mark.on("postgresql", "sqlite"), pytest.mark.rule("REC-4")]

SHOWN, CTI = Part.DISPLAY_NUMBERS, Part.CTI_NUMBERS


@pytest.fixture
def organization(database):
    return make_organization(slug="acme")


@pytest.fixture
def person(organization):
    return make_account(organization, "sato")


@pytest.fixture
def profiles(organization):
    return [make_profile(organization, name=name, display_numbers=[]) for name in ("一", "二", "三")]


@pytest.fixture
def number(organization, profiles):
    """A number that was newly added, and waits on both lists of three profiles."""
    terminal = {"extension": "1002", "name": "受付", "type": "softphone", "dial_in": ["0311110002"]}
    directory.take({"terminals": [terminal]}, Taking(Mode.MERGE), slug="acme")
    directory_reviews.review(organization.id)
    return number_of(organization, "0311110002")


def lists_of(number, part=SHOWN):
    return [each for each in lookups.lists_of(number.id, Listing()).items if each.part is part]


def all_of(number):
    return lookups.matching_lists(number.id, Listing())


def selected():
    rows = select(Profile.name, SelectedNumber.part).join(Profile, Profile.id == SelectedNumber.profile_id)
    return sorted((name, part.value) for name, part in db.session.execute(rows))


def test_the_chosen_profiles_get_it_and_the_others_wait_on(organization, person, profiles, number):
    first, second, third = lists_of(number)

    made = newly_added.add(person, number.id, [first.id, second.id])

    assert made == 2
    assert selected() == sorted((each.profile_name, SHOWN.value) for each in (first, second))
    assert [each.id for each in lists_of(number)] == [third.id]
    by_name = {profile.name: waiting_on(profile) for profile in profiles}
    assert by_name[first.profile_name] == {SHOWN: 1, CTI: 2}
    assert by_name[third.profile_name] == {SHOWN: 2, CTI: 2}


def test_each_profile_gets_a_new_revision_and_an_entry_of_its_own(
    organization, person, profiles, number, database
):
    before = {profile.id: profile.revision for profile in profiles}
    lists = [*lists_of(number)[:1], *lists_of(number, CTI)[:1]]
    assert lists[0].profile_id == lists[1].profile_id

    newly_added.add(person, number.id, [each.id for each in lists])
    database.commit()

    changed = [profile for profile in profiles if profile.revision != before[profile.id]]
    assert [profile.id for profile in changed] == [lists[0].profile_id]
    (entry,) = database.scalars(select(AuditEntry).filter_by(action="profile_changed"))
    assert (entry.seen_revision, entry.profile_revision) == (before[changed[0].id], changed[0].revision)
    assert "0311110002" in json.dumps(json.loads(entry.details))
    # The CTI tab was never saved; now it is.
    assert changed[0].cti_numbers_saved


def test_all_lists_on_which_it_waits_can_get_it_at_once(organization, person, profiles, number):
    assert newly_added.add(person, number.id, all_of(number)) == 3

    assert len(selected()) == 6
    assert lists_of(number) == []


def test_what_was_seen_and_not_wanted_waits_no_more(organization, profiles, number):
    assert newly_added.dismiss(organization.id, number.id, [each.id for each in lists_of(number)]) == 3

    assert selected() == []
    assert lists_of(number) == []
    assert len(lists_of(number, CTI)) == 3


def test_a_list_of_another_organisation_stays_as_it_is(organization, person, profiles, number):
    elsewhere = make_organization(slug="elsewhere")
    make_profile(elsewhere, name="他")
    foreign = db.session.scalars(select(ListReview.id).join(Profile).filter_by(organization_id=elsewhere.id))

    assert newly_added.add(person, number.id, [*foreign, 0, 2**40]) == 0
    assert newly_added.add(make_account(elsewhere, "kato"), number.id, all_of(number)) == 0
    assert selected() == []


@pytest.mark.rule("PRF-9")
def test_the_persons_own_drafts_go_on_from_it(organization, person, profiles, number):
    tab = Tab(profiles[0], Part.TARGETS, person.id)
    drafts.tick(
        tab,
        {"": Ticked(frozenset(), frozenset({make_account(organization, "agent", agent_enabled=True).id}))},
        seen_revision=profiles[0].revision,
    )

    newly_added.add(person, number.id, all_of(number))

    drafts_saving.save(tab, seen_revision=profiles[0].revision, who="sato")


@pytest.mark.rule("CTI-1")
def test_a_list_that_nobody_sees_stays_as_it_is(organization, person, profiles, number):
    newly_added.add(person, number.id, all_of(number), (SHOWN,))

    assert {part for _name, part in selected()} == {SHOWN.value}
    assert not profiles[0].cti_numbers_saved


def test_only_what_waits_somewhere_is_listed(organization, person, profiles, number):
    make_terminal(organization, "1009")
    names = {each.number for each in lookups.listed(organization.id, Listing()).items}
    assert names == {"1002", "0311110002"}

    newly_added.add(person, number.id, all_of(number))

    assert [each.number for each in lookups.listed(organization.id, Listing()).items] == ["1002"]


def test_the_statements_are_as_many_for_three_profiles_as_for_forty(organization, person, number):
    ids = person, number.id, all_of(number)
    with counted() as few:
        newly_added.add(*ids)
    more = [make_profile(organization, name=f"{place}") for place in range(40)]
    for review in db.session.scalars(select(ListReview)):
        review.through = 0
    db.session.flush()
    terminal = {"extension": "1003", "name": "受付", "type": "softphone"}
    directory.take({"terminals": [terminal]}, Taking(Mode.MERGE), slug="acme")
    other = number_of(organization, "1003")
    ids = person, other.id, all_of(other)
    with counted() as many:
        assert newly_added.add(*ids) == 43

    assert len(more) == 40
    assert len(many) <= len(few)
