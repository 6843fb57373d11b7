"""Choosing whom a profile delivers to."""

import pytest
from pages_in_words import alerts, column, refusals, rows, save, selected_rows, tick, ticked

from factories import make_account, make_organization, make_profile, make_terminal, stored
from portal.domain.words import Part, Status, TargetType, TerminalType
from portal.models import AccountTarget, RemovedItem

SHOWN_AT_ONCE = 50


@pytest.fixture
def profile(organization):
    return make_profile(organization, "営業部", status=Status.DISABLED)


@pytest.fixture
def targets(database):
    """A function that tells the logins that a profile targets, as they are stored."""

    def stored_targets(profile):
        found = database.query(AccountTarget.account_id).filter_by(profile_id=profile.id)
        return {row[0] for row in found}

    return stored_targets


def ids(accounts):
    return {account.id for account in accounts}


def of(profile, *path):
    return "/".join([f"/profiles/{profile.id}/targets", *path])


@pytest.mark.rule("TGT-1")
def test_accounts_with_the_agent_function_are_offered(portal, organization, profile, accounts):
    accounts("user2", "user1")
    make_account(organization, "no-agent", agent_enabled=False)
    make_account(make_organization(), "theirs")

    answer = portal.get(of(profile))

    assert [row[1:3] for row in rows(answer)] == [["user1", "user1さん"], ["user2", "user2さん"]]


@pytest.mark.rule("TGT-1")
def test_softphones_are_offered(admin, sign_in, organization):
    profile = make_profile(organization, target_type=TargetType.EXTENSION)
    make_terminal(organization, "1001", name="営業1")
    make_terminal(organization, "1002", name="営業2", terminal_type=TerminalType.SOFTPHONE_ENCRYPTED)
    make_terminal(organization, "1003", terminal_type=TerminalType.HARDPHONE)

    answer = sign_in(admin, "ja").get(of(profile))

    assert answer.page.words(".//h2") == "配信先選択"
    assert [row[1:4] for row in rows(answer)] == [
        ["1001", "営業1", "ソフトフォン"],
        ["1002", "営業2", "ソフトフォン(暗号化)"],
    ]


@pytest.mark.rule("TGT-2")
def test_what_another_profile_targets_is_not_offered(portal, organization, profile, accounts):
    taken, _free = accounts("user1", "user2")
    make_profile(organization, targets=[taken], status=Status.DISABLED)

    answer = portal.get(of(profile, "edit"))

    assert column(answer, 1) == ["user2"]


@pytest.mark.rule("TGT-2")
def test_the_loser_is_told_which_profile_has_it_and_keeps_the_rest(
    portal, organization, profile, accounts, targets
):
    one, two = accounts("user1", "user2")
    portal.get(of(profile, "edit"))
    make_profile(organization, "受付", targets=[one])

    answer = tick(portal, one.id, two.id)

    assert answer.status_code == 409
    assert refusals(answer) == ["user1 belongs to the profile “受付” already."]
    assert ticked(answer) == [str(two.id)]
    assert answer.page.words(".//output//span[@data-words]") == "Added: 2, removed: 0"
    left = portal.submit("checklist", button="take-back")
    assert left.page.words(".//output//span[@data-words]") == "Added: 1, removed: 0"
    save(portal, "checklist", button="save")
    assert targets(profile) == {two.id}


@pytest.mark.rule("TGT-3", "PRF-8")
def test_targets_are_looked_at_edited_ticked_and_saved(portal, profile, accounts, targets):
    one, two = accounts("user1", "user2")
    viewed = portal.get(of(profile))
    assert viewed.page.all(".//input[@type='checkbox']") == []
    portal.get(viewed.page.find(".//div[@class='actions']/a").get("href"))

    answer = tick(portal, two.id)

    assert answer.path == of(profile)
    assert targets(profile) == {two.id}
    assert selected_rows(answer) == [["user2", "user2さん", ""]]
    assert "1 target." in answer.page.words(".//main")
    assert one.id not in targets(profile)


@pytest.mark.rule("PRF-8", "TRU-19")
def test_cancel_gives_back_the_ticks(portal, profile, accounts, targets):
    one, _two = accounts("user1", "user2")
    portal.get(of(profile, "edit"))
    portal.submit("checklist", chosen=[one.id], button="save")

    answer = portal.submit(button="0")

    assert ticked(answer) == [str(one.id)]
    assert targets(profile) == set()


@pytest.mark.rule("TGT-3")
def test_ticks_survive_paging_and_searching(portal, profile, accounts, targets):
    people = accounts(*(f"user{number:03}" for number in range(120)))
    portal.get(of(profile, "edit"))

    tick(portal, people[3].id, go="page-next")
    tick(portal, people[60].id, go="page-next")
    found = portal.submit("checklist", search="user003", button="search")
    assert ticked(found) == [str(people[3].id)]
    assert found.page.words(".//output//span[@data-words]") == "Added: 2, removed: 0"
    tick(portal, go="search")
    save(portal, "checklist", button="save")

    assert targets(profile) == {people[60].id}


@pytest.mark.rule("TGT-3")
def test_the_page_says_how_much_is_changed_and_not_saved(portal, organization, accounts):
    people = accounts(*(f"user{number:03}" for number in range(60)))
    profile = make_profile(organization, targets=people[:2])
    portal.get(of(profile, "edit"))

    answer = tick(portal, *(person.id for person in people[1:5]), go="page-next")

    assert answer.page.words(".//output//span[@data-words]") == "Added: 3, removed: 1"


@pytest.mark.rule("TGT-3")
def test_all_that_match_are_selected_and_saved_on_every_page(portal, profile, accounts, targets):
    sales = accounts(*(f"sales{number:03}" for number in range(70)))
    accounts("support1")
    portal.get(of(profile, "edit"), search="sales")

    answer = portal.submit("checklist", button="select")
    assert answer.page.words(".//output//span[@data-words]") == "Added: 70, removed: 0"
    assert targets(profile) == set()
    save(portal, "checklist", button="save")

    assert targets(profile) == ids(sales)


@pytest.mark.rule("TGT-3")
def test_all_that_match_are_cleared_and_the_others_stay(portal, organization, accounts, targets):
    sales = accounts(*(f"sales{number:03}" for number in range(70)))
    support = accounts("support1")
    profile = make_profile(organization, targets=[*sales, *support])
    portal.get(of(profile, "edit"), search="sales")

    portal.submit("checklist", button="clear")
    save(portal, "checklist", button="save")

    assert targets(profile) == ids(support)


@pytest.mark.rule("TGT-3")
def test_the_list_can_be_narrowed_to_what_is_selected(portal, organization, accounts):
    one, _two = accounts("user1", "user2")
    profile = make_profile(organization, targets=[one])
    portal.get(of(profile))

    answer = portal.submit(of(profile), selection="selected")

    assert column(answer, 1) == ["user1"]


@pytest.mark.rule("TRU-20")
def test_saving_under_a_filter_leaves_what_was_not_shown(portal, organization, accounts, targets):
    one, two, three = accounts("user1", "user2", "user3")
    profile = make_profile(organization, targets=[one, two])
    portal.get(of(profile, "edit"), search="user3")

    tick(portal, three.id)

    assert targets(profile) == ids([one, two, three])


@pytest.mark.rule("TRU-20")
def test_saving_on_page_two_leaves_page_one(portal, organization, accounts, targets):
    people = accounts(*(f"user{number:03}" for number in range(60)))
    profile = make_profile(organization, targets=[people[0], people[55]])
    portal.get(of(profile, "edit"), page=2)

    tick(portal, people[56].id)

    assert targets(profile) == {people[0].id, people[56].id}


@pytest.mark.rule("TRU-20")
def test_thousands_of_ticks_are_saved_whole(portal, profile, accounts, targets):
    people = accounts(*(f"user{number:04}" for number in range(2500)))
    portal.get(of(profile, "edit"))
    portal.submit("checklist", button="select")

    save(portal, "checklist", button="save")

    assert targets(profile) == ids(people)


@pytest.mark.rule("TGT-5")
def test_a_target_that_no_longer_qualifies_stays_marked_with_the_reason(portal, organization, accounts):
    one, two = accounts("user1", "user2")
    profile = make_profile(organization, targets=[one, two])
    one.agent_enabled = False

    answer = portal.get(of(profile))

    assert selected_rows(answer) == [
        ["user1", "user1さん", "Not deliverable The agent function is off"],
        ["user2", "user2さん", ""],
    ]
    assert "1 target cannot be delivered to" in alerts(answer)[0]


@pytest.mark.rule("TGT-5")
def test_a_terminal_that_became_a_hardphone_stays_marked(admin, sign_in, organization):
    terminal = make_terminal(organization, "1001", name="営業1")
    profile = make_profile(organization, targets=[terminal])
    terminal.terminal_type = TerminalType.HARDPHONE

    answer = sign_in(admin, "ja").get(of(profile))

    assert selected_rows(answer) == [["1001", "営業1", "ハードフォン", "配信不可 対象外の端末種別です"]]


@pytest.mark.rule("TGT-5")
def test_saving_something_else_keeps_a_target_that_no_longer_qualifies(
    portal, organization, accounts, targets
):
    one, two = accounts("user1", "user2")
    profile = make_profile(organization, targets=[one])
    one.agent_enabled = False
    portal.get(of(profile, "edit"))

    tick(portal, one.id, two.id)

    assert targets(profile) == ids([one, two])


@pytest.mark.rule("PRF-9")
def test_the_second_save_is_refused_and_keeps_the_ticks(portal, profile, accounts, theirs, targets):
    one, two = accounts("user1", "user2")
    portal.get(of(profile, "edit"))
    theirs.get(of(profile, "edit"))
    tick(theirs, one.id)

    answer = tick(portal, two.id)

    assert answer.status_code == 409
    assert "colleague saved it" in answer.page.words(".//*[@id='conflict']")
    assert rows(answer, ".//*[@id='conflict']//table") == [
        ["user1", "Not selected", "Selected", "not changed by you"]
    ]
    assert ticked(answer) == [str(one.id), str(two.id)]
    assert targets(profile) == {one.id}
    assert answer.page.words(".//output//span[@data-words]") == "Added: 1, removed: 0"


@pytest.mark.rule("PRF-9")
def test_after_going_on_from_what_is_saved_the_ticks_are_saved_on_top(
    portal, profile, accounts, theirs, targets
):
    one, two = accounts("user1", "user2")
    portal.get(of(profile, "edit"))
    theirs.get(of(profile, "edit"))
    tick(theirs, one.id)
    tick(portal, two.id)

    portal.submit("checklist", button="go-on")
    save(portal, "checklist", button="save")

    assert targets(profile) == ids([one, two])


@pytest.mark.rule("ACC-4", "TRU-19")
def test_another_organisations_account_is_refused_and_nothing_saved(portal, profile, accounts, targets):
    (one,) = accounts("user1")
    theirs = make_account(make_organization(), "theirs")
    portal.get(of(profile, "edit"))

    answer = portal.submit(
        "checklist",
        button="save",
        forged={"chosen": [str(one.id), str(theirs.id)], "confirmed": "1"},
    )

    assert answer.status_code == 422
    assert ticked(answer) == [str(one.id)]
    assert targets(profile) == set()


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize(
    ("forged", "status"),
    [
        ({"chosen": "nonsense"}, 303),
        ({"chosen": "99999999999999999999"}, 303),
        ({"chosen": "１２"}, 303),
        ({"shown": "elsewhere-3"}, 303),
        ({"was": "nonsense"}, 303),
        ({"revision": ""}, 409),
        ({"revision": "1"}, 409),
    ],
)
def test_a_forged_field_is_no_server_error(portal, profile, accounts, forged, status):
    accounts("user1")
    portal.get(of(profile, "edit"))

    answer = portal.submit("checklist", button="save", follow=False, forged={**forged, "confirmed": "1"})

    assert answer.status_code == status


@pytest.mark.rule("REC-5")
def test_what_the_directory_lost_is_named_until_the_tab_is_saved(portal, profile, accounts):
    accounts("user1")
    stored(RemovedItem(profile_id=profile.id, part=Part.TARGETS, item="user9"))
    shown = portal.get(of(profile))
    portal.get(of(profile, "edit"))

    answer = tick(portal)

    assert "Removed from the directory: user9" in alerts(shown)[0]
    assert alerts(answer) == []


@pytest.mark.rule("ACC-3", "TRU-15")
def test_a_save_after_the_session_ended_keeps_the_ticks(portal, profile, accounts, admin, targets):
    (one,) = accounts("user1")
    portal.get(of(profile, "edit"))
    portal.client.delete_cookie("haishin", domain="127.0.0.1")

    asked = portal.submit("checklist", chosen=[one.id], button="save")

    assert asked.status_code == 400
    assert asked.page.form().values()["chosen"] == str(one.id)
    assert targets(profile) == set()


def test_htmx_gets_the_tab_alone_and_the_address_of_what_it_shows(portal, profile, accounts):
    accounts(*(f"user{number:03}" for number in range(60)))
    portal.get(of(profile, "edit"))

    answer = portal.htmx_submit("checklist", target="profile", search="user00", button="search")

    assert answer.text.lstrip().startswith('<div id="profile">')
    assert answer.headers["HX-Replace-Url"] == f"{of(profile, 'edit')}?search=user00"
    assert len(rows(answer)) == 10


def test_saving_by_htmx_leads_to_the_tab_as_a_fragment_with_the_message(portal, profile, accounts):
    (one,) = accounts("user1")
    portal.get(of(profile, "edit"))

    answer = portal.htmx_submit("checklist", chosen=[one.id], button="save", forged={"confirmed": "1"})

    assert answer.path == of(profile)
    assert answer.page.words(".//*[@id='new-messages']") == "Saved."


@pytest.mark.parametrize("path", [(), ("edit",)], ids=["looked at", "edited"])
def test_a_page_costs_the_same_however_many_there_are(portal, organization, accounts, statements, path):
    profile = make_profile(organization, targets=accounts(*(f"user{number:04}" for number in range(10))))
    address = of(profile, *path)
    portal.get(address)
    with statements() as for_ten:
        portal.get(address)
    accounts(*(f"more{number:04}" for number in range(990)))
    portal.get(address)

    with statements() as for_a_thousand:
        answer = portal.get(address)

    assert len(for_a_thousand) == len(for_ten)
    assert len(rows(answer)) == SHOWN_AT_ONCE
