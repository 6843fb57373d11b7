"""What softphones of the demonstration get: enough of every rule that trying it shows something."""

import pytest
from demonstrations import explained, load_all, settings_of, shown

from portal.domain.words import Reason

pytestmark = pytest.mark.on("postgresql", "sqlite")


@pytest.fixture
def loaded(database):
    load_all()


@pytest.mark.rule("DLV-2", "NLS-1", "NLS-2", "NLS-4")
def test_an_agent_at_their_own_seat_sees_the_seat_and_its_groups(loaded):
    settings = settings_of("acme", "1001", "sato.y")

    numbers = settings["display"]["numbers"]
    assert settings["profile"]["name"] == "オペレーター標準"
    assert shown(numbers, "terminal") == ["1001", "05001011001"]
    assert shown(numbers, "ring_group") == [
        "0312005200",
        "0312005201",
        "05001012004",
        "05001012008",
        "0521403200",
        "0613002900",
        "0921504900",
    ]
    assert numbers[-1]["owner"]["type"] == "call_center"


@pytest.mark.rule("DLV-2", "NLS-4", "EXP-1")
def test_the_same_agent_at_a_shared_seat_sees_that_seat_and_no_groups(loaded):
    answer = explained("acme", "1401", "sato.y")

    numbers = answer.document["display"]["numbers"]
    reasons = {(entry.item, entry.reason) for entry in answer.trace}
    assert answer.document["profile"]["name"] == "オペレーター標準"
    assert shown(numbers, "terminal") == ["1401", "05001011401"]
    assert shown(numbers, "ring_group") == []
    assert ("共用席", Reason.SUPERSEDED_BY_ACCOUNT) in reasons
    assert ("0312005200", Reason.NOT_GROUP_MEMBER) in reasons


@pytest.mark.rule("DLV-3", "CPL-1", "OSV-3")
def test_a_shared_seat_without_an_agent_shows_its_extension_and_the_main_numbers(loaded):
    settings = settings_of("acme", "1401")

    assert settings["profile"]["name"] == "共用席"
    assert [number["number"] for number in settings["display"]["numbers"]] == [
        "1401",
        "05001011401",
        "0312005000",
        "0521403000",
        "0613002000",
        "0921504000",
    ]
    assert settings["display"]["contact_points"] is None
    assert settings["cti"] == {"numbers": []}
    assert settings["other"] is None


@pytest.mark.rule("CPL-2")
def test_an_agent_gets_the_contact_points_of_their_call_centres_and_all_labels(loaded):
    answer = explained("acme", "1001", "sato.y")

    names = [point["name"] for point in answer.document["display"]["contact_points"]]
    withheld = {entry.item for entry in answer.trace if entry.reason is Reason.NOT_CALL_CENTER_MEMBER}
    assert names == ["ご注文窓口", "製品サポート", "お客様アンケート", "保守契約の更新", "製品点検のご案内"]
    assert withheld == {"4002", "4004"}


@pytest.mark.rule("OSV-1", "VER-2")
def test_other_settings_reach_softphones_that_are_new_enough(loaded):
    new_enough = settings_of("acme", "1001", "sato.y", version="3.13.7")
    too_old = settings_of("acme", "1001", "sato.y", version="3.13.6")

    assert new_enough["other"]["snapshot"]["version"] == 1
    assert new_enough["other"]["values"]["shortcut.answer"] == "F9"
    assert too_old["controlled"]
    assert too_old["other"] is None


@pytest.mark.parametrize(
    ("extension", "login", "reason"),
    [
        pytest.param("1001", None, "no_profile", id="nobody signed in at a seat"),
        pytest.param("1201", "okada.k", "no_profile", id="no profile for sales"),
        pytest.param("1601", "sato.y", "terminal_type", id="in the browser"),
    ],
)
@pytest.mark.rule("DLV-4", "DLV-6")
def test_some_softphones_are_not_controlled(loaded, extension, login, reason):
    settings = settings_of("acme", extension, login)

    assert (settings["controlled"], settings["reason"]) == (False, reason)


@pytest.mark.rule("CLS-9", "VER-2", "NLS-3")
def test_the_business_phone_organisation_has_numbers_alone(loaded):
    settings = settings_of("sakura", "1001")

    assert settings["profile"]["name"] == "事務所標準"
    assert [number["number"] for number in settings["display"]["numbers"]] == [
        "1001",
        "05002021001",
        "0451607100",
        "0451607101",
        "0451607000",
        "05002023001",
    ]
    assert settings["display"]["contact_points"] is None
    assert settings["cti"] is None
    assert settings["other"] is None


@pytest.mark.rule("ACC-4")
def test_the_same_login_and_extension_are_another_person_and_phone_elsewhere(loaded):
    at_acme = settings_of("acme", "1001", "sato.y")
    at_sakura = settings_of("sakura", "1001", "sato.y")

    numbers = [{number["number"] for number in each["display"]["numbers"]} for each in (at_acme, at_sakura)]
    assert (at_acme["profile"]["name"], at_sakura["profile"]["name"]) == ("オペレーター標準", "事務所標準")
    assert numbers[0] & numbers[1] == {"1001"}
