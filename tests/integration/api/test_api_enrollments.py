import pytest
from softphones import Softphone
from sqlalchemy import select

from factories import make_organization, make_terminal
from portal.domain.words import TerminalType
from portal.models import DeviceToken
from portal.services import failures, passwords
from portal.services.tokens import digest_of

pytestmark = pytest.mark.on("postgresql", "sqlite")


@pytest.fixture
def enrol(client):
    def enrol(organization="acme", extension="1001", password="terminal password"):
        body = {"organization": organization, "extension": extension, "password": password}
        return client.post("/api/v1/enrollments", json=body)

    return enrol


def test_a_terminal_password_gives_a_device_token(enrol, client, terminal, database):
    answer = enrol()

    assert answer.status_code == 201
    assert answer.json["terminal"] == {"extension": "1001", "name": terminal.name, "type": "softphone"}
    assert Softphone(client, answer.json["device_token"]).get().status_code == 200


@pytest.mark.rule("TRU-16")
def test_a_device_token_is_kept_as_its_digest_alone(enrol, terminal, database):
    token = enrol().json["device_token"]

    assert database.scalars(select(DeviceToken.digest)).all() == [digest_of(token)]


@pytest.mark.rule("TRU-14")
@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"password": "wrong"}, id="wrong password"),
        pytest.param({"password": ""}, id="no password"),
        pytest.param({"extension": "1002"}, id="terminal without a password"),
        pytest.param({"extension": "9999"}, id="unknown extension"),
        pytest.param({"extension": "2001"}, id="extension of another organisation"),
        pytest.param({"organization": "nobody"}, id="unknown organisation"),
        pytest.param({"organization": "other"}, id="another organisation"),
        pytest.param({"extension": "１００１"}, id="digits of full width"),
    ],
)
def test_every_mismatch_is_answered_alike(enrol, organization, terminal, asked):
    make_terminal(organization, "1002")
    make_terminal(make_organization(slug="other"), "2001", password="terminal password")

    answer = enrol(**asked)

    assert answer.status_code == 401
    assert answer.json == enrol(password="something else").json
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.rule("TRU-14")
def test_every_mismatch_verifies_one_password(enrol, terminal, monkeypatch):
    verified = []
    matches = passwords.matches
    monkeypatch.setattr(passwords, "matches", lambda *given: verified.append(given) or matches(*given))

    for asked in ({"password": "wrong"}, {"extension": "9999"}, {"organization": "nobody"}):
        enrol(**asked)

    assert len(verified) == 3


@pytest.mark.rule("DLV-6")
@pytest.mark.parametrize("kind", [TerminalType.WEBRTC, TerminalType.HARDPHONE, TerminalType.MOBILE])
def test_a_type_that_cannot_be_managed_is_told_so_after_the_right_password(enrol, organization, kind):
    make_terminal(organization, "1001", terminal_type=kind, password="terminal password")

    assert enrol(password="wrong").status_code == 401
    assert enrol().status_code == 403


def test_an_encrypted_softphone_can_be_enrolled(enrol, organization):
    make_terminal(
        organization, "1001", terminal_type=TerminalType.SOFTPHONE_ENCRYPTED, password="terminal password"
    )

    assert enrol().json["terminal"]["type"] == "softphone_encrypted"


@pytest.mark.rule("TRU-13")
@pytest.mark.parametrize("extension", ["1001", "9999"])
def test_repeated_failures_close_the_credential_whether_it_exists_or_not(enrol, terminal, extension):
    for _ in range(failures.MOST.amount):
        assert enrol(extension=extension, password="wrong").status_code == 401

    closed = enrol(extension=extension)

    assert closed.status_code == 429
    assert 0 < int(closed.headers["Retry-After"]) <= 600


@pytest.mark.rule("TRU-13")
def test_failures_of_one_terminal_close_no_other(enrol, organization, terminal):
    make_terminal(organization, "1002", password="terminal password")
    for _ in range(failures.MOST.amount):
        enrol(extension="1002", password="wrong")

    assert enrol(extension="1001").status_code == 201


def test_only_failures_count(enrol, terminal):
    for _ in range(failures.MOST.amount + 1):
        assert enrol().status_code == 201


def test_a_device_token_that_was_given_back_is_dead(softphone, agents_softphone):
    assert softphone.request("DELETE", "enrollments").status_code == 204

    assert softphone.get().status_code == 401
    assert agents_softphone.get().status_code == 401
    assert softphone.request("DELETE", "enrollments").status_code == 401


@pytest.mark.parametrize("shown", [None, "", "Bearer", "Bearer ", "Basic dXNlcjpwYXNz", "Bearer hd_unknown"])
def test_without_a_valid_device_token_nothing_is_given_back(client, shown):
    headers = {} if shown is None else {"Authorization": shown}

    answer = client.delete("/api/v1/enrollments", headers=headers)

    assert answer.status_code == 401
    assert answer.json["type"].endswith("/wrong-credential")
