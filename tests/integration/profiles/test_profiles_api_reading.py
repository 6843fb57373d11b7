"""Programs read profiles."""

import pytest
from programs_of import Program

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
from plumbing.statements import counted
from portal.domain.words import ApiRight


@pytest.fixture
def organization(database):
    return make_organization()


@pytest.fixture
def program(client, organization):
    return Program(client, organization)


def test_a_profile_is_answered_as_a_document(organization, program):
    make_terminal(organization, "1001", dial_in=["05012340001"])
    make_ivr(organization, "3001", dial_in=["0312345678"])
    profile = make_profile(
        organization,
        "営業部",
        targets=[make_account(organization, "user2"), make_account(organization, "user1")],
        display_numbers=["0312345678", "05012340001", "1001"],
        contact_points=[make_label(organization, "renewal"), make_call_center(organization, "4001")],
        cti_numbers=[],
        pinned=make_snapshot_version(organization),
        memo="覚え",
    )

    document, etag = program.get(profile.id)

    assert document == {
        "id": profile.id,
        "revision": profile.revision,
        "name": "営業部",
        "target_type": "account",
        "status": "enabled",
        "memo": "覚え",
        "display_list": "switchable",
        "targets": ["user1", "user2"],
        "display_numbers": ["1001", "05012340001", "0312345678"],
        "contact_points": [
            {"type": "call_center", "extension": "4001"},
            {"type": "business_label", "code": "renewal"},
        ],
        "cti_numbers": [],
        "other": {"snapshot": "標準設定", "version": 1},
    }
    assert etag == f'"{profile.revision}"'


def test_a_list_that_was_never_saved_is_null(organization, program):
    document, _ = program.get(make_profile(organization).id)

    assert [document[name] for name in ("display_numbers", "contact_points", "cti_numbers", "other")] == [
        None
    ] * 4
    assert document["targets"] == []


def test_an_unchanged_profile_is_304(organization, program):
    profile = make_profile(organization)
    _, etag = program.get(profile.id)

    answer = program.send("GET", f"/{profile.id}", **{"If-None-Match": etag})

    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", etag)
    assert program.send("HEAD", f"/{profile.id}").status_code == 200


@pytest.mark.rule("ACC-4")
def test_an_unknown_and_another_organisations_profile_are_404(organization, program):
    foreign = make_profile(make_organization())

    for profile_id in (foreign.id, 0, 10**9, 2**31, 10**40):
        for method in ("GET", "PUT", "DELETE"):
            assert program.send(method, f"/{profile_id}", json={}, etag='"x"').status_code == 404


def test_profiles_are_listed_some_at_a_time(organization, program):
    made = [make_profile(organization).id for _ in range(201)]
    make_profile(make_organization())

    first = program.send("GET")
    second = program.send("GET", f"?cursor={first.json['next']}")

    ids = [profile["id"] for answer in (first, second) for profile in answer.json["profiles"]]
    assert ids == made
    assert len(first.json["profiles"]) == 200
    assert second.json["next"] is None
    assert first.json["profiles"][0].keys() == {"id", "name", "status", "target_type", "revision"}


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize("cursor", ["x", "-1", "１", "9" * 30, "%00", "1 "], ids=ascii)
def test_a_bad_cursor_is_400(program, cursor):
    assert program.send("GET", f"?cursor={cursor}").status_code == 400


def test_without_a_key_or_its_right_nothing_is_read(client, organization, database):
    profile = make_profile(organization)
    directory_only = Program(client, organization, ApiRight.DIRECTORY)
    reader = Program(client, organization, ApiRight.PROFILES, ApiRight.READ_ONLY)

    assert client.get("/api/v1/profiles").status_code == 401
    assert directory_only.send("GET", f"/{profile.id}").status_code == 403
    assert reader.send("GET", f"/{profile.id}").status_code == 200
    assert reader.send("PUT", f"/{profile.id}", json={}, etag="*").status_code == 403
    assert reader.send("DELETE", f"/{profile.id}", etag="*").status_code == 403
    assert reader.send("POST", json={}).status_code == 403


def test_other_methods_are_405(organization, program):
    answer = program.send("PATCH", f"/{make_profile(organization).id}", json={})

    assert answer.status_code == 405
    assert {"GET", "PUT", "DELETE"} <= set(answer.headers["Allow"].split(", "))


def test_reading_costs_the_same_whatever_is_selected(organization, program, database):
    small = make_profile(organization, display_numbers=[], cti_numbers=[])
    accounts = [make_account(organization) for _ in range(60)]
    terminals = [make_terminal(organization) for _ in range(60)]
    numbers = [terminal.extension for terminal in terminals]
    large = make_profile(organization, targets=accounts, display_numbers=numbers, cti_numbers=numbers)
    costs, ids = [], (small.id, large.id)

    for profile_id in ids:
        with counted() as sent:
            program.get(profile_id)
        costs.append(len(sent))

    assert costs[0] == costs[1]
