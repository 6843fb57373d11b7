"""Many write at once, and none leaves a gap; who is refused is in the log too, and floods nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from factories import (
    make_account,
    make_administrator,
    make_api_key,
    make_device_token,
    make_organization,
    make_profile,
    make_terminal,
)
from plumbing.browser import Browser
from portal.domain.audit import Action, ActorKind
from portal.domain.audit_chain import Whole
from portal.domain.rights import RoleKey
from portal.domain.words import ApiRight, Status
from portal.extensions import db
from portal.models import AuditEntry, Profile
from portal.queries.audit_chain import verified
from portal.services import denials, history, profiles

WRITERS = 20
EACH = 5


def entries(database, **named):
    database.rollback()
    return database.scalars(select(AuditEntry).filter_by(**named).order_by(AuditEntry.position)).all()


@pytest.mark.rule("TRU-17")
@pytest.mark.on("postgresql", "sqlite")
def test_the_chain_has_no_gap_under_twenty_writers(app, database):
    organization, other = make_organization(), make_organization()
    # Each writer changes profiles of both, in turns: so each locks rows and both ends.
    ids = [
        (make_profile(organization).id, make_profile(other).id, number % 2 == 0) for number in range(WRITERS)
    ]
    organization_ids = [organization.id, other.id]
    database.commit()

    def write(first, second, in_order):
        with app.app_context():
            for status in (Status.DISABLED, Status.ENABLED) * EACH:
                for profile_id in (first, second) if in_order else (second, first):
                    profile = db.session.get_one(Profile, profile_id, populate_existing=True)
                    profiles.set_status(profile, status, seen_revision=profile.revision, who="sato")
                db.session.commit()

    with ThreadPoolExecutor(WRITERS) as threads:
        for done in [threads.submit(write, *each) for each in ids]:
            done.result()

    outcomes = [verified(organization_id) for organization_id in organization_ids]
    assert all(isinstance(outcome, Whole) for outcome in outcomes)
    assert [outcome.end.position for outcome in outcomes] == [WRITERS * EACH * 2] * 2


@pytest.fixture
def browser(app, database):
    return Browser(app)


@pytest.mark.rule("TRU-17")
def test_a_failed_sign_in_is_recorded_with_the_login_that_there_is(browser, database):
    organization = make_organization(slug="acme")
    make_account(organization, "sato", password="a good password")

    browser.sign_in("acme", "sato", "wrong")
    browser.sign_in("acme", "my password", "wrong")

    known, unknown = entries(database, organization_id=organization.id)
    assert (known.action, known.subject, known.actor_kind) == (
        Action.SIGN_IN_FAILED,
        "sato",
        ActorKind.NOBODY,
    )
    assert known.address == "127.0.0.1"
    assert unknown.subject == ""


@pytest.mark.rule("TRU-14", "TRU-17")
def test_an_organisation_that_there_is_not_costs_as_much(browser, database):
    browser.sign_in("nowhere", "sato", "wrong")

    (entry,) = entries(database)
    assert (entry.organization_id, entry.action) == (history.NO_ORGANIZATION, Action.SIGN_IN_FAILED)


@pytest.mark.rule("TRU-17", "ACC-1")
def test_a_page_that_is_denied_is_recorded(browser, database):
    organization = make_organization(slug="acme")
    account = make_account(organization, "sato", role=RoleKey.USER, password="a good password")
    account_id = account.id
    browser.sign_in("acme", "sato", "a good password")

    assert browser.get("/profiles/").status_code == 403

    (entry,) = entries(database, action=Action.DENIED)
    assert (entry.actor_kind, entry.actor_name, entry.actor_account_id) == (
        ActorKind.ACCOUNT,
        "sato",
        account_id,
    )
    assert entry.subject == "GET /profiles/"


@pytest.mark.rule("TRU-17")
def test_a_key_without_the_right_is_recorded(client, database):
    organization = make_organization()
    key = make_api_key(organization, ApiRight.DIRECTORY, name="PBX")

    answer = client.get("/api/v1/profiles", headers={"Authorization": f"Bearer {key}"})

    assert answer.status_code == 403
    (entry,) = entries(database, organization_id=organization.id)
    assert (entry.action, entry.actor_kind, entry.actor_name) == (Action.DENIED, ActorKind.API_KEY, "PBX")


@pytest.mark.rule("TRU-17")
def test_a_failed_enrolment_and_a_failed_agent_are_recorded(client, database):
    organization = make_organization(slug="acme")
    token = make_device_token(make_terminal(organization, "1001", password="terminal password"))

    client.post(
        "/api/v1/enrollments", json={"organization": "acme", "extension": "1001", "password": "wrong"}
    )
    client.post(
        "/api/v1/agent-session",
        json={"login": "nobody", "password": "wrong"},
        headers={"Authorization": f"Bearer {token}"},
    )

    enrolment, agent = entries(database, organization_id=organization.id)
    assert (enrolment.action, enrolment.subject) == (Action.ENROLMENT_FAILED, "1001")
    assert (agent.action, agent.actor_kind) == (Action.AGENT_SIGN_IN_FAILED, ActorKind.SOFTPHONE)
    assert agent.actor_name == "1001"


@pytest.mark.rule("TRU-17")
def test_nobody_floods_the_log_with_refusals(browser, database):
    organization = make_organization(slug="acme")
    make_account(organization, "sato", role=RoleKey.USER, password="a good password")
    browser.sign_in("acme", "sato", "a good password")

    for _ in range(denials.MOST_OF_ONE + 5):
        browser.get("/profiles/")

    recorded = entries(database, action=Action.DENIED)
    assert len(recorded) == denials.MOST_OF_ONE
    assert [entry.details for entry in recorded if entry.details != "{}"] == ['{"more_unrecorded":true}']


@pytest.mark.rule("TRU-17")
def test_nobody_floods_the_log_with_ever_other_addresses(browser, database, monkeypatch):
    monkeypatch.setattr(denials, "MOST_OF_ALL", 15)
    organization = make_organization(slug="acme")
    make_account(organization, "sato", role=RoleKey.USER, password="a good password")
    browser.sign_in("acme", "sato", "a good password")

    for number in range(20):
        browser.get(f"/profiles/{number}/history/")

    recorded = entries(database, action=Action.DENIED)
    assert len(recorded) == denials.MOST_OF_ALL
    assert recorded[-1].details == '{"more_unrecorded":true}'


@pytest.mark.rule("TRU-17", "TRU-18")
@pytest.mark.parametrize("path", ["/profiles/1/x%00/draft", "/api/v1/x%00"])
def test_an_address_that_cannot_be_recorded_is_refused_as_one(browser, path):
    assert browser.client.get(path).status_code in {400, 404}


@pytest.mark.rule("HIS-1")
def test_pages_and_keys_are_told_apart(browser, client, database):
    organization = make_organization(slug="acme")
    make_administrator(organization, "sato", password="a good password")
    profile = make_profile(organization, "営業部", status=Status.DISABLED)
    profile_id, key = profile.id, make_api_key(organization, ApiRight.PROFILES, name="移行")
    browser.sign_in("acme", "sato", "a good password")

    browser.get(f"/profiles/{profile_id}/edit")
    browser.submit(f"/profiles/{profile_id}/edit", name="総務部", forged={"confirmed": "1"})
    revision = client.get(
        f"/api/v1/profiles/{profile_id}", headers={"Authorization": f"Bearer {key}"}
    ).headers["ETag"]
    client.put(
        f"/api/v1/profiles/{profile_id}",
        json={"name": "経理部", "target_type": "account", "status": "disabled"},
        headers={"Authorization": f"Bearer {key}", "If-Match": revision},
    )

    by_page, by_key = entries(database, profile_id=profile_id)
    assert (by_page.actor_kind, by_page.actor_name) == (ActorKind.ACCOUNT, "sato")
    assert (by_key.actor_kind, by_key.actor_name) == (ActorKind.API_KEY, "移行")
    assert by_page.address == by_key.address == "127.0.0.1"


@pytest.mark.rule("TRU-17", "TRU-1")
def test_a_refusal_that_cannot_be_recorded_is_answered_all_the_same(browser, database, monkeypatch):
    from sqlalchemy.exc import OperationalError  # noqa: PLC0415

    def away(_denial):
        raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(denials, "_write", away)
    make_organization(slug="acme")

    assert browser.sign_in("acme", "sato", "wrong").status_code == 422
