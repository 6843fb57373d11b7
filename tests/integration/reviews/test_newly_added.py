"""Newly added numbers and contact points wait until somebody has seen them (REC)."""

import pytest
from sqlalchemy import func, select

from factories import make_call_center, make_label, make_organization, make_profile, make_terminal, number_of
from importer.directory import Mode
from portal.domain.selection import Whole
from portal.domain.words import Part
from portal.extensions import db
from portal.models import ListReview, SelectedNumber
from portal.queries.reviews import last_review, latest_arrival, waiting_on
from portal.services import directory, directory_reviews, profiles, reviews, selections
from portal.services.directory import Taking

pytestmark = pytest.mark.on("postgresql", "sqlite")

SHOWN, POINTS, CTI = Part.DISPLAY_NUMBERS, Part.CONTACT_POINTS, Part.CTI_NUMBERS


@pytest.fixture
def organization(database):
    made = make_organization(slug="acme")
    make_terminal(made, "1001", dial_in=["0311110001"])
    return made


@pytest.fixture
def profile(organization):
    return make_profile(organization, name="標準")


@pytest.fixture
def add(organization):
    """A function that merges lists into the directory and runs the job."""

    def add(**lists):
        directory.take(lists, Taking(Mode.MERGE, confirmed=True), slug="acme")
        return directory_reviews.review(organization.id)

    return add


def terminal(extension, *dial_ins):
    return {"extension": extension, "name": extension, "type": "softphone", "dial_in": list(dial_ins)}


def label(code, caller_number):
    return {"code": code, "name": code, "caller_number": caller_number}


@pytest.mark.rule("REC-1", "NUM-3")
def test_what_a_change_adds_waits_on_every_list_that_can_show_it(profile, add):
    found = add(
        terminals=[terminal("1002", "0311110002")],
        ring_groups=[{"extension": "2001", "name": "営業", "members": [], "dial_in": []}],
        business_labels=[label("order", "0120000001"), label("silent", None)],
    )

    # A ring group's extension is for the CTI list only; a label without caller number is no contact point.
    assert waiting_on(profile) == {SHOWN: 2, CTI: 3, POINTS: 1}
    assert found == 6


@pytest.mark.rule("REC-2")
def test_the_job_never_changes_a_selection(profile, add):
    add(terminals=[terminal("1002")])

    assert db.session.scalar(select(func.count()).select_from(SelectedNumber)) == 0


@pytest.mark.rule("REC-1")
def test_nothing_waits_on_a_profile_that_is_newer(organization, add):
    add(terminals=[terminal("1002")])
    newer = make_profile(organization, name="新")
    add(terminals=[terminal("1003")])

    assert waiting_on(newer) == {SHOWN: 1, CTI: 1}


@pytest.mark.rule("REC-1")
def test_what_was_removed_again_waits_no_more(profile, add):
    add(terminals=[terminal("1002", "0311110002")])

    add(terminals=[terminal("1002")])

    assert waiting_on(profile) == {SHOWN: 1, CTI: 1}


@pytest.mark.rule("REC-5")
def test_a_number_that_moves_to_another_owner_is_newly_added(profile, add):
    add(terminals=[terminal("1001"), terminal("1002", "0311110001")])

    assert waiting_on(profile) == {SHOWN: 2, CTI: 2}


@pytest.mark.rule("REC-1", "REC-3", "CPT-2")
@pytest.mark.parametrize(
    ("kind", "point"),
    [
        ("call_centers", {"extension": "5001", "name": "受付", "agents": [], "dial_in": []}),
        ("business_labels", {"code": "order", "name": "受注"}),
    ],
)
def test_what_gets_its_caller_number_is_a_new_contact_point_each_time(
    organization, profile, add, kind, point
):
    def give(caller_number):
        add(**{kind: [point | {"caller_number": caller_number}]})

    give(None)
    assert POINTS not in waiting_on(profile)
    for number in ("0120000001", "0120000002", "0120000003"):
        give(number)
        assert waiting_on(profile)[POINTS] == 1
        reviews.review(profile, POINTS, {kind[:-1]: ids_of(profile, POINTS, kind[:-1])})
        assert POINTS not in waiting_on(profile)
        give(None)
        assert POINTS not in waiting_on(profile)
    # What waits is lost with the number, too.
    give("0120000004")
    give(None)
    assert POINTS not in waiting_on(profile)


@pytest.mark.rule("REC-3")
def test_what_somebody_saw_waits_no_more_and_the_rest_does(organization, profile, add):
    add(terminals=[terminal("1002", "0311110002")])

    reviews.review(profile, SHOWN, {"": [number_of(organization, "1002").id]})

    assert waiting_on(profile) == {SHOWN: 1, CTI: 2}
    # The job comes to the same.
    directory.take({"phone_book": [{"number": "1", "name": "一"}]}, Taking(Mode.MERGE), slug="acme")
    directory_reviews.review(organization.id)
    assert waiting_on(profile) == {SHOWN: 1, CTI: 2}


@pytest.mark.rule("REC-3")
def test_a_review_through_a_change_leaves_what_came_after_it(organization, profile, add):
    add(terminals=[terminal("1002")])
    seen = latest_arrival(organization.id)
    reviews.review(profile, SHOWN, {"": [number_of(organization, "1002").id]})
    add(terminals=[terminal("1003")])

    reviews.review_through(profile, SHOWN, seen)

    assert waiting_on(profile)[SHOWN] == 1
    reviews.review_through(profile, SHOWN, 2_000_000)
    assert SHOWN not in waiting_on(profile)
    # Nobody has seen what is still to come.
    add(terminals=[terminal("1004")])
    assert waiting_on(profile)[SHOWN] == 1


@pytest.mark.rule("REC-3")
def test_what_is_selected_is_seen(organization, profile, add):
    add(terminals=[terminal("1002", "0311110002")])

    chosen = Whole(frozenset([number_of(organization, "1002").id]))
    selections.save_numbers(profile, SHOWN, chosen, seen_revision=profile.revision, who="sato")

    assert waiting_on(profile)[SHOWN] == 1


@pytest.mark.rule("PRF-7")
def test_what_waits_on_a_profile_waits_on_its_copy(organization, profile, add):
    add(terminals=[terminal("1002", "0311110002")])
    reviews.review(profile, SHOWN, {"": [number_of(organization, "1002").id]})

    copy = profiles.duplicate(profile, who="sato")

    assert waiting_on(copy) == waiting_on(profile)


@pytest.mark.rule("REC-6")
def test_a_second_run_finds_nothing_and_writes_no_list(organization, profile, add):
    assert add(terminals=[terminal("1002")]) == 2

    assert directory_reviews.review(organization.id) == 0
    assert waiting_on(profile) == {SHOWN: 1, CTI: 1}


@pytest.mark.rule("REC-1")
def test_the_round_takes_up_what_nobody_rang_for_and_nothing_else(organization, profile, database):
    other = make_organization(slug="other")
    assert directory_reviews.begin_round() == [organization.id, other.id]
    for organization_id in (organization.id, other.id):
        directory_reviews.review(organization_id)
    directory.take({"terminals": [terminal("1002")]}, Taking(Mode.MERGE), slug="acme")

    assert directory_reviews.begin_round() == [organization.id]
    assert last_review(other.id).found == 0


@pytest.mark.rule("REC-1")
def test_the_last_run_says_what_it_found(organization, profile, add):
    assert last_review(organization.id) is None

    add(terminals=[terminal("1002")])

    run = last_review(organization.id)
    assert run.found == 2


def test_a_forged_id_is_no_review(organization, profile, add):
    elsewhere = make_organization(slug="elsewhere")
    make_terminal(elsewhere, "1002")
    make_call_center(organization, "5009")
    make_label(organization, "plain")
    add(terminals=[terminal("1002")])

    forged = [number_of(elsewhere, "1002").id, 0, -1, 2**40]
    reviews.review(profile, SHOWN, {"": forged})

    assert waiting_on(profile)[SHOWN] == 1
    assert db.session.scalar(select(func.sum(ListReview.waiting))) == 2


def ids_of(profile, part, name):
    return db.session.scalars(reviews.waiting(profile, part)[name]).all()
