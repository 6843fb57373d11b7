"""The first tab of a profile is saved."""

import pytest

from factories import make_organization, make_profile, make_terminal
from portal.domain.selection import Whole
from portal.domain.words import DisplayList, Part, Status
from portal.queries.profiles import profile_of
from portal.services import other_settings, profiles, selections, targets
from portal.services.errors import EditConflict, NotAcceptable, Taken
from portal.services.profile_details import Details

pytestmark = pytest.mark.on("postgresql", "sqlite")


def test_the_first_tab_is_saved(database):
    organization = make_organization()
    profile = make_profile(organization, "営業部")
    before = profile.revision

    profiles.edit(
        profile,
        Details(" 営業一部 ", "一\r\n二", DisplayList.NUMBERS_ONLY),
        seen_revision=before,
        who="sato",
    )

    assert (profile.name, profile.memo, profile.display_list) == (
        "営業一部",
        "一\n二",
        DisplayList.NUMBERS_ONLY,
    )
    assert (profile.status, profile.changed_by) == (Status.ENABLED, "sato")
    assert profile.revision != before


def test_a_display_list_that_is_not_asked_for_stays(database):
    profile = make_profile(make_organization(), display_list=DisplayList.CONTACT_POINTS_ONLY)

    profiles.edit(profile, Details("営業部"), seen_revision=profile.revision, who="sato")

    assert profile.display_list is DisplayList.CONTACT_POINTS_ONLY


@pytest.mark.rule("STA-1")
def test_the_status_can_be_switched_and_switched_back(database):
    profile = make_profile(make_organization(), status=Status.DISABLED)

    statuses = []
    for status in (Status.ENABLED, Status.DISABLED, Status.ENABLED):
        profiles.set_status(profile, status, seen_revision=profile.revision, who="sato")
        statuses.append(profile.status)

    assert statuses == [Status.ENABLED, Status.DISABLED, Status.ENABLED]


@pytest.mark.rule("PRF-3")
def test_another_profile_keeps_its_name(database):
    organization = make_organization()
    make_profile(organization, "営業部")
    profile = make_profile(organization, "総務部")
    before = profile.revision

    with pytest.raises(Taken) as refused:
        profiles.edit(profile, Details("営業部", "覚え"), seen_revision=before, who="sato")

    assert refused.value.by == "営業部"
    assert (profile.name, profile.memo, profile.revision) == ("総務部", "", before)


@pytest.mark.rule("PRF-6")
def test_a_profile_for_extensions_keeps_showing_numbers_only(database):
    organization = make_organization()
    profile = make_profile(organization, targets=[make_terminal(organization)])

    with pytest.raises(NotAcceptable):
        profiles.edit(
            profile,
            Details("営業部", display_list=DisplayList.SWITCHABLE),
            seen_revision=profile.revision,
            who="sato",
        )

    assert profile.display_list is DisplayList.NUMBERS_ONLY


SAVES = {
    "first tab": lambda profile, seen: profiles.edit(
        profile, Details("総務部"), seen_revision=seen, who="ito"
    ),
    "status": lambda profile, seen: profiles.set_status(
        profile, Status.DISABLED, seen_revision=seen, who="ito"
    ),
    "targets": lambda profile, seen: targets.save_targets(
        profile, Whole(frozenset()), seen_revision=seen, who="ito"
    ),
    "numbers": lambda profile, seen: selections.save_numbers(
        profile, Part.DISPLAY_NUMBERS, Whole(frozenset()), seen_revision=seen, who="ito"
    ),
    "CTI numbers": lambda profile, seen: selections.save_numbers(
        profile, Part.CTI_NUMBERS, Whole(frozenset()), seen_revision=seen, who="ito"
    ),
    "contact points": lambda profile, seen: selections.save_contact_points(
        profile, Whole(frozenset()), Whole(frozenset()), seen_revision=seen, who="ito"
    ),
    "other settings": lambda profile, seen: other_settings.pin(profile, None, seen_revision=seen, who="ito"),
}


@pytest.mark.rule("PRF-9")
@pytest.mark.parametrize("save", SAVES.values(), ids=SAVES)
def test_the_second_save_is_refused_with_who_was_first(database, save):
    organization = make_organization()
    profile = make_profile(organization, "営業部")
    seen = profile.revision
    profiles.edit(profile, Details("営業一部"), seen_revision=seen, who="sato")
    first = profile.revision

    with pytest.raises(EditConflict) as refused:
        save(profile, seen)

    now = profile_of(organization.id, profile.id)
    assert refused.value.changed_by == "sato"
    assert refused.value.changed_at == now.changed_at
    assert (now.name, now.revision, now.changed_by) == ("営業一部", first, "sato")
    assert not now.display_numbers_saved


@pytest.mark.rule("PRF-9")
@pytest.mark.parametrize("save", SAVES.values(), ids=SAVES)
def test_each_save_is_a_new_revision_by_somebody(database, save):
    profile = make_profile(make_organization())
    before, earlier = profile.revision, profile.changed_at

    save(profile, before)

    assert profile.revision != before
    assert profile.changed_by == "ito"
    assert profile.changed_at != earlier
