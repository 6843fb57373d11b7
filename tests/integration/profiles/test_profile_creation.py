"""Profiles are made, copied and deleted."""

import pytest
from sqlalchemy import func, select

from factories import (
    make_account,
    make_call_center,
    make_ivr,
    make_label,
    make_organization,
    make_profile,
    make_snapshot_version,
    make_terminal,
)
from importer.faults import FaultCode
from portal.domain.words import DisplayList, Part, Plan, Status, TargetType
from portal.models import AccountTarget, Profile, SelectedNumber
from portal.queries import contact_points, numbers, targets
from portal.queries.listing import Listing
from portal.queries.profiles import profile_of
from portal.services import profiles
from portal.services.errors import EditConflict, NotAcceptable, Taken
from portal.services.profile_details import Details

pytestmark = pytest.mark.on("postgresql", "sqlite")


@pytest.mark.rule("PRF-4")
def test_a_new_profile_is_disabled_and_never_saved(database):
    organization = make_organization()

    profile = profiles.create(organization, Details("営業部"), target_type=TargetType.ACCOUNT, who="admin")

    assert profile.status is Status.DISABLED
    assert profile.display_list is DisplayList.SWITCHABLE
    assert (profile.display_numbers_saved, profile.contact_points_saved, profile.cti_numbers_saved) == (
        False,
    ) * 3
    assert profile.changed_by == "admin"
    assert profile.changed_at is not None


@pytest.mark.rule("PRF-2", "PRF-3")
def test_every_fault_is_named_and_nothing_is_made(database):
    organization = make_organization()

    with pytest.raises(NotAcceptable) as refused:
        profiles.create(organization, Details("", "あ" * 501), target_type=TargetType.ACCOUNT, who="admin")

    assert [fault.pointer for fault in refused.value.faults] == ["/name", "/memo"]
    assert database.scalar(select(func.count()).select_from(Profile)) == 0


@pytest.mark.rule("PRF-3")
def test_a_name_is_unique_in_the_organisation_only(database):
    organization, other = make_organization(), make_organization()
    make_profile(organization, "が")
    make_profile(other, "営業部")

    with pytest.raises(Taken) as refused:
        profiles.create(organization, Details(" か\u3099 "), target_type=TargetType.ACCOUNT, who="admin")

    assert (refused.value.what, refused.value.by) == ("name", "が")
    assert profiles.create(organization, Details("営業部"), target_type=TargetType.ACCOUNT, who="admin").id


@pytest.mark.rule("PRF-5")
def test_business_phone_makes_profiles_for_extensions_alone(database):
    organization = make_organization(plan=Plan.BUSINESS_PHONE)

    with pytest.raises(NotAcceptable) as refused:
        profiles.create(organization, Details("営業部"), target_type=TargetType.ACCOUNT, who="admin")
    made = profiles.create(organization, Details("営業部"), target_type=TargetType.EXTENSION, who="admin")

    assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [
        ("/target_type", FaultCode.NOT_ALLOWED)
    ]
    assert made.display_list is DisplayList.NUMBERS_ONLY


@pytest.mark.rule("PRF-7")
def test_a_copy_has_all_but_targets_and_status(database):
    organization = make_organization()
    center, label = make_call_center(organization), make_label(organization)
    make_ivr(organization, "3001", dial_in=["0312345678"])
    original = make_profile(
        organization,
        "営業部",
        targets=[make_account(organization)],
        display_numbers=["0312345678"],
        contact_points=[center, label],
        cti_numbers=[],
        pinned=make_snapshot_version(organization),
        memo="覚え",
        display_list=DisplayList.CONTACT_POINTS_ONLY,
    )

    copy = profiles.duplicate(original, who="key")

    same = ("memo", "display_list", "target_type", "snapshot_version_id")
    flags = ("display_numbers_saved", "contact_points_saved", "cti_numbers_saved")
    assert [getattr(copy, name) for name in same + flags] == [
        getattr(original, name) for name in same + flags
    ]
    assert (copy.name, copy.status, copy.changed_by) == ("営業部 (2)", Status.DISABLED, "key")
    assert targets.counted(copy).total == 0
    selected = Listing(filters={"selection": "selected"})
    assert [row.number for row in numbers.offered(copy, Part.DISPLAY_NUMBERS, selected).items] == [
        "0312345678"
    ]
    assert contact_points.offered(copy, selected).total == 2


@pytest.mark.rule("PRF-7")
def test_a_copy_takes_the_first_free_name(database):
    organization = make_organization()
    original = make_profile(organization, "営業部")

    copies = [profiles.duplicate(original, who="admin") for _ in range(2)]
    again = profiles.duplicate(copies[0], who="admin")

    assert [copy.name for copy in (*copies, again)] == ["営業部 (2)", "営業部 (3)", "営業部 (4)"]


def test_deleting_takes_all_that_was_selected_along(database):
    organization = make_organization()
    terminal = make_terminal(organization, "1001")
    account = make_account(organization)
    profile = make_profile(organization, targets=[account], display_numbers=["1001"])

    profiles.delete(profile_of(organization.id, profile.id), seen_revision=profile.revision)

    for table in (Profile, AccountTarget, SelectedNumber):
        assert database.scalar(select(func.count()).select_from(table)) == 0
    assert make_profile(
        organization,
        targets=[
            account,
        ],
    ).id
    assert terminal.extension == "1001"


@pytest.mark.rule("PRF-9")
def test_what_somebody_changed_meanwhile_is_not_deleted(database):
    organization = make_organization()
    profile = make_profile(organization)
    seen = profile.revision
    profiles.set_status(profile, Status.DISABLED, seen_revision=seen, who="sato")

    with pytest.raises(EditConflict) as refused:
        profiles.delete(profile, seen_revision=seen)

    assert refused.value.changed_by == "sato"
    assert profile_of(organization.id, profile.id)
