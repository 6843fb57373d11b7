"""Every change of the application ends in the audit log (HIS-1, TRU-17)."""

import importlib
import inspect
import pkgutil

import pytest
from recorded_changes import RECORDED, World
from sqlalchemy import select

import portal.services
from factories import (
    make_account,
    make_call_center,
    make_ivr,
    make_organization,
    make_profile,
    make_snapshot_version,
    make_terminal,
)
from portal.domain.audit import Action
from portal.models import AuditEntry

# Services that leave no entry, and why.
LEAVE_NO_ENTRY = {
    "they only look, compare or put into words": {
        *("answers", "capture_sources", "directory_preview", "wording"),
        *(
            "api_keys.all_of",
            "capture_upkeep.given_up",
            "capture_queue.waiting",
            "passwords",
            "profile_details",
        ),
        *("other_settings.version_gone", "profiles.copy_name", "profiles.name_taken"),
        *("selections.unknown_in", "snapshot_details.faults_of", "snapshot_edits.judged"),
        *("targets.taken_of", "tokens"),
    },
    "they are parts of what is listed": {
        *(
            "batches",
            "directory_columns",
            "directory_numbers",
            "directory_passwords",
            "directory_rows",
            "leases",
            "lists",
            "many_rows",
            "proofs",
            "removals",
        ),
        *(
            "revisions",
            "upserts",
            "profiles.insert",
            "selections.put_contact_points",
            "selections.put_numbers",
        ),
        *("targets.put_targets", "snapshots", "profile_documents.put_lists"),
    },
    "they are the history, or tell it who is there": {
        *("actors", "denials", "directory_history", "history", "profile_history", "snapshot_history"),
    },
    "they count, or keep what may be lost": {
        *("delivery_pulse", "failures", "memo", "quick_store", "sightings"),
    },
    "a draft is nothing until it is saved, and its saving is listed": {
        *("drafts", "drafts_saving", "drafts_tab", "target_uploads"),
    },
    "what was seen of the directory's news changes nothing that is delivered": {
        *("directory_reviews", "newly_added.dismiss", "reviews"),
    },
    "a claim and a lock are steps of the settling": {"capture_queue.claim", "capture_queue.locked"},
    "what a change would do is counted before it is made": {"impact_counting", "impact_runs"},
    "messages to webhooks have a log of their own": {
        *("webhook_connecting", "webhook_outbox", "webhook_queue", "webhook_secrets", "webhook_sending"),
        *("webhook_upkeep", "webhooks.resend", "webhooks.send_test"),
    },
    "what became of a mail stands on its page, and a test of it changes nothing": {
        *("daily_mail_queue", "daily_mail_text", "daily_mails.ask_for_test", "mail_sending"),
    },
    "what ended is swept up; that it ended was recorded": {"upkeep"},
    "every softphone does so each morning: the log of requests has it, and the audit log each failure": {
        *("agent_sessions", "reports"),
    },
}


@pytest.fixture
def world(database):
    organization = make_organization(slug="acme")
    account = make_account(organization, "user1", password="a good password")
    terminal = make_terminal(organization, "1001", password="terminal password")
    make_ivr(organization, "3001", dial_in=["0312345678"])
    center = make_call_center(organization, "4001", caller_number="0120000001")
    make_snapshot_version(organization, "別の設定")
    profile = make_profile(
        organization,
        "営業部",
        targets=[account],
        display_numbers=["0312345678"],
        contact_points=[center],
        cti_numbers=[],
    )
    database.commit()
    return World(organization, account, terminal, profile)


@pytest.mark.rule("HIS-1", "TRU-17")
@pytest.mark.parametrize("name", RECORDED)
def test_a_change_has_its_entry(database, world, name):
    path, _function, action = RECORDED[name]

    path(world)
    database.commit()

    entries = database.scalars(select(AuditEntry).order_by(AuditEntry.position)).all()
    assert action in {entry.action for entry in entries}
    assert {entry.organization_id for entry in entries} == {world.organization.id}


@pytest.mark.rule("HIS-1", "TRU-17")
def test_every_service_is_recorded_or_says_why_not():
    recorded = {function for _path, function, _action in RECORDED.values()}
    silent = set().union(*LEAVE_NO_ENTRY.values())

    unlisted = {
        name for name in _services() if name not in recorded | silent and name.partition(".")[0] not in silent
    }

    assert not unlisted, "add it to recorded_changes, or say in LEAVE_NO_ENTRY why it leaves no entry"


@pytest.mark.rule("HIS-1")
def test_every_action_of_a_change_is_proved_here():
    proved = {action for _path, _function, action in RECORDED.values()}
    # What is refused is proved where it is refused.
    refusals = {"sign_in_failed", "agent_sign_in_failed", "enrolment_failed", "denied", "directory_refused"}

    assert set(Action) - proved <= refusals


@pytest.mark.rule("TRU-16")
@pytest.mark.parametrize("name", RECORDED)
def test_no_entry_holds_a_secret(database, world, name):
    RECORDED[name][0](world)
    database.commit()

    text = " ".join(f"{entry.subject} {entry.details}" for entry in database.scalars(select(AuditEntry)))
    secrets = (
        "a good password",
        "terminal password",
        "correct horse battery",
        "$argon2id$",
        "hk_",
        "hs_",
        "hd_",
        "whsec_",
    )
    assert [secret for secret in secrets if secret in text] == []


def _services():
    for module in pkgutil.iter_modules(portal.services.__path__):
        names = vars(importlib.import_module(f"portal.services.{module.name}"))
        for name, function in names.items():
            public = inspect.isfunction(function) and not name.startswith("_")
            if public and function.__module__ == f"portal.services.{module.name}":
                yield f"{module.name}.{name}"
