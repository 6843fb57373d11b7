"""変更履歴: what happened to a profile, earlier states, and restoring them."""

import pytest
from pages_in_words import alerts, column, facts, post, rows, tabs
from sqlalchemy import select

from factories import make_account, make_ivr, make_organization, make_profile, number_of
from portal.domain.selection import Whole
from portal.domain.words import Part, Status, TargetType
from portal.models import AuditEntry, Profile
from portal.queries.history_lists import LONGEST_SHOWN
from portal.services import profiles, selections, targets
from portal.services.profile_details import Details


@pytest.fixture
def profile(database, organization):
    make_ivr(organization, "3001", dial_in=["0312345678", "0312345679"])
    made = profiles.create(organization, Details("営業部"), target_type=TargetType.ACCOUNT, who="sato")
    database.commit()
    return made


@pytest.fixture
def changed(database, organization, profile):
    """The profile after two more changes: its numbers, then its name and status."""
    numbers = frozenset(number_of(organization, digits).id for digits in ("0312345678", "0312345679"))
    save = {"who": "sato"}
    selections.save_numbers(
        profile, Part.DISPLAY_NUMBERS, Whole(numbers), seen_revision=profile.revision, **save
    )
    database.commit()
    profiles.edit(profile, Details("総務部"), status=Status.ENABLED, seen_revision=profile.revision, **save)
    database.commit()
    return profile


def positions(database, profile_id):
    mine = select(AuditEntry.position).filter_by(profile_id=profile_id).order_by(AuditEntry.position)
    return database.scalars(mine).all()


@pytest.mark.rule("HIS-1")
def test_the_history_is_a_tab_and_says_what_differs(portal, changed):
    answer = portal.get(f"/profiles/{changed.id}/history/")

    assert "Change history" in tabs(answer)[-1]
    newest, numbers, made = rows(answer)
    assert "sato" in newest[3]
    assert "Profile name: 営業部 → became 総務部" in newest[5] or "営業部" in newest[5]
    assert "Status: Disabled" in newest[5]
    assert "+2 0312345678, 0312345679" in numbers[5]
    assert made[4] == "Profile created"


@pytest.mark.rule("HIS-1")
def test_the_history_is_in_japanese_too(admin, sign_in, changed):
    answer = sign_in(admin, "ja").get(f"/profiles/{changed.id}/history/")

    assert "変更履歴" in tabs(answer)[-1]
    assert "設定配信の変更" in column(answer, 4)


@pytest.mark.rule("HIS-2")
def test_an_earlier_state_is_shown_with_what_restoring_it_would_change(portal, database, changed):
    _made, numbers, _named = positions(database, changed.id)

    answer = portal.get(f"/profiles/{changed.id}/history/{numbers}/")

    assert facts(answer)["Profile name"] == "営業部"
    assert facts(answer)["Display (phone numbers) 2"] == "0312345678, 0312345679"
    assert "総務部" in answer.page.words(".//main")


@pytest.mark.rule("HIS-2")
def test_two_states_are_compared(portal, database, changed):
    made, _numbers, named = positions(database, changed.id)

    answer = portal.get(f"/profiles/{changed.id}/history/compare/", a=named, b=made)
    alone = portal.get(f"/profiles/{changed.id}/history/compare/", a=named)

    assert "営業部" in answer.page.words(".//main")
    assert "+2 0312345678, 0312345679" in answer.page.words(".//main")
    assert alone.path == f"/profiles/{changed.id}/history/"


@pytest.mark.rule("HIS-2", "PRF-8")
def test_an_earlier_state_is_restored_after_it_was_asked(portal, database, changed):
    _made, numbers, _named = positions(database, changed.id)
    here = f"/profiles/{changed.id}/history/{numbers}/"
    portal.get(here)

    asked = portal.submit(f"{here}restore")
    assert asked.page.find(".//*[@id='confirm-page']") is not None
    assert changed.name == "総務部"
    portal.submit(button="1")

    database.expire_all()
    assert (changed.name, changed.status) == ("営業部", Status.DISABLED)
    assert column(portal.get(f"/profiles/{changed.id}/history/"), 4)[0] == "Profile restored"


@pytest.mark.rule("HIS-2", "PRF-9")
def test_a_restore_on_top_of_what_was_not_seen_is_refused(portal, database, changed):
    made, *_rest = positions(database, changed.id)
    portal.get(f"/profiles/{changed.id}/history/{made}/")
    profiles.edit(changed, Details("経理部"), seen_revision=changed.revision, who="colleague")
    database.commit()

    portal.submit(f"/profiles/{changed.id}/history/{made}/restore", forged={"confirmed": "1"})

    assert portal.answer.status_code == 409
    assert "colleague" in alerts(portal.answer)[0]


@pytest.mark.rule("PRF-10", "HIS-2")
def test_a_deleted_profile_is_found_and_restored(portal, database, organization, profile):
    account = make_account(organization, "user1")
    targets.save_targets(profile, Whole(frozenset({account.id})), seen_revision=profile.revision, who="sato")
    profile_id = profile.id
    profiles.delete(profile, seen_revision=profile.revision)
    database.commit()

    assert portal.get(f"/profiles/{profile_id}/history/").status_code == 200
    listed = portal.get("/profiles/deleted/")
    assert column(listed, 0) == ["営業部"]
    deleted = positions(database, profile_id)[-1]
    portal.submit(f"/profiles/{profile_id}/history/{deleted}/restore")
    portal.submit(button="1")

    restored = database.get_one(Profile, profile_id)
    assert restored.name == "営業部"
    assert "There are no deleted profiles" in portal.get("/profiles/deleted/").page.words(".//main")


@pytest.mark.rule("ACC-4")
def test_another_organisations_history_is_not_there(portal, database, sign_in):
    other = make_organization()
    profile = profiles.create(other, Details("他社"), target_type=TargetType.ACCOUNT, who="sato")
    database.commit()
    (position,) = positions(database, profile.id)

    paths = ["", f"{position}/", f"compare/?a={position}&b={position + 1}", f"{position}/restore"]
    answers = [portal.get(f"/profiles/{profile.id}/history/{path}") for path in paths]
    answers.append(post(portal, f"/profiles/{profile.id}/history/{position}/restore", confirmed="1"))

    assert {answer.status_code for answer in answers} == {404}


@pytest.mark.rule("HIS-1")
def test_the_cost_of_the_history_does_not_grow(portal, database, statements, changed):
    portal.get(f"/profiles/{changed.id}/history/")
    with statements() as few:
        portal.get(f"/profiles/{changed.id}/history/")
    for number in range(60):
        profiles.edit(changed, Details(f"名前{number}"), seen_revision=changed.revision, who="sato")
        database.commit()

    with statements() as many:
        answer = portal.get(f"/profiles/{changed.id}/history/")

    assert len(many) == len(few)
    assert len(rows(answer)) == 50


@pytest.mark.rule("HIS-1")
def test_a_large_change_is_one_line_with_a_way_to_it(portal, database, organization, profile):
    digits = [f"05{number:09}" for number in range(LONGEST_SHOWN // 14 + 100)]
    make_ivr(organization, "3002", dial_in=digits)
    numbers = frozenset(number_of(organization, each).id for each in digits)
    selections.save_numbers(
        profile, Part.DISPLAY_NUMBERS, Whole(numbers), seen_revision=profile.revision, who="sato"
    )
    database.commit()

    answer = portal.get(f"/profiles/{profile.id}/history/")
    portal.get(f"/profiles/{profile.id}/history/{positions(database, profile.id)[-1]}/")

    assert rows(answer)[0][5] == "A large change: show it"
    assert f"+{len(digits)}" in portal.answer.page.words(".//main")
    assert "and" in portal.answer.page.words(".//main")


@pytest.mark.rule("HIS-1")
def test_a_profile_from_before_the_history_says_so(portal, organization):
    profile = make_profile(organization)

    answer = portal.get(f"/profiles/{profile.id}/history/")

    assert "Nothing was recorded of this profile yet" in answer.page.words(".//main")
