"""The pages of single things of the directory, and what they say about profiles (EXP-2)."""

import pytest
from pages_in_words import alerts, facts, rows

from factories import (
    make_account,
    make_agent_token,
    make_call_center,
    make_device_token,
    make_ivr,
    make_label,
    make_organization,
    make_phone_book_entry,
    make_profile,
    make_ring_group,
    make_role,
    make_terminal,
    number_of,
)
from portal.domain.words import Status, TerminalType

PASSWORD = "correct horse battery"


def section(answer, name):
    """The rows of one of the lists of a page."""
    return rows(answer, f".//section[@id='{name}']//table")


def test_a_terminal_shows_its_facts_numbers_and_ring_groups(portal, organization):
    terminal = make_terminal(organization, "1001", name="営業1", dial_in=["05012340001"])
    make_ring_group(organization, "2001", name="営業", members=[terminal])
    make_phone_book_entry(organization, "05012340001", "直通")

    answer = portal.get(f"/directory/terminals/{terminal.id}/")

    assert facts(answer) == {"Extension": "1001", "Name": "営業1", "Terminal type": "Softphone"}
    assert section(answer, "numbers") == [
        ["1001", "Extension", "–"],
        ["05012340001", "External number", "直通"],
    ]
    assert section(answer, "ring_groups") == [["2001", "営業"]]


@pytest.mark.rule("EXP-2", "DLV-3")
def test_a_terminal_says_which_profile_it_gets(portal, organization):
    terminal = make_terminal(organization)
    profile = make_profile(organization, "営業部", targets=[terminal])

    answer = portal.get(f"/directory/terminals/{terminal.id}/")

    assert alerts(answer) == [
        "Without an agent signed in, this terminal gets the profile that targets it: 営業部"
    ]
    link = answer.page.find(f".//main//a[@href='/profiles/{profile.id}/']")
    assert link.text == "営業部"


@pytest.mark.rule("EXP-2", "DLV-1", "DLV-6")
@pytest.mark.parametrize(
    ("case", "said"),
    [
        pytest.param(("softphone", "disabled", "3.13.2"), "This profile is disabled", id="disabled"),
        pytest.param(("hardphone", "enabled", "3.13.2"), "Terminals of this type cannot be", id="hardphone"),
        pytest.param(("softphone", "enabled", "3.12.9"), "The server version is older", id="old server"),
    ],
)
def test_a_terminal_says_why_it_gets_nothing(portal, organization, case, said):
    terminal_type, status, organization.server_version = case
    terminal = make_terminal(organization, terminal_type=TerminalType(terminal_type))
    make_profile(organization, targets=[terminal], status=Status(status))

    answer = portal.get(f"/directory/terminals/{terminal.id}/")

    assert alerts(answer)[0].startswith(said)


@pytest.mark.rule("EXP-2", "DLV-4")
def test_a_terminal_without_a_profile_says_so(portal, organization):
    terminal = make_terminal(organization)

    assert "No profile targets" in alerts(portal.get(f"/directory/terminals/{terminal.id}/"))[0]


@pytest.mark.rule("EXP-2", "DLV-2")
def test_a_terminal_says_who_is_signed_in_and_which_profile_then_comes_first(portal, organization, accounts):
    terminal = make_terminal(organization)
    agent, other = accounts("agent", "other")
    make_profile(organization, "端末用", targets=[terminal])
    make_profile(organization, "個人用", targets=[agent])
    device = make_device_token(terminal)
    for account in (agent, other):
        make_agent_token(device, account)

    said = alerts(portal.get(f"/directory/terminals/{terminal.id}/"))

    assert said[1].startswith("agent (agentさん) is signed in here now, and the profile that targets")
    assert said[1].endswith("comes first: 個人用")
    assert said[2] == "other (otherさん) is signed in here now; no profile targets this account."


@pytest.mark.rule("EXP-2")
@pytest.mark.parametrize(
    ("agent_enabled", "status", "said"),
    [
        pytest.param(True, Status.ENABLED, "Wherever this account signs in", id="delivers"),
        pytest.param(True, Status.DISABLED, "This profile is disabled", id="disabled"),
        pytest.param(False, Status.ENABLED, "The agent function is off, so", id="no agent function"),
    ],
)
def test_an_account_says_which_profile_it_gets_or_why_not(portal, organization, agent_enabled, status, said):
    account = make_account(organization, "user1", agent_enabled=agent_enabled)
    make_profile(organization, "営業部", targets=[account], status=status)

    answer = portal.get(f"/directory/accounts/{account.id}/")

    assert alerts(answer)[0].startswith(said)
    assert alerts(answer)[0].endswith("営業部")


def test_an_account_shows_the_call_centres_that_it_answers_for(portal, organization, accounts):
    (account,) = accounts("user1")
    make_call_center(organization, "4001", name="サポート", agents=[account])

    answer = portal.get(f"/directory/accounts/{account.id}/")

    assert facts(answer) == {
        "Login": "user1",
        "Name": "user1さん",
        "Role": "ユーザ",
        "Agent function": "Enabled",
    }
    assert section(answer, "call_centers") == [["4001", "サポート"]]
    assert "No profile targets this account" in alerts(answer)[0]


def test_a_ring_group_shows_its_members_page_by_page(portal, organization):
    members = [make_terminal(organization, str(1000 + each)) for each in range(60)]
    group = make_ring_group(organization, "2001", members=members)

    first = portal.get(f"/directory/ring-groups/{group.id}/")
    following = first.page.find(".//section[@id='members']//nav//li[3]/a").get("href")
    second = portal.get(following.partition("#")[0])

    assert following.endswith("?members_page=2#members")
    assert len(section(first, "members")) == 50
    assert [row[0] for row in section(second, "members")] == [str(1050 + each) for each in range(10)]


@pytest.mark.rule("EXP-2", "CPL-2")
def test_a_call_centre_says_which_profiles_have_it_and_how_many_targets_get_it(
    portal, organization, accounts
):
    agent, other = accounts("agent", "other")
    center = make_call_center(organization, "4001", caller_number="0120000001", agents=[agent])
    make_profile(organization, "営業部", targets=[agent, other], contact_points=[center])
    make_profile(organization, "ほか", contact_points=[])

    answer = portal.get(f"/directory/call-centers/{center.id}/")

    assert section(answer, "profiles") == [["営業部", "Enabled", "Account", "1"]]
    assert section(answer, "agents") == [["agent", "agentさん", "Enabled"]]
    assert "delivered to the targets that are its agents" in alerts(answer)[0]


@pytest.mark.rule("EXP-2", "CPL-3")
def test_a_label_without_a_caller_number_says_that_it_is_not_delivered(portal, organization, accounts):
    label = make_label(organization, "renewal", caller_number=None)
    make_profile(organization, "営業部", targets=accounts("one", "two"), contact_points=[label])

    answer = portal.get(f"/directory/business-labels/{label.id}/")

    assert section(answer, "profiles") == [["営業部", "Enabled", "Account", "2"]]
    assert "no outbound caller number" in alerts(answer)[0]


@pytest.mark.rule("EXP-2")
def test_a_number_says_which_profiles_have_it_on_which_list(portal, organization, accounts):
    make_ivr(organization, "3001", name="受付", dial_in=["0312345678"])
    make_profile(organization, "一", targets=accounts("one"), display_numbers=["0312345678"])
    make_profile(
        organization, "二", display_numbers=["0312345678"], cti_numbers=["0312345678"], status=Status.DISABLED
    )
    make_profile(organization, "三", display_numbers=[])

    answer = portal.get(f"/directory/numbers/{number_of(organization, '0312345678').id}/")

    assert facts(answer)["Owner"] == "受付 3001"
    assert section(answer, "profiles") == [
        ["一", "Enabled", "Account", "Selected", "–", "1"],
        ["二", "Disabled", "Account", "Selected", "Selected", "0"],
    ]


@pytest.mark.rule("EXP-2", "NLS-7", "CLS-7")
def test_a_number_says_who_gets_it_by_the_tables(portal, organization):
    make_call_center(organization, "4001")

    said = alerts(portal.get(f"/directory/numbers/{number_of(organization, '4001').id}/"))

    assert said[0].endswith("delivered to: none: this kind of number is never shown there.")
    assert said[1].endswith("all targets while the system settings show call centre numbers, else none.")


@pytest.mark.rule("EXP-2", "ACC-1")
def test_who_is_no_administrator_reads_the_profile_and_is_not_led_to_it(organization, sign_in):
    terminal = make_terminal(organization)
    make_profile(organization, "営業部", targets=[terminal])
    make_role(organization, "narrow", rights={"terminals": ["view"]})
    browser = sign_in(make_account(organization, role="narrow", password=PASSWORD))

    answer = browser.get(f"/directory/terminals/{terminal.id}/")

    assert alerts(answer)[0].endswith("営業部")
    assert not [link for link in answer.page.all(".//main//a") if "/profiles/" in link.get("href")]


@pytest.fixture
def of_another():
    """The pages of another organisation's things."""

    def made(organization):
        return [
            f"terminals/{make_terminal(organization, '1001').id}",
            f"ring-groups/{make_ring_group(organization).id}",
            f"ivrs/{make_ivr(organization).id}",
            f"call-centers/{make_call_center(organization).id}",
            f"business-labels/{make_label(organization).id}",
            f"numbers/{number_of(organization, '1001').id}",
            f"accounts/{make_account(organization).id}",
        ]

    return made


@pytest.mark.rule("ACC-4")
def test_another_organisations_things_are_not_there(portal, organization, of_another):
    theirs = [portal.get(f"/directory/{path}/").status_code for path in of_another(make_organization())]
    ours = [portal.get(f"/directory/{path}/").status_code for path in of_another(organization)]

    assert set(theirs) == {404}
    assert set(ours) == {200}


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize("kind", ["terminals", "business-labels", "numbers", "accounts"])
def test_a_number_that_no_row_can_have_is_not_found(portal, kind):
    assert portal.get(f"/directory/{kind}/99999999999999999999/").status_code == 404


def test_a_thing_is_found_only_under_its_own_kind(portal, organization):
    terminal = make_terminal(organization)

    assert portal.get(f"/directory/ivrs/{terminal.id}/").status_code == 404
