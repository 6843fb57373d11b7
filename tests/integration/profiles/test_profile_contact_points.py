"""The contact point list of a profile."""

import pytest
from werkzeug.exceptions import NotFound

from factories import (
    make_account,
    make_call_center,
    make_label,
    make_organization,
    make_profile,
    make_terminal,
)
from portal.domain.selection import Ticked, Whole
from portal.domain.words import ContactPointType, DisplayList
from portal.queries import contact_points
from portal.queries.listing import Listing
from portal.services import selections
from portal.services.errors import NotAcceptable

pytestmark = pytest.mark.on("postgresql", "sqlite")

NONE = Whole(frozenset())


def whole(*rows):
    return Whole(frozenset(row.id for row in rows))


def save(profile, call_centers=NONE, labels=NONE):
    return selections.save_contact_points(
        profile, call_centers, labels, seen_revision=profile.revision, who="sato"
    )


def listed(profile, **listing):
    return {row.key: row for row in contact_points.offered(profile, Listing(**listing)).items}


@pytest.mark.rule("CPT-2")
def test_those_with_a_caller_number_are_listed(database):
    organization = make_organization()
    make_call_center(organization, "4001", name="サポート", caller_number="0120000001")
    make_call_center(organization, "4002", caller_number=None)
    make_label(organization, "renewal", name="更新", caller_number="0312345678")
    make_label(organization, "silent", caller_number=None)
    make_call_center(make_organization(), "4003")

    rows = listed(make_profile(organization))

    assert [(row.type, row.key, row.name, row.caller_number, row.selected) for row in rows.values()] == [
        (ContactPointType.CALL_CENTER, "4001", "サポート", "0120000001", False),
        (ContactPointType.BUSINESS_LABEL, "renewal", "更新", "0312345678", False),
    ]


@pytest.mark.rule("CPT-2")
def test_contact_points_are_searched_filtered_and_sorted(database):
    organization = make_organization()
    center = make_call_center(organization, "4001", name="サポート", caller_number="0120000001")
    make_label(organization, "renewal", name="更新", caller_number="0312345678")
    profile = make_profile(organization, contact_points=[center])

    assert listed(profile, search="更").keys() == {"renewal"}
    assert listed(profile, search="0120").keys() == {"4001"}
    assert list(listed(profile, sort="name", descending=True)) == ["renewal", "4001"]
    assert listed(profile, filters={"type": "business_label"}).keys() == {"renewal"}
    assert listed(profile, filters={"selection": "selected"}).keys() == {"4001"}
    assert listed(profile, filters={"selection": "unselected"}).keys() == {"renewal"}
    matching = contact_points.matching(profile, Listing())[ContactPointType.CALL_CENTER]
    assert set(database.scalars(matching)) == {center.id}


def test_contact_points_are_saved(database):
    organization = make_organization()
    kept, gone, added = (make_call_center(organization) for _ in range(3))
    label = make_label(organization)
    profile = make_profile(organization, contact_points=[kept, gone])

    save(profile, Ticked(whole(gone, added).ids, whole(added).ids), whole(label))

    assert profile.contact_points_saved
    assert listed(profile, filters={"selection": "selected"}).keys() == {
        kept.extension,
        added.extension,
        label.code,
    }


@pytest.mark.rule("TRU-20")
def test_zero_ticks_are_set_and_empty(database):
    profile = make_profile(make_organization())

    save(profile)

    assert profile.contact_points_saved


@pytest.mark.rule("CPT-2")
def test_one_that_loses_its_caller_number_stays_until_it_is_unticked(database):
    organization = make_organization()
    center, label = make_call_center(organization), make_label(organization)
    profile = make_profile(organization, contact_points=[center, label])
    center.caller_number = label.caller_number = None
    database.flush()

    save(profile, whole(center), whole(label))
    listed_while_selected = listed(profile)
    save(profile)

    assert [row.caller_number for row in listed_while_selected.values()] == [None, None]
    assert listed(profile) == {}
    with pytest.raises(NotAcceptable):
        save(profile, whole(center))


@pytest.mark.rule("CPT-1")
def test_a_profile_for_extensions_takes_none(database):
    organization = make_organization()
    profile = make_profile(organization, targets=[make_terminal(organization)])

    with pytest.raises(NotAcceptable):
        save(profile, whole(make_call_center(organization)))


@pytest.mark.rule("CPT-3")
def test_they_can_be_edited_when_only_numbers_are_shown(database):
    organization = make_organization()
    profile = make_profile(organization, display_list=DisplayList.NUMBERS_ONLY)
    center = make_call_center(organization)

    save(profile, whole(center))

    assert listed(profile)[center.extension].selected


@pytest.mark.rule("TRU-19", "ACC-4")
def test_one_bad_contact_point_refuses_the_whole_save(database):
    organization, other = make_organization(), make_organization()
    good, silent = make_call_center(organization), make_call_center(organization, caller_number=None)
    profile = make_profile(organization)
    bad = [make_call_center(other), silent, make_terminal(organization)]

    for row in bad:
        with pytest.raises(NotAcceptable):
            save(profile, whole(good, row))
    with pytest.raises(NotAcceptable):
        save(profile, whole(good), whole(make_label(other)))

    assert listed(profile, filters={"selection": "selected"}) == {}
    assert not profile.contact_points_saved


@pytest.mark.rule("CPT-4")
def test_a_selected_call_centre_says_how_many_targets_do_not_get_it_and_who(database):
    organization = make_organization()
    member, outsider, another = (make_account(organization, login) for login in ("a", "b", "c"))
    untargeted = make_account(organization, "d")
    center = make_call_center(organization, "4001", agents=[member, untargeted])
    unselected, label = make_call_center(organization, "4002"), make_label(organization, "renewal")
    profile = make_profile(organization, targets=[member, outsider, another], contact_points=[center, label])

    rows = listed(profile)
    who = contact_points.outsiders(profile, center, Listing())

    assert {key: row.outsiders for key, row in rows.items()} == {"4001": 2, "4002": None, "renewal": None}
    assert [row.login for row in who.items] == ["b", "c"]
    assert who.total == 2
    assert unselected.extension == "4002"


@pytest.mark.rule("ACC-4")
def test_another_organisations_call_centre_is_not_found(database):
    center = make_call_center(make_organization())

    for bad in (center.id, 2**40):
        with pytest.raises(NotFound):
            contact_points.call_center_of(make_organization().id, bad)
