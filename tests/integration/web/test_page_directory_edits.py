"""The directory corrected by hand: through the same rules as the PBX's own documents."""

import pytest
from pages_in_words import post, refusals, save
from sqlalchemy import select

from factories import (
    make_account,
    make_administrator,
    make_call_center,
    make_ivr,
    make_label,
    make_organization,
    make_phone_book_entry,
    make_profile,
    make_ring_group,
    make_role,
    make_terminal,
    number_of,
    role_of,
)
from portal.domain.rights import RoleKey
from portal.domain.words import Part, TerminalType
from portal.models import (
    Account,
    AccountTarget,
    CallCenterAgent,
    Number,
    NumberOwner,
    PhoneBookEntry,
    RemovedItem,
    RingGroupMember,
)
from portal.services import passwords

PASSWORD = "correct horse battery"


@pytest.fixture
def with_rights(organization, sign_in):
    """A browser of somebody with exactly these rights: `with_rights(terminals=["view"])`."""

    def signed_in(**rights):
        make_role(organization, "narrow", rights=rights)
        return sign_in(make_account(organization, "narrow", role="narrow", password=PASSWORD))

    return signed_in


def numbers_of(database, owner):
    return sorted(database.scalars(select(Number.number).filter_by(owner_id=owner.id)))


def buttons(answer):
    """What can be done on the page of a thing."""
    return [
        " ".join("".join(each.itertext()).split()) for each in answer.page.find(".//div[@class='actions']")
    ]


def test_a_terminal_is_corrected(portal, organization, database):
    terminal = make_terminal(organization, "1001", name="営業1", dial_in=["05012340001", "05012340002"])
    before = organization.directory_revision
    portal.get(f"/directory/terminals/{terminal.id}/edit")

    answer = save(portal, name="営業一", type="webrtc", dial_in="050-1234-0002\r\n\r\n０５０１２３４０００３")

    assert answer.path == f"/directory/terminals/{terminal.id}/"
    database.expire_all()
    assert (terminal.name, terminal.terminal_type) == ("営業一", TerminalType.WEBRTC)
    assert numbers_of(database, terminal) == ["05012340002", "05012340003", "1001"]
    assert organization.directory_revision != before


@pytest.mark.rule("REC-5")
def test_a_number_that_goes_by_a_correction_is_noted_on_its_profiles(portal, organization, database):
    ivr = make_ivr(organization, "3001", dial_in=["0312345678"])
    make_profile(organization, display_numbers=["0312345678"])
    portal.get(f"/directory/ivrs/{ivr.id}/edit")

    save(portal, dial_in="")

    (removed,) = database.scalars(select(RemovedItem)).all()
    assert (removed.part, removed.item) == (Part.DISPLAY_NUMBERS, "0312345678")


def test_members_and_agents_are_corrected_as_lists(portal, organization, accounts, database):
    terminals = [make_terminal(organization, str(1001 + each)) for each in range(3)]
    group = make_ring_group(organization, "2001", members=terminals[:1])
    people = accounts("user1", "user2")
    center = make_call_center(organization, "4001", agents=people[:1])

    portal.get(f"/directory/ring-groups/{group.id}/edit")
    save(portal, members="1002\n1003")
    portal.get(f"/directory/call-centers/{center.id}/edit")
    save(portal, agents="user2", caller_number="")

    members = database.scalars(select(RingGroupMember.terminal_id).filter_by(ring_group_id=group.id))
    agents = database.scalars(select(CallCenterAgent.account_id).filter_by(call_center_id=center.id))
    assert set(members) == {terminal.id for terminal in terminals[1:]}
    assert list(agents) == [people[1].id]
    assert center.caller_number is None


def test_a_label_and_a_phone_book_name_are_corrected(portal, organization, database):
    label = make_label(organization, "renewal", name="更新", caller_number=None)
    make_ivr(organization, "3001", dial_in=["0312345678"])
    make_phone_book_entry(organization, "0399999999", "ほか")
    number = number_of(organization, "0312345678")

    portal.get(f"/directory/business-labels/{label.id}/edit")
    save(portal, caller_number="03-1234-5678")
    portal.get(f"/directory/numbers/{number.id}/edit")
    save(portal, name="代表")

    named = dict(database.execute(select(PhoneBookEntry.number, PhoneBookEntry.name)).all())
    assert label.caller_number == "0312345678"
    assert named == {"0312345678": "代表", "0399999999": "ほか"}


def test_an_emptied_phone_book_name_takes_that_number_out_alone(portal, organization, database):
    make_ivr(organization, "3001", dial_in=["0312345678"])
    for number in ("0312345678", "0399999999"):
        make_phone_book_entry(organization, number)
    portal.get(f"/directory/numbers/{number_of(organization, '0312345678').id}/edit")

    save(portal, name="")

    assert list(database.scalars(select(PhoneBookEntry.number))) == ["0399999999"]


@pytest.mark.rule("TRU-11")
def test_a_new_role_and_password_end_the_sessions_of_the_account(portal, organization, sign_in, database):
    account = make_account(organization, "user1", role=RoleKey.SUPERVISOR, password=PASSWORD)
    theirs = sign_in(account)
    portal.get(f"/directory/accounts/{account.id}/edit")

    save(portal, role="user", agent_enabled=False, password="another horse battery")

    database.expire_all()
    assert account.role.key == "user"
    assert not account.agent_enabled
    assert passwords.matches(account.password_hash, "another horse battery")
    assert theirs.get("/").path == "/sign-in"


def test_an_empty_password_keeps_the_stored_one(portal, organization, database):
    account = make_account(organization, "user1", password=PASSWORD)
    before = account.password_hash
    portal.get(f"/directory/accounts/{account.id}/edit")

    save(portal, name="佐藤")

    database.expire_all()
    assert (account.name, account.password_hash) == ("佐藤", before)


@pytest.mark.rule("TRU-18", "TRU-19")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"name": ""}, "Name: Enter something here.", id="no name"),
        pytest.param({"name": "あ" * 61}, "Name: Too long: 61 characters, at most 60.", id="long name"),
        pytest.param(
            {"dial_in": "0501\nabc"}, "Dial-in numbers: Line 2: Expected are 3 to 20 digits.", id="letters"
        ),
        pytest.param(
            {"dial_in": "1002"}, "Dial-in numbers: Line 1: This belongs to 1002 already.", id="taken"
        ),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_changed(
    portal, organization, database, typed, said
):
    terminal = make_terminal(organization, "1001", name="営業1", dial_in=["05012340001"])
    make_terminal(organization, "1002")
    portal.get(f"/directory/terminals/{terminal.id}/edit")

    answer = portal.submit(**typed)

    assert answer.status_code == 422
    assert refusals(answer) == [said]
    database.expire_all()
    assert (terminal.name, numbers_of(database, terminal)) == ("営業1", ["05012340001", "1001"])


def test_an_unknown_member_is_said_with_its_line(portal, organization):
    group = make_ring_group(organization, "2001")
    portal.get(f"/directory/ring-groups/{group.id}/edit")

    answer = portal.submit(members="9999")

    assert refusals(answer) == ["Members: Line 1: Unknown: terminal."]


@pytest.mark.rule("TRU-12")
def test_a_common_password_is_refused(portal, organization):
    account = make_account(organization, "user1")
    portal.get(f"/directory/accounts/{account.id}/edit")

    answer = portal.submit(password="password123")

    assert refusals(answer) == ["New password: This password is used by too many people."]


def test_the_last_administrator_stays_one(portal, admin):
    portal.get(f"/directory/accounts/{admin.id}/edit")

    answer = portal.submit(role="user")

    assert refusals(answer) == ["Role: The last system administrator stays."]


@pytest.mark.rule("PRF-8")
def test_cancel_changes_nothing_and_keeps_what_was_typed(portal, organization):
    ivr = make_ivr(organization, name="受付")
    portal.get(f"/directory/ivrs/{ivr.id}/edit")
    portal.submit(name="案内")

    answer = portal.submit(button="0")

    assert answer.page.form().values()["name"] == "案内"
    assert ivr.name == "受付"


@pytest.mark.rule("PRF-9")
def test_a_change_meanwhile_is_shown_and_then_saved_over(portal, theirs, organization, database):
    ivr = make_ivr(organization, name="受付")
    for browser in (portal, theirs):
        browser.get(f"/directory/ivrs/{ivr.id}/edit")
    save(theirs, name="案内")

    refused = portal.submit(name="総合案内")

    assert refused.status_code == 409
    assert "案内" in refused.page.words(".//*[@id='conflict']")
    assert refused.page.form().values()["name"] == "総合案内"
    save(portal)
    database.expire_all()
    assert ivr.name == "総合案内"


def test_a_terminal_is_deleted_and_its_profile_notes_it(portal, organization, database):
    terminal = make_terminal(organization, "1001", name="営業1")
    make_terminal(organization, "1002")
    make_profile(organization, targets=[terminal])
    portal.get(f"/directory/terminals/{terminal.id}/")

    asked = portal.submit(f"/directory/terminals/{terminal.id}/delete")
    answer = portal.submit(button="1")

    assert asked.page.words(".//h1").startswith("Delete “1001”?")
    assert answer.path == "/directory/terminals/"
    assert list(database.scalars(select(NumberOwner.extension))) == ["1002"]
    assert [item.item for item in database.scalars(select(RemovedItem))] == ["1001"]


def test_an_account_a_label_and_a_number_are_deleted(portal, organization, accounts, database):
    (account,) = accounts("user1")
    make_profile(organization, targets=[account])
    label = make_label(organization)
    make_ivr(organization, "3001", dial_in=["0312345678", "0312345679"])
    number = number_of(organization, "0312345678")

    for path in (f"accounts/{account.id}", f"business-labels/{label.id}", f"numbers/{number.id}"):
        portal.get(f"/directory/{path}/")
        portal.submit(f"/directory/{path}/delete")
        portal.submit(button="1")

    assert list(database.scalars(select(Account.login))) == ["admin"]
    assert database.query(AccountTarget).count() == 0
    assert sorted(database.scalars(select(Number.number))) == ["0312345679", "3001"]


@pytest.mark.rule("PRF-9")
def test_nothing_is_deleted_that_changed_meanwhile(portal, theirs, organization, database):
    ivr = make_ivr(organization, "3001", name="受付")
    portal.get(f"/directory/ivrs/{ivr.id}/")
    theirs.get(f"/directory/ivrs/{ivr.id}/edit")
    save(theirs, name="案内")
    portal.submit(f"/directory/ivrs/{ivr.id}/delete")

    answer = portal.submit(button="1")

    assert answer.status_code == 409
    assert "changed meanwhile" in answer.page.words(".//main")
    assert database.query(NumberOwner).count() == 1


def test_nobody_is_offered_to_delete_themselves(portal, admin):
    shown = portal.get(f"/directory/accounts/{admin.id}/")
    answer = post(portal, f"/directory/accounts/{admin.id}/delete", confirmed="1")

    assert "Delete" not in buttons(shown)
    assert answer.status_code == 403


def test_an_extension_is_not_deleted_without_its_owner(portal, organization):
    make_ivr(organization, "3001")
    number = number_of(organization, "3001")

    shown = portal.get(f"/directory/numbers/{number.id}/")
    answer = post(portal, f"/directory/numbers/{number.id}/delete", confirmed="1")

    assert buttons(shown) == ["Edit"]
    assert answer.status_code == 403


@pytest.mark.rule("ACC-2")
@pytest.mark.parametrize(
    ("rights", "offered"),
    [(["view"], []), (["view", "edit"], ["Edit", "Make a new password"]), (["view", "delete"], ["Delete"])],
)
def test_each_right_offers_and_allows_its_own_button(organization, with_rights, rights, offered):
    terminal = make_terminal(organization)
    browser = with_rights(terminals=rights)

    shown = browser.get(f"/directory/terminals/{terminal.id}/")
    edit = browser.get(f"/directory/terminals/{terminal.id}/edit").status_code
    browser.get("/")
    delete = post(browser, f"/directory/terminals/{terminal.id}/delete").status_code

    assert buttons(shown) == offered
    assert edit == (200 if "edit" in rights else 403)
    assert delete == (200 if "delete" in rights else 403)


@pytest.mark.rule("ACC-2")
def test_who_may_edit_accounts_cannot_become_an_administrator_by_it(organization, with_rights):
    boss = make_administrator(organization, "boss")
    user = make_account(organization, "user1")
    browser = with_rights(accounts=["view", "edit", "delete"])

    of_boss = browser.get(f"/directory/accounts/{boss.id}/edit").status_code
    offered = browser.get(f"/directory/accounts/{user.id}/edit").page.all(".//select[@id='role']/option")
    forged = browser.submit(forged={"role": "system_admin", "confirmed": "1"})

    assert of_boss == 403
    assert [option.get("value") for option in offered] == ["narrow", "user"]
    assert forged.status_code == 422
    assert user.role_id == role_of(organization, RoleKey.USER).id


@pytest.mark.rule("ACC-4")
def test_another_organisations_things_cannot_be_edited_or_deleted(portal):
    theirs = make_terminal(make_organization())
    portal.get("/")

    deleted = post(portal, f"/directory/terminals/{theirs.id}/delete").status_code
    edited = portal.get(f"/directory/terminals/{theirs.id}/edit").status_code

    assert (edited, deleted) == (404, 404)
