"""Programs make, change and delete profiles."""

import pytest
from programs_of import Program, faults
from sqlalchemy import update

from factories import (
    make_account,
    make_call_center,
    make_ivr,
    make_label,
    make_organization,
    make_profile,
    make_ring_group,
    make_snapshot_version,
    make_terminal,
)
from portal.domain.words import Plan, TerminalType
from portal.models import Account

pytestmark = pytest.mark.on("postgresql", "sqlite")


@pytest.fixture
def organization(database):
    """Two accounts, a terminal, an IVR, a ring group, two contact points, a snapshot version."""
    made = make_organization()
    for login in ("user1", "user2"):
        make_account(made, login)
    make_terminal(made, "1001")
    make_ring_group(made, "2001")
    make_ivr(made, "3001", dial_in=["0312345678"])
    make_call_center(made, "4001")
    make_label(made, "renewal")
    make_snapshot_version(made)
    return made


@pytest.fixture
def program(client, organization):
    return Program(client, organization)


DOCUMENT = {
    "name": "営業部",
    "target_type": "account",
    "status": "disabled",
    "memo": "覚え",
    "display_list": "switchable",
    "targets": ["user1", "user2"],
    "display_numbers": ["1001", "0312345678"],
    "contact_points": [
        {"type": "call_center", "extension": "4001"},
        {"type": "business_label", "code": "renewal"},
    ],
    "cti_numbers": ["2001"],
    "other": {"snapshot": "標準設定", "version": 1},
}


def content(document):
    return {name: value for name, value in document.items() if name not in {"id", "revision"}}


def made(program, **changes):
    """Make a profile and return its document and ETag."""
    answer = program.send("POST", json={**DOCUMENT, **changes})
    assert answer.status_code == 201, answer.text
    return answer.json, answer.headers["ETag"]


def changed(program, document, etag, **changes):
    return program.send("PUT", f"/{document['id']}", json={**document, **changes}, etag=etag)


def test_a_document_becomes_a_profile(program):
    answer = program.send("POST", json=DOCUMENT)

    assert answer.status_code == 201
    assert content(answer.json) == DOCUMENT
    assert answer.headers["Location"].endswith(f"/api/v1/profiles/{answer.json['id']}")
    assert program.get(answer.json["id"]) == (answer.json, answer.headers["ETag"])


def test_name_and_target_type_are_enough(program):
    answer = program.send("POST", json={"name": "営業部", "target_type": "extension"})

    assert content(answer.json) == {
        "name": "営業部",
        "target_type": "extension",
        "status": "disabled",
        "memo": "",
        "display_list": "numbers_only",
        "targets": [],
        "display_numbers": None,
        "contact_points": None,
        "cti_numbers": None,
        "other": None,
    }


@pytest.mark.rule("PRF-4")
def test_a_created_profile_is_disabled_whatever_it_says(program):
    document, etag = made(program, status="enabled")

    answer = changed(program, document, etag, status="enabled")

    assert document["status"] == "disabled"
    assert answer.json["status"] == "enabled"


def test_put_takes_what_get_gave(program):
    document, etag = made(program)

    answer = changed(program, document, etag)

    assert answer.status_code == 200
    assert content(answer.json) == content(document)
    assert answer.headers["ETag"] != etag
    assert program.get(document["id"]) == (answer.json, answer.headers["ETag"])


def test_id_and_revision_of_a_body_are_ignored(program):
    document, etag = made(program)

    answer = program.send(
        "PUT", f"/{document['id']}", json={**document, "id": 0, "revision": None}, etag=etag
    )

    assert (answer.status_code, answer.json["id"]) == (200, document["id"])


def test_everything_can_be_changed_at_once(program):
    document, etag = made(program)
    wanted = {
        "name": "総務部",
        "status": "enabled",
        "memo": "",
        "display_list": "numbers_only",
        "targets": ["user2"],
        "display_numbers": [],
        "contact_points": None,
        "cti_numbers": None,
        "other": None,
    }

    answer = changed(program, document, etag, **wanted)

    assert content(answer.json) == {**wanted, "target_type": "account"}


def test_a_field_that_is_not_named_stays(program):
    document, etag = made(program)

    answer = program.send("PUT", f"/{document['id']}", json={"memo": "新"}, etag=etag)

    assert content(answer.json) == {**DOCUMENT, "memo": "新"}


def test_null_makes_a_saved_list_never_saved_again(program):
    document, etag = made(program)

    answer = changed(program, document, etag, display_numbers=None, cti_numbers=[])

    assert (answer.json["display_numbers"], answer.json["cti_numbers"]) == (None, [])
    assert program.get(document["id"])[0]["display_numbers"] is None


@pytest.mark.rule("PRF-9")
def test_a_change_needs_the_state_that_it_changes(program):
    document, etag = made(program)
    changed(program, document, etag, memo="先")

    for method in ("PUT", "DELETE"):
        body = document if method == "PUT" else None
        missing = program.send(method, f"/{document['id']}", json=body)
        stale = program.send(method, f"/{document['id']}", json=body, etag=etag)
        weak = program.send(method, f"/{document['id']}", json=body, etag=f"W/{etag}")
        assert (missing.status_code, stale.status_code, weak.status_code) == (428, 412, 412)

    assert program.get(document["id"])[0]["memo"] == "先"


def test_any_state_will_do_when_the_caller_says_so(program):
    document, _ = made(program)

    assert program.send("DELETE", f"/{document['id']}", etag="*").status_code == 204


def test_a_profile_is_deleted(program):
    document, etag = made(program)

    answer = program.send("DELETE", f"/{document['id']}", etag=etag)

    assert (answer.status_code, answer.data) == (204, b"")
    assert program.send("GET", f"/{document['id']}").status_code == 404
    assert made(program)[0]["targets"] == ["user1", "user2"]


@pytest.mark.rule("PRF-3")
def test_a_taken_name_is_409_and_says_so(program):
    made(program)
    other, etag = made(program, name="総務部", targets=[])

    created = program.send("POST", json={**DOCUMENT, "targets": []})
    renamed = changed(program, other, etag, name=" 営業部 ")

    for answer in (created, renamed):
        assert answer.status_code == 409
        assert answer.json["what"] == "name"
        assert answer.json["taken"] == [{"item": "営業部", "by": "営業部"}]
    assert program.get(other["id"])[1] == etag


@pytest.mark.rule("TGT-2", "TRU-19")
def test_a_taken_target_is_409_naming_the_profile_that_has_it(program):
    made(program, targets=["user1"])
    other, etag = made(program, name="総務部", targets=[])

    created = program.send("POST", json={**DOCUMENT, "name": "経理部"})
    retargeted = changed(program, other, etag, targets=["user2", "user1"])

    for answer in (created, retargeted):
        assert answer.status_code == 409
        assert answer.json["what"] == "target"
        assert answer.json["taken"] == [{"item": "user1", "by": "営業部"}]
        assert "user1" in answer.json["detail"]
        assert "営業部" in answer.json["detail"]
    assert program.get(other["id"]) == (other, etag)
    assert len(program.send("GET").json["profiles"]) == 2


@pytest.mark.rule("TGT-5")
def test_a_target_that_stopped_qualifying_stays_and_no_other_comes(program, organization, database):
    document, etag = made(program, targets=["user1"])
    make_account(organization, "off", agent_enabled=False)
    database.execute(update(Account).where(Account.login == "user1").values(agent_enabled=False))

    kept = changed(program, document, etag, targets=["user1", "user2"])
    refused = changed(program, document, kept.headers["ETag"], targets=["user1", "off"])

    assert kept.json["targets"] == ["user1", "user2"]
    assert faults(refused) == ["/targets/1"]


@pytest.mark.rule("TGT-1")
def test_a_terminal_that_cannot_be_managed_is_no_target(program, organization):
    make_terminal(organization, "1002", terminal_type=TerminalType.HARDPHONE)

    answer = program.send(
        "POST", json={"name": "内線", "target_type": "extension", "targets": ["1001", "1002", "2001"]}
    )

    assert faults(answer) == ["/targets/1", "/targets/2"]


@pytest.mark.rule("NUM-1", "CTI-2", "CPT-2")
def test_every_bad_item_is_named(program, organization):
    make_call_center(organization, "4002", caller_number=None)
    make_ivr(make_organization(), "9001", dial_in=["0912345678"])
    changes = {
        "targets": ["user1", "nobody", "1001"],
        "display_numbers": ["1001", "2001", "0312345678", "0912345678", ""],
        "cti_numbers": ["2001", "3001"],
        "contact_points": [
            {"type": "call_center", "extension": "4001"},
            {"type": "call_center", "extension": "4002"},
            {"type": "call_center", "extension": "2001"},
            {"type": "business_label", "code": "4001"},
        ],
        "other": {"snapshot": "標準設定", "version": 9},
    }

    answer = program.send("POST", json={**DOCUMENT, **changes})

    assert set(faults(answer)) == {
        "/targets/1",
        "/targets/2",
        "/display_numbers/1",
        "/display_numbers/3",
        "/display_numbers/4",
        "/cti_numbers/1",
        "/contact_points/1",
        "/contact_points/2",
        "/contact_points/3",
        "/other/version",
    }
    assert program.send("GET").json["profiles"] == []


@pytest.mark.parametrize(
    ("changes", "pointers"),
    [
        ({"name": ""}, ["/name"]),
        ({"name": "あ" * 61, "memo": "あ" * 501}, ["/memo", "/name"]),
        ({"name": None}, ["/name"]),
        ({"status": "on"}, ["/status"]),
        ({"display_list": None}, ["/display_list"]),
        ({"target_type": "terminal"}, ["/target_type"]),
        ({"targets": "user1"}, ["/targets"]),
        ({"targets": [1]}, ["/targets/0"]),
        ({"targets": ["user1", "user1"]}, ["/targets/1"]),
        ({"display_numbers": ["1001", None]}, ["/display_numbers/1"]),
        ({"cti_numbers": ["2001", "2001", "2001"]}, ["/cti_numbers/1", "/cti_numbers/2"]),
        ({"contact_points": [{"type": "ivr", "extension": "3001"}]}, ["/contact_points/0/type"]),
        (
            {"contact_points": [{"type": "call_center", "code": "4001"}]},
            ["/contact_points/0/code", "/contact_points/0/extension"],
        ),
        (
            {"contact_points": [{"type": "business_label", "code": "renewal", "name": "x"}]},
            ["/contact_points/0/name"],
        ),
        ({"contact_points": DOCUMENT["contact_points"][:1] * 2}, ["/contact_points/1"]),
        ({"other": {"snapshot": "標準設定"}}, ["/other/version"]),
        ({"other": {"snapshot": "標準設定", "version": True}}, ["/other/version"]),
        ({"other": {"snapshot": "標準設定", "version": 0}}, ["/other/version"]),
        ({"other": {"snapshot": "標準設定", "version": 2**53}}, ["/other/version"]),
        ({"other": {"snapshot": "無い", "version": 1}}, ["/other/snapshot"]),
        ({"colour": "red", "Name": "x"}, ["/Name", "/colour"]),
    ],
    ids=lambda value: (
        None if isinstance(value, list) else str(value)[:40].encode("ascii", "replace").decode()
    ),
)
def test_what_is_wrong_is_named_in_post_and_put(program, changes, pointers):
    document, etag = made(program)

    created = program.send("POST", json={**DOCUMENT, "name": "経理部", "targets": [], **changes})
    replaced = changed(program, document, etag, **changes)

    assert sorted(faults(created)) == pointers
    assert sorted(faults(replaced)) == pointers
    assert program.get(document["id"]) == (document, etag)


@pytest.mark.rule("PRF-7")
def test_the_target_type_cannot_change(program):
    document, etag = made(program, targets=[], contact_points=None)

    answer = changed(program, document, etag, target_type="extension", display_list="numbers_only")

    assert faults(answer) == ["/target_type"]


@pytest.mark.rule("PRF-6", "CPT-1")
def test_a_profile_for_extensions_has_no_contact_points_and_shows_numbers(program):
    extension = {"name": "内線", "target_type": "extension"}

    for points in (None, []):
        answer = program.send("POST", json={**extension, "name": f"内線{points}", "contact_points": points})
        assert (answer.status_code, answer.json["contact_points"]) == (201, None)
    wrong = program.send(
        "POST",
        json={**extension, "contact_points": DOCUMENT["contact_points"], "display_list": "switchable"},
    )

    assert sorted(faults(wrong)) == ["/contact_points", "/display_list"]


@pytest.mark.rule("NUM-1")
def test_contact_points_are_taken_with_numbers_only_too(program):
    document, _ = made(program, display_list="numbers_only")

    assert document["contact_points"] == DOCUMENT["contact_points"]


@pytest.mark.rule("CTI-1", "CTI-2")
def test_cti_numbers_are_taken_without_the_option(client, database):
    organization = make_organization(options=[])
    make_ring_group(organization, "2001")
    program = Program(client, organization)

    answer = program.send("POST", json={"name": "営業部", "target_type": "account", "cti_numbers": ["2001"]})

    assert answer.json["cti_numbers"] == ["2001"]


@pytest.mark.rule("PRF-5")
def test_business_phone_has_no_profiles_for_accounts(client, database):
    program = Program(client, make_organization(plan=Plan.BUSINESS_PHONE))

    refused = program.send("POST", json={"name": "営業部", "target_type": "account"})
    taken = program.send("POST", json={"name": "営業部", "target_type": "extension"})

    assert faults(refused) == ["/target_type"]
    assert taken.status_code == 201


def test_a_contact_point_that_lost_its_number_stays_in_what_get_gave(program, organization, database):
    center = make_call_center(organization, "4009")
    profile = make_profile(organization, contact_points=[center])
    center.caller_number = None
    document, etag = program.get(profile.id)

    answer = changed(program, document, etag)

    assert answer.json["contact_points"] == [{"type": "call_center", "extension": "4009"}]


def test_bodies_that_are_no_documents_are_refused(program):
    document, etag = made(program)

    for method, path in (("POST", ""), ("PUT", f"/{document['id']}")):
        assert faults(program.send(method, path, json=[], etag=etag)) == [""]
        text = program.send(method, path, etag=etag, **{"Content-Type": "text/plain"})
        nothing = program.send(method, path, etag=etag, **{"Content-Type": "application/json"})
        assert (text.status_code, nothing.status_code) == (415, 400)
    assert sorted(faults(program.send("POST", json={}))) == ["/name", "/target_type"]


def test_a_refused_change_is_a_problem_document(program, organization):
    document, etag = made(program)
    changed(program, document, etag, memo="先")

    stale = changed(program, document, etag)

    assert stale.json["type"].endswith("/changed-meanwhile")
    assert program.get(document["id"])[0]["memo"] == "先"
