"""The directory, taken in and given out over HTTP: all of a document or nothing."""

import json

import pytest
from sqlalchemy import select, text

from factories import (
    make_account,
    make_administrator,
    make_api_key,
    make_call_center,
    make_profile,
    make_terminal,
    number_of,
)
from plumbing.statements import counted
from portal.domain.words import ApiRight
from portal.models import Account, AgentSession, Number, Organization, RemovedItem, Terminal
from portal.services import passwords

TERMINAL = {"extension": "1001", "name": "営業1", "type": "softphone", "dial_in": ["05012340001"]}
DOCUMENT = {
    "accounts": [
        {"login": "admin", "name": "管理", "role": "system_admin"},
        {"login": "user1", "name": "佐藤", "role": "user", "agent_enabled": True},
    ],
    "terminals": [TERMINAL, {"extension": "1002", "name": "営業2", "type": "hardphone"}],
    "ring_groups": [{"extension": "2001", "name": "営業", "dial_in": ["0312340001"], "members": ["1001"]}],
    "ivrs": [{"extension": "3001", "name": "受付", "dial_in": ["0312345678"]}],
    "call_centers": [
        {"extension": "4001", "name": "サポート", "agents": ["user1"], "caller_number": "0120000001"}
    ],
    "business_labels": [{"code": "renewal", "name": "更新", "caller_number": "0312345678"}],
    "phone_book": [{"number": "0312345678", "name": "代表"}],
}


class Pbx:
    """The PBX as it speaks with the portal."""

    def __init__(self, client, key):
        self.client = client
        self.headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}

    def send(self, method, document, headers=None, **query):
        return self.client.open(
            "/api/v1/directory",
            method=method,
            headers=self.headers | (headers or {}),
            query_string=query,
            data=json.dumps(document),
        )

    def patch(self, document, **query):
        return self.send("PATCH", document, **query)

    def put(self, document, **query):
        return self.send("PUT", document, **query)

    def get(self, **headers):
        return self.client.get("/api/v1/directory", headers=self.headers | headers)


@pytest.fixture
def pbx(client, organization):
    return Pbx(client, make_api_key(organization, ApiRight.DIRECTORY))


@pytest.fixture
def filled(pbx):
    """The PBX of an organisation that has the whole document."""
    assert pbx.patch(DOCUMENT).status_code == 200
    return pbx


def numbers(database):
    return set(database.scalars(select(Number.number)))


def test_a_document_comes_in_and_goes_out_the_same(filled):
    given = filled.get().json

    assert given["terminals"][0] == TERMINAL
    assert given["ring_groups"][0]["members"] == ["1001"]
    assert given["call_centers"][0] == DOCUMENT["call_centers"][0] | {"dial_in": []}
    assert "password" not in json.dumps(given)


def test_the_answer_counts_what_happened(pbx):
    first = pbx.patch(DOCUMENT).json
    again = pbx.patch(DOCUMENT).json

    assert first["added"]["terminals"] == 2
    assert again["added"] == again["changed"] == again["removed"] == dict.fromkeys(again["added"], 0)
    assert again["unchanged"]["terminals"] == 2


def test_what_goes_out_comes_in_unchanged(filled):
    before = filled.get()

    counts = filled.put(before.json).json

    assert {kind for kind, count in counts["changed"].items() if count} == set()
    assert filled.get().headers["ETag"] == before.headers["ETag"]


def test_merging_leaves_alone_what_is_not_named(database, filled):
    filled.patch({"terminals": [{"extension": "1003", "name": "新", "type": "softphone"}]})

    assert {"1001", "1002", "1003", "05012340001"} <= numbers(database)


def test_synchronising_removes_what_a_named_list_does_not_name(database, filled):
    answer = filled.put({"terminals": [TERMINAL]}, confirm=1)

    assert answer.json["removed"]["terminals"] == 1
    assert "1002" not in numbers(database)
    assert "3001" in numbers(database)


@pytest.mark.rule("TRU-21")
def test_removing_more_than_a_fifth_needs_a_confirmation(database, filled):
    refused = filled.put({"terminals": []})

    assert refused.status_code == 409
    assert refused.json["removed"] == {"terminals": 2}
    assert "1001" in numbers(database)
    assert filled.put({"terminals": []}, confirm=1).status_code == 200
    assert "1001" not in numbers(database)


def test_a_dry_run_says_what_would_change_and_changes_nothing(database, filled):
    etag = filled.get().headers["ETag"]

    counts = filled.put({"ivrs": []}, dry_run=1, confirm=1).json

    assert counts["removed"]["ivrs"] == 1
    assert "3001" in numbers(database)
    assert filled.get().headers["ETag"] == etag


@pytest.mark.rule("TRU-19")
def test_one_bad_entry_and_nothing_is_changed_and_every_fault_is_named(database, pbx):
    bad = {
        "terminals": [TERMINAL, {"extension": "１００２", "name": "x", "type": "softphone"}],
        "ring_groups": [{"extension": "2001", "name": "x", "members": ["9999"]}],
        "accounts": [{"login": "user1", "name": "x", "role": "pilot"}],
    }

    answer = pbx.patch(bad)

    assert answer.status_code == 422
    assert {error["pointer"] for error in answer.json["errors"]} == {
        "/terminals/1/extension",
        "/ring_groups/0/members/0",
        "/accounts/0/role",
    }
    assert numbers(database) == set()


def test_a_directory_that_changed_meanwhile_is_not_written_over(filled):
    seen = filled.get().headers["ETag"]
    filled.patch({"ivrs": [{"extension": "3002", "name": "夜間"}]})

    late = filled.send("PUT", {"ivrs": []}, {"If-Match": seen}, confirm=1)
    newest = filled.get().headers["ETag"]
    in_time = filled.send("PUT", {"ivrs": []}, {"If-Match": newest}, confirm=1)

    assert (late.status_code, in_time.status_code) == (412, 200)


def test_what_the_caller_has_is_not_sent_again(filled):
    etag = filled.get().headers["ETag"]

    assert filled.get(**{"If-None-Match": etag}).status_code == 304


@pytest.mark.rule("TRU-10")
def test_a_key_that_only_reads_writes_nothing(client, organization):
    reader = Pbx(client, make_api_key(organization, ApiRight.DIRECTORY, ApiRight.READ_ONLY))

    assert reader.get().status_code == 200
    assert reader.patch(DOCUMENT).status_code == 403


@pytest.mark.rule("ACC-4")
def test_a_document_of_another_organisation_is_refused(pbx):
    answer = pbx.patch({"organization": {"slug": "another"}})

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/organization/slug"


@pytest.mark.rule("TRU-16")
def test_passwords_are_kept_as_hashes_and_an_equal_one_is_no_change(database, pbx):
    named = {"terminals": [TERMINAL | {"password": "himitsu-1001"}]}
    pbx.patch(named)

    again = pbx.patch(named).json

    stored = database.scalars(select(Terminal)).one()
    assert stored.password_hash.startswith("$argon2id$")
    assert passwords.matches(stored.password_hash, "himitsu-1001")
    assert again["changed"]["terminals"] == 0
    assert pbx.patch({"terminals": [TERMINAL]}).json["changed"]["terminals"] == 0
    database.expire_all()
    assert passwords.matches(database.scalars(select(Terminal)).one().password_hash, "himitsu-1001")


@pytest.mark.rule("TRU-12")
def test_a_common_password_is_refused(pbx):
    answer = pbx.patch({"terminals": [TERMINAL | {"password": "password1"}]})

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/terminals/0/password"


@pytest.mark.rule("TRU-11")
@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"accounts": [{"login": "boss", "role": "user"}]}, id="another role"),
        pytest.param({"accounts": [{"login": "boss", "password": "brand new words"}]}, id="a new password"),
        pytest.param({"roles": [{"key": "system_admin", "rights": {"numbers": ["view"]}}]}, id="less rights"),
    ],
)
def test_other_rights_or_another_password_end_the_sessions(database, organization, softphone, pbx, change):
    make_administrator(organization, "other")
    softphone.signed_in(make_administrator(organization, "boss"))

    assert pbx.patch(change).status_code == 200

    assert database.scalars(select(AgentSession)).all() == []


@pytest.mark.rule("REC-5")
def test_what_goes_leaves_the_profiles_that_selected_it_with_a_note(database, organization, pbx):
    make_terminal(organization, "1001", dial_in=["05012340001"])
    make_terminal(organization, "1002")
    account = make_account(organization, "user1")
    center = make_call_center(organization, "4001", agents=[account])
    profile = make_profile(
        organization,
        targets=[account],
        display_numbers=["1001", "05012340001", "1002"],
        contact_points=[center],
    )
    before = profile.revision

    pbx.put({"terminals": [{"extension": "1002"}], "call_centers": []}, confirm=1)

    database.expire_all()
    noted = {(row.part, row.item) for row in database.scalars(select(RemovedItem))}
    assert noted == {
        ("display_numbers", "1001"),
        ("display_numbers", "05012340001"),
        ("contact_points", "4001"),
    }
    assert profile.revision != before
    assert set(database.scalars(select(Terminal.extension))) == {"1002"}


@pytest.mark.rule("REC-5")
def test_a_number_that_moves_is_removed_and_newly_added(database, organization, filled):
    make_profile(database.get(Organization, organization.id), display_numbers=["05012340001"])
    old = number_of(organization, "05012340001").id

    moved = [TERMINAL | {"dial_in": []}, {"extension": "1002", "dial_in": ["05012340001"]}]
    filled.patch({"terminals": moved})

    assert number_of(organization, "05012340001").id != old
    assert [row.item for row in database.scalars(select(RemovedItem))] == ["05012340001"]


def test_the_last_administrator_stays(database, filled):
    filled.put({"accounts": [{"login": "user1", "name": "佐藤", "role": "user"}]}, confirm=1)

    assert set(database.scalars(select(Account.login))) == {"admin", "user1"}


def test_a_large_document_takes_as_many_statements_as_a_small_one(database, pbx):
    def terminals(how_many):
        return [
            TERMINAL | {"extension": str(100_000 + n), "dial_in": [f"050{n:08}"]} for n in range(how_many)
        ]

    with counted() as small:
        pbx.patch({"terminals": terminals(10)})
    with counted() as large:
        pbx.patch({"terminals": terminals(1_000)})

    assert len(large) <= len(small) + 5
    assert database.scalar(text("SELECT count(*) FROM numbers")) == 2_000
