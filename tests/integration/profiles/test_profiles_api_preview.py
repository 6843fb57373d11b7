"""Programs ask what a softphone would get, and why."""

import pytest
from programs_of import Program

from factories import (
    make_account,
    make_call_center,
    make_ivr,
    make_organization,
    make_profile,
    make_terminal,
)


@pytest.fixture
def organization(database):
    return make_organization()


@pytest.fixture
def program(client, organization):
    return Program(client, organization)


def ask(program, profile, **query):
    return program.send("GET", f"/{profile.id}/preview?" + "&".join(f"{k}={v}" for k, v in query.items()))


@pytest.mark.rule("EXP-1")
def test_the_answer_is_what_the_softphone_gets_with_every_reason(organization, program):
    make_terminal(organization, "1001")
    make_terminal(organization, "1002")
    make_ivr(organization, "3001", dial_in=["0312345678"])
    account = make_account(organization, "user1")
    profile = make_profile(
        organization,
        "営業部",
        targets=[account],
        display_numbers=["1001", "1002", "0312345678"],
        contact_points=[make_call_center(organization, "4001")],
    )

    answer = ask(program, profile, extension="1001", account="user1", softphone_version="3.13.7")

    assert answer.status_code == 200, answer.text
    settings, trace = answer.json["settings"], answer.json["trace"]
    assert settings["controlled"]
    assert settings["profile"] == {"id": profile.id, "name": "営業部", "target_type": "account"}
    assert [number["number"] for number in settings["display"]["numbers"]] == ["1001", "0312345678"]
    assert trace == [
        {"part": "profile", "item": "営業部", "profile": profile.id, "reason": None},
        {"part": "display_numbers", "item": "1002", "profile": profile.id, "reason": "not_own_number"},
        {"part": "contact_points", "item": "4001", "profile": profile.id, "reason": "not_call_center_member"},
    ]


@pytest.mark.rule("EXP-1")
def test_a_disabled_profile_says_so(organization, program):
    terminal = make_terminal(organization, "1001")
    profile = make_profile(organization, targets=[terminal], status="disabled")

    answer = ask(program, profile, extension="1001")

    assert (answer.json["settings"]["controlled"], answer.json["settings"]["reason"]) == (False, "no_profile")
    assert answer.json["trace"][0]["reason"] == "disabled"


def test_an_old_softphone_is_asked_for_by_its_version(organization, program):
    profile = make_profile(organization, targets=[make_terminal(organization, "1001")])

    answer = ask(program, profile, extension="1001", softphone_version="3.12.4")

    assert answer.json["settings"]["reason"] == "softphone_too_old"


@pytest.mark.rule("ACC-4")
def test_unknown_and_foreign_things_are_404(organization, program):
    other = make_organization()
    make_terminal(other, "9001")
    make_account(other, "foreign")
    make_terminal(organization, "1001")
    profile, foreign = make_profile(organization), make_profile(other)

    assert ask(program, profile, extension="9001").status_code == 404
    assert ask(program, profile, extension="1001", account="foreign").status_code == 404
    assert ask(program, foreign, extension="1001").status_code == 404


@pytest.mark.rule("VER-3", "TRU-18")
@pytest.mark.parametrize(
    "query", [{}, {"extension": ""}, {"extension": "1001", "softphone_version": "newest"}], ids=str
)
def test_a_question_that_cannot_be_read_is_400(organization, program, query):
    make_terminal(organization, "1001")

    answer = ask(program, make_profile(organization), **query)

    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"


@pytest.mark.rule("TRU-18")
def test_a_nul_in_a_question_is_no_error_of_ours(organization, program):
    make_terminal(organization, "1001")

    for query in ("extension=%00", "extension=1001&account=%00", "extension=%ff%fe"):
        assert program.send("GET", f"/{make_profile(organization).id}/preview?{query}").status_code in {
            400,
            404,
        }
