import datetime as dt

import pytest
from softphones import Softphone
from sqlalchemy import select

from factories import (
    make_account,
    make_administrator,
    make_device_token,
    make_organization,
    make_profile,
    make_role,
    make_terminal,
)
from portal.domain.rights import RESOURCES, RIGHTS, RoleKey
from portal.models import AgentSession
from portal.services import failures, sessions
from portal.services.tokens import digest_of

PASSWORD = "agent password"

pytestmark = pytest.mark.on("postgresql", "sqlite")


@pytest.fixture
def sign_in(softphone):
    def sign_in(login="user1", password=PASSWORD, by=softphone):
        return by.post("agent-session", {"login": login, "password": password})

    return sign_in


def ended(answer):
    return answer.status_code == 401 and answer.json["type"].endswith("/agent-session-ended")


def test_a_password_gives_an_agent_token_for_24_hours(sign_in, softphone, account):
    answer = sign_in()

    lasts = dt.datetime.fromisoformat(answer.json["expires_at"]) - dt.datetime.now(dt.UTC)
    assert answer.status_code == 201
    assert answer.json["account"] == {"login": "user1", "name": account.name}
    assert dt.timedelta(hours=23, minutes=59) < lasts <= dt.timedelta(hours=24, minutes=1)
    assert softphone.with_agent(answer.json["agent_token"]).get().status_code == 200


@pytest.mark.rule("TRU-16")
def test_an_agent_token_is_kept_as_its_digest_alone(sign_in, account, database):
    token = sign_in().json["agent_token"]

    assert database.scalars(select(AgentSession.digest)).all() == [digest_of(token)]


@pytest.mark.parametrize(
    ("login", "password"),
    [
        pytest.param("user1", "wrong", id="wrong password"),
        pytest.param("user2", PASSWORD, id="account without a password"),
        pytest.param("nobody", PASSWORD, id="unknown login"),
        pytest.param("theirs", PASSWORD, id="login of another organisation"),
        pytest.param("USER1", PASSWORD, id="another case"),
    ],
)
def test_every_mismatch_is_answered_alike(sign_in, organization, account, login, password):
    make_account(organization, "user2")
    make_account(make_organization(), "theirs", password=PASSWORD)

    answer = sign_in(login, password)

    assert answer.status_code == 401
    assert answer.json["type"].endswith("/wrong-credential")


@pytest.mark.rule("DLV-5")
def test_an_account_whose_agent_function_is_off_is_told_so_after_the_right_password(sign_in, organization):
    make_account(organization, "user1", agent_enabled=False, password=PASSWORD)

    assert sign_in(password="wrong").status_code == 401
    assert sign_in().status_code == 403


@pytest.mark.rule("ACC-1", "DLV-5")
def test_an_administrator_without_the_agent_function_signs_in_and_gets_no_account_profile(
    sign_in, softphone, organization, terminal
):
    administrator = make_administrator(organization, "admin", password=PASSWORD)
    make_profile(organization, targets=[administrator])
    profile = make_profile(organization, targets=[terminal])

    token = sign_in("admin").json["agent_token"]

    assert softphone.with_agent(token).settings()["profile"]["id"] == profile.id


@pytest.mark.rule("ACC-1")
def test_an_administrator_who_lost_one_right_is_no_exception(sign_in, organization):
    rights = {resource: [*RIGHTS] for resource in RESOURCES} | {"numbers": ["view", "edit"]}
    role = make_role(organization, "almost", rights=rights)
    make_account(organization, "user1", agent_enabled=False, password=PASSWORD, role_id=role.id)

    assert sign_in().status_code == 403


def test_a_sign_in_ends_no_other_session(sign_in, softphone, organization, account):
    other = Softphone(softphone.client, make_device_token(make_terminal(organization)))

    first, second = (softphone.with_agent(sign_in().json["agent_token"]) for _ in range(2))
    third = other.with_agent(sign_in(by=other).json["agent_token"])

    assert [each.get().status_code for each in (first, second, third)] == [200, 200, 200]


def test_an_agent_token_works_with_its_own_device_token_alone(agents_softphone, organization):
    other = Softphone(agents_softphone.client, make_device_token(make_terminal(organization)))

    assert ended(other.with_agent(agents_softphone.agent_token).get())


def test_after_sign_out_the_token_is_dead_and_others_go_on(agents_softphone, softphone, account):
    second = softphone.signed_in(account)

    assert agents_softphone.request("DELETE", "agent-session").status_code == 204

    assert ended(agents_softphone.get())
    assert ended(agents_softphone.get("call-ui"))
    assert ended(agents_softphone.request("DELETE", "agent-session"))
    assert second.get().status_code == 200
    assert softphone.get().status_code == 200


def test_signing_out_needs_both_tokens(softphone, agents_softphone):
    no_device = {"X-Agent-Token": agents_softphone.agent_token}

    assert softphone.request("DELETE", "agent-session").status_code == 401
    assert softphone.client.delete("/api/v1/agent-session", headers=no_device).status_code == 401


@pytest.mark.rule("TRU-23")
def test_a_session_ends_by_the_database_clock(softphone, account):
    past = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)

    assert ended(softphone.signed_in(account, expires_at=past).get())


@pytest.mark.rule("TRU-11")
def test_ending_every_session_of_an_account_ends_its_agent_tokens(agents_softphone, account, database):
    sessions.end_all_of([account.id])

    assert ended(agents_softphone.get())


def test_a_deleted_account_ends_its_tokens(agents_softphone, account, database):
    database.delete(account)

    assert ended(agents_softphone.get())


@pytest.mark.rule("TRU-13")
def test_repeated_failures_close_the_login_on_that_terminal_alone(sign_in, softphone, organization, account):
    other = Softphone(softphone.client, make_device_token(make_terminal(organization)))
    for _ in range(failures.MOST.amount):
        sign_in(password="wrong")

    closed = sign_in()

    assert closed.status_code == 429
    assert int(closed.headers["Retry-After"]) > 0
    assert sign_in(by=other).status_code == 201


def test_the_supervisor_signs_in_like_any_agent(sign_in, organization):
    make_account(organization, "user1", role=RoleKey.SUPERVISOR, password=PASSWORD)

    assert sign_in().status_code == 201
