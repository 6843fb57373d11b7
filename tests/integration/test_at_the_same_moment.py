"""What two do at the same moment, each without knowing of the other."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from factories import (
    make_account,
    make_api_key,
    make_device_token,
    make_organization,
    make_profile,
    make_terminal,
)
from importer.targets_csv import TargetLine
from portal.domain.audit import Action
from portal.domain.webhooks import Event
from portal.domain.words import Part
from portal.extensions import db
from portal.models import (
    Account,
    AgentSession,
    ApiKey,
    AuditEntry,
    DeviceToken,
    PortalSession,
    Profile,
    TargetUpload,
    TargetUploadLine,
    Terminal,
    Webhook,
)
from portal.queries.credentials import softphone
from portal.services import (
    accounts,
    agent_sessions,
    api_keys,
    enrollments,
    passwords,
    sessions,
    target_uploads,
    webhooks,
)
from portal.services.drafts_tab import Tab
from portal.services.errors import WrongCredential
from portal.services.tokens import digest_of

FORMER = "a good password"
AT_ONCE = 4


@pytest.fixture
def organization(database):
    made = make_organization(slug="acme")
    database.commit()
    return made


@pytest.fixture
def all_at_once(app):
    """A function that does something several times: each begins when all have looked at what there is."""

    def run(look, do):
        ready = Barrier(AT_ONCE, timeout=30)

        def one(_place):
            with app.app_context():
                seen = look()
                ready.wait()
                do(seen)
                db.session.commit()

        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(one, range(AT_ONCE)))

    return run


def sign_in(_softphone):
    sessions.begin("acme", "sato", FORMER, lasting=dt.timedelta(hours=1))


def sign_in_as_agent(softphone):
    agent_sessions.sign_in(softphone, "sato", FORMER)


def enrol(_softphone):
    enrollments.enrol("acme", "1001", FORMER)


def renew_both():
    accounts.set_password(db.session.scalars(select(Account)).one(), "correct horse battery")
    enrollments.renew_password(db.session.scalars(select(Terminal)).one())


@pytest.fixture
def renewed_while_compared(app, monkeypatch):
    """Somebody changes every password just when one has been compared."""
    compare = passwords.matches

    def change():
        with app.app_context():
            renew_both()
            db.session.commit()

    def compare_slowly(stored, password):
        right = compare(stored, password)
        with ThreadPoolExecutor(1) as somebody_else:
            somebody_else.submit(change).result()
        return right

    monkeypatch.setattr(passwords, "matches", compare_slowly)


@pytest.mark.usefixtures("renewed_while_compared")
@pytest.mark.rule("TRU-11")
@pytest.mark.parametrize(
    ("enter", "opened"),
    [
        pytest.param(sign_in, PortalSession, id="in the portal"),
        pytest.param(sign_in_as_agent, AgentSession, id="on a softphone"),
        pytest.param(enrol, DeviceToken, id="as a softphone"),
    ],
)
def test_a_password_that_is_changed_while_it_is_compared_opens_nothing(database, organization, enter, opened):
    make_account(organization, "sato", password=FORMER)
    terminal = make_terminal(organization, "1001", password=FORMER)
    source = softphone(digest_of(make_device_token(terminal)), None)
    database.commit()

    with pytest.raises(WrongCredential):
        enter(source)

    database.commit()
    assert database.scalar(select(func.count()).select_from(opened)) == 0


def entries_of(database, action):
    return database.scalar(select(func.count()).where(AuditEntry.action == action.value))


@pytest.mark.rule("TRU-11")
def test_of_several_who_know_a_password_one_changes_it(database, organization, all_at_once):
    make_account(organization, "sato", password=FORMER)
    database.commit()

    def change(account):
        with suppress(WrongCredential):
            accounts.change_password(account, FORMER, f"correct horse battery {id(account)}")

    with_organization = select(Account).options(joinedload(Account.organization))
    all_at_once(lambda: db.session.scalars(with_organization).one(), change)

    assert entries_of(database, Action.PASSWORD_CHANGED) == 1


@pytest.mark.rule("HIS-1")
def test_an_api_key_is_revoked_once_however_many_revoke_it(database, organization, all_at_once):
    make_api_key(organization)
    database.commit()

    all_at_once(lambda: db.session.scalars(select(ApiKey)).one(), api_keys.revoke)

    assert entries_of(database, Action.API_KEY_REVOKED) == 1


@pytest.mark.rule("HIS-1")
def test_a_webhook_is_deleted_once_however_many_delete_it(database, organization, all_at_once):
    webhooks.create(organization, webhooks.Wanted("https://hooks.example/haishin", frozenset(Event)))
    database.commit()

    all_at_once(lambda: db.session.scalars(select(Webhook)).one(), webhooks.delete)

    assert database.scalars(select(Webhook)).all() == []
    assert entries_of(database, Action.WEBHOOK_DELETED) == 1


@pytest.mark.rule("TGT-4", "TRU-18")
def test_of_several_files_that_come_at_once_one_waits_to_be_looked_at(database, organization, all_at_once):
    account_id = make_account(organization, "sato").id
    make_profile(organization)
    database.commit()

    all_at_once(
        lambda: Tab(db.session.scalars(select(Profile)).one(), Part.TARGETS, account_id),
        lambda tab: target_uploads.receive(tab, [TargetLine(1, "sato")], replaces=False),
    )

    (upload,) = database.scalars(select(TargetUpload)).all()
    assert database.scalars(select(TargetUploadLine.upload_id)).all() == [upload.id]
