"""Ticks that wait on the server until they are saved, as the administrator sees them."""

import datetime as dt
import re

import pytest
from pages_in_words import alerts, column, post, rows, save, selected_rows, tick, ticked

from factories import make_account, make_ivr, make_organization, make_profile
from portal.domain.words import OwnerType, Part, TerminalType
from portal.models import (
    Account,
    AccountTarget,
    Draft,
    DraftAccount,
    DraftNumber,
    Number,
    NumberOwner,
    Profile,
)
from portal.services.many_rows import insert_rows

COUNT = ".//output//span[@data-words]"


@pytest.fixture
def profile(organization):
    return make_profile(organization, "営業部")


def of(profile, *path):
    return "/".join([f"/profiles/{profile.id}/targets", *path])


def count(answer):
    return answer.page.words(COUNT)


def stored_targets(database, profile):
    return {row[0] for row in database.query(AccountTarget.account_id).filter_by(profile_id=profile.id)}


def fill(organization, people):
    """Make so many accounts at once."""
    role = make_account(organization, "pattern").role_id
    columns = {"organization_id": organization.id, "role_id": role, "agent_enabled": True}
    return [columns | {"login": f"u{place:06}", "name": f"{place}"} for place in range(people)]


@pytest.mark.rule("TGT-3")
def test_a_tick_is_kept_at_once_and_only_the_bar_comes_back(portal, profile, accounts, database):
    one, _two = accounts("user1", "user2")
    portal.get(of(profile, "edit"))

    answer = portal.htmx_submit("checklist", target="draft-bar", chosen=[one.id], forged={"go": "tick"})

    assert answer.text.lstrip().startswith('<div id="draft-bar"')
    assert count(answer) == "Added: 1, removed: 0"
    assert answer.page.words(".//output//span[@aria-hidden='true']") == "+1 −0"
    assert answer.page.find(".//output/a").get("href") == of(profile, "draft")
    assert ticked(portal.get(of(profile, "edit"))) == [str(one.id)]
    assert stored_targets(database, profile) == set()


@pytest.mark.rule("TGT-3")
def test_a_draft_is_there_again_after_signing_in_anew_and_in_another_tab(
    portal, profile, accounts, sign_in, database
):
    one, two = accounts("user1", "user2")
    portal.get(of(profile, "edit"))
    tick(portal, one.id, go="search")
    portal.submit("/sign-out")

    admin = database.query(Account).filter_by(login="admin").one()
    again, other_tab = sign_in(admin), sign_in(admin)
    answer = again.get(of(profile, "edit"))
    other_tab.get(of(profile, "edit"))
    tick(other_tab, one.id, two.id, go="search")
    save(again, "checklist", button="save")

    assert ticked(answer) == [str(one.id)]
    assert stored_targets(database, profile) == {one.id, two.id}


@pytest.mark.rule("TGT-3")
def test_a_page_that_stood_open_takes_nothing_back_of_another_tab(portal, profile, accounts, admin, sign_in):
    one, two = accounts("user1", "user2")
    other_tab = sign_in(admin)
    other_tab.get(of(profile, "edit"))
    portal.get(of(profile, "edit"))
    tick(portal, one.id, go="search")

    answer = tick(other_tab, two.id, go="search")

    assert ticked(answer) == [str(one.id), str(two.id)]


@pytest.mark.rule("TGT-3")
def test_a_colleague_neither_sees_nor_changes_the_draft(portal, profile, accounts, theirs, database):
    one, two = accounts("user1", "user2")
    portal.get(of(profile, "edit"))
    tick(portal, one.id, go="search")

    seen = theirs.get(of(profile, "edit"))

    assert ticked(seen) == []
    tick(theirs, two.id)
    assert stored_targets(database, profile) == {two.id}
    assert ticked(portal.get(of(profile, "edit"))) == [str(one.id), str(two.id)]
    assert "Draft" not in theirs.get("/profiles/").page.words(".//main")


@pytest.mark.rule("TGT-3")
def test_the_list_of_profiles_and_the_tabs_lead_to_the_draft(portal, profile, accounts):
    (one,) = accounts("user1")
    portal.get(of(profile, "edit"))
    tick(portal, one.id, go="search")

    listed = portal.get("/profiles/").page.find(".//tbody//a[@class='mark mark-new']")
    tab = portal.get(of(profile))

    assert re.fullmatch(r"Draft since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d", listed.text)
    assert listed.get("href") == of(profile, "edit")
    assert tab.page.words(".//nav[@class='tabs']//a[@aria-current='page']") == "Target selection Draft"
    assert "You have a draft of this tab since" in alerts(tab)[0]
    assert "Added: 1, removed: 0" in alerts(tab)[0]
    assert selected_rows(tab) == []


@pytest.mark.rule("TGT-3")
def test_what_the_draft_changes_is_listed_searched_and_taken_back(portal, organization, accounts, database):
    people = accounts(*(f"user{number:03}" for number in range(70)))
    profile = make_profile(organization, targets=people[:1])
    portal.get(of(profile, "edit"))
    portal.submit("checklist", chosen=[], button="search")
    portal.submit("checklist", search="user00", button="search")
    portal.submit("checklist", button="select")
    portal.submit("checklist", search="user000", button="search")
    edited = tick(portal, go="search")
    link = edited.page.find(".//*[@id='draft-changes']")

    answer = portal.get(link.get("href"))
    assert [row[1:4] for row in rows(answer)] == [
        ["Taken off", "user000", "user000さん"],
        *(["Added", f"user00{digit}", f"user00{digit}さん"] for digit in range(1, 10)),
    ]
    assert column(portal.get(of(profile, "draft"), change="removed"), 2) == ["user000"]
    assert column(portal.get(of(profile, "draft"), search="user009"), 2) == ["user009"]
    portal.get(of(profile, "draft"))
    back = portal.submit("take-back", chosen=[people[0].id, people[1].id])

    assert column(back, 2) == [f"user00{digit}" for digit in range(2, 10)]
    assert "2 changes taken back." in back.page.words(".//*[@id='messages']")
    save(portal, "save-draft")
    assert len(stored_targets(database, profile)) == 9


@pytest.mark.rule("TGT-3", "PRF-8")
def test_cancel_asks_before_a_draft_is_lost(portal, profile, accounts, database):
    (one,) = accounts("user1")
    portal.get(of(profile, "edit"))

    asked = portal.submit("checklist", chosen=[one.id], button="drop")
    kept = portal.submit(button="0")
    portal.submit("checklist", button="drop")
    answer = portal.submit(button="1")

    assert asked.page.words(".//h1") == "Discard your draft of this tab?"
    assert ticked(kept) == [str(one.id)]
    assert answer.path == of(profile)
    assert alerts(answer) == []
    assert database.query(Draft).count() == 0
    assert stored_targets(database, profile) == set()


@pytest.mark.rule("TGT-3")
def test_cancel_without_changes_asks_nothing(portal, profile, accounts):
    accounts("user1")
    portal.get(of(profile, "edit"))

    answer = portal.submit("checklist", button="drop")

    assert answer.path == of(profile)


@pytest.mark.rule("TGT-3", "ACC-4")
def test_a_tick_of_what_is_not_theirs_brings_the_page_with_the_reason(portal, profile, accounts, database):
    accounts("user1")
    foreign = make_account(make_organization(), "theirs")
    portal.get(of(profile, "edit"))

    answer = portal.htmx_submit("checklist", forged={"go": "tick", "chosen": [str(foreign.id)]})

    assert answer.status_code == 422
    assert answer.headers["HX-Retarget"] == "#profile"
    assert "cannot be chosen any more" in answer.page.words(".//div[@class='error-summary']")
    assert database.query(DraftAccount).count() == 0


@pytest.mark.rule("ACC-4")
def test_a_draft_of_another_organisations_profile_is_not_there(portal, profile, accounts, database):
    (one,) = accounts("user1")
    foreign = make_profile(make_organization())
    portal.get(of(profile, "edit"))

    answers = [
        post(portal, f"/profiles/{foreign.id}/targets/{path}", chosen=str(one.id), shown=str(one.id))
        for path in ("edit", "draft")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    portal.get(of(profile, "edit"))
    assert post(portal, f"/profiles/{profile.id}/elsewhere/draft", chosen="1").status_code == 404
    assert database.query(Draft).count() == 0


@pytest.mark.rule("TGT-2")
def test_the_changes_say_which_profile_has_what_cannot_be_chosen_any_more(
    portal, organization, profile, accounts
):
    one, two = accounts("user1", "user2")
    portal.get(of(profile, "edit"))
    tick(portal, one.id, two.id, go="search")
    make_profile(organization, "受付", targets=[one])

    answer = portal.get(of(profile, "draft"))

    assert column(answer, 4) == ["Cannot be chosen belongs to the profile “受付”", ""]


@pytest.mark.rule("PRF-9")
def test_of_many_changes_the_first_hundred_stand_side_by_side(
    portal, profile, theirs, database, organization
):
    insert_rows(Account, fill(organization, 130))
    mine = make_account(organization, "a-mine")
    portal.get(of(profile, "edit"))
    theirs.get(of(profile, "edit"), search="u00")
    theirs.submit("checklist", button="select")
    save(theirs, "checklist", button="save")

    answer = tick(portal, mine.id)

    compared = rows(answer, ".//*[@id='conflict']//table")
    assert answer.status_code == 409
    assert compared[0] == ["u000000", "Not selected", "Selected", "not changed by you"]
    assert len(compared) == 100
    assert "And 30 more items were changed." in answer.page.words(".//*[@id='conflict']")
    assert ticked(answer)[0] == str(mine.id)


@pytest.mark.rule("PRF-9")
def test_both_versions_of_one_item_and_of_other_tabs_stand_side_by_side(
    portal, organization, accounts, theirs
):
    one, two = accounts("user1", "user2")
    profile = make_profile(organization, "営業部", targets=[one])
    portal.get(of(profile, "edit"))
    tick(portal, one.id, two.id, go="search")
    theirs.get(of(profile, "edit"))
    tick(theirs, two.id)
    theirs.get(f"/profiles/{profile.id}/edit")
    save(theirs, name="営業一部")

    answer = save(portal, "checklist", button="save")

    assert rows(answer, ".//*[@id='conflict']//table") == [
        ["user1", "Selected", "Not selected", "not changed by you"],
        ["user2", "Not selected", "Selected", "Selected"],
        ["Profile name", "営業部", "営業一部", "not changed by you"],
    ]
    portal.submit("checklist", button="go-on")
    again = portal.get(of(profile, "edit"))
    assert (ticked(again), count(again)) == ([str(two.id)], "No changes")
    assert again.page.find(".//output/a").get("href") is None


@pytest.mark.rule("TGT-3", "TRU-20")
def test_ten_thousand_ticks_are_saved_under_a_filter_and_the_rest_stays(portal, organization, database):
    kept = make_account(organization, "zz-kept")
    insert_rows(Account, fill(organization, 10_000))
    profile = make_profile(organization, targets=[kept])
    portal.get(of(profile, "edit"), search="u0")

    answer = portal.submit("checklist", button="select")
    save(portal, "checklist", button="save")

    assert count(answer) == "Added: 10000, removed: 0"
    found = stored_targets(database, profile)
    assert (len(found), kept.id in found) == (10_001, True)


@pytest.mark.rule("TGT-3")
def test_a_page_of_a_list_costs_the_same_with_a_hundred_and_a_hundred_thousand_numbers(
    portal, organization, statements, database
):
    profile = make_profile(organization)
    address = f"/profiles/{profile.id}/numbers/edit"
    make_ivr(organization, dial_in=[f"03{place:08}" for place in range(100)])
    portal.get(address)
    tick_all_and_page(portal, address)
    with statements() as of_hundred:
        small = portal.get(address)
    _a_hundred_thousand_numbers(organization, database)
    tick_all_and_page(portal, address)

    with statements() as of_many:
        large = portal.get(address)

    assert database.query(DraftNumber).count() > 100_000
    assert len(of_many) == len(of_hundred)
    # The counts have a few more digits.
    assert len(large.text) - len(small.text) < 1_000
    portal.get(address, page=2)
    save(portal, "checklist", button="save")
    assert database.get_one(Profile, profile.id).display_numbers_saved
    assert database.query(DraftNumber).count() == 0


def tick_all_and_page(portal, address):
    portal.get(address)
    portal.submit("checklist", button="select")


def _a_hundred_thousand_numbers(organization, database):
    terminal = {
        "organization_id": organization.id,
        "type": OwnerType.TERMINAL,
        "terminal_type": TerminalType.SOFTPHONE,
    }
    insert_rows(
        NumberOwner, [terminal | {"extension": f"1{place}", "name": f"{place}"} for place in range(50_000)]
    )
    owners = database.query(NumberOwner.id, NumberOwner.extension).filter_by(type=OwnerType.TERMINAL).all()
    for kind, prefix in (("extension", ""), ("external", "050")):
        insert_rows(
            Number,
            [
                {
                    "organization_id": organization.id,
                    "owner_id": owner_id,
                    "kind": kind,
                    "number": prefix + extension,
                }
                for owner_id, extension in owners
            ],
        )
    database.commit()


@pytest.mark.rule("TGT-3")
def test_a_draft_that_nobody_touched_for_a_month_is_cleared_away(profile, admin, accounts, database):
    from workers.upkeep import expire_credentials  # noqa: PLC0415  builds an application

    now = dt.datetime.now(dt.UTC)
    for part, days in ((Part.TARGETS, 31), (Part.DISPLAY_NUMBERS, 29)):
        database.add(
            Draft(
                account_id=admin.id,
                profile_id=profile.id,
                part=part,
                seen_revision="",
                changed_at=now - dt.timedelta(days=days),
            )
        )
    database.commit()

    expire_credentials()
    expire_credentials()

    assert [draft.part for draft in database.query(Draft)] == [Part.DISPLAY_NUMBERS]
