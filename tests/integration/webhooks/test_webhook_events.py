"""Who is told of what: exactly what was asked for, of what was committed, at the cost of one query."""

import json

import pytest
from sqlalchemy import select

from factories import make_account, make_device_token, make_organization, make_terminal
from importer.captures import CaptureBody
from importer.catalogue import catalogue
from importer.checking import judge
from importer.directory import Mode
from plumbing.statements import counted
from portal.domain.audit import Action, Subject
from portal.domain.webhooks import Event
from portal.domain.words import ReportResult, Status
from portal.models import Webhook, WebhookDelivery
from portal.queries.credentials import softphone
from portal.services import (
    capture_queue,
    captures,
    directory,
    directory_reviews,
    history,
    profiles,
    reports,
    webhooks,
)
from portal.services.directory import Taking
from portal.services.history import About
from portal.services.profile_details import Details
from portal.services.tokens import digest_of

NOWHERE = "http://127.0.0.1:1/"


def switch(scene, status):
    profiles.set_status(scene.profile, status, seen_revision=scene.profile.revision, who="sato")
    scene.database.commit()


def capture(scene, values):
    terminal = make_terminal(scene.organization)
    body = CaptureBody("標準設定", "2026-11-20T09:00:00+09:00", "3.13.7", "Windows", values)
    upload = captures.Upload(body, digest_of(str(values)))
    account = make_account(scene.organization)
    made = captures.receive(upload, terminal=terminal, account=account, key=None).capture
    capture_queue.claim(made.id)
    capture_queue.settle(made.id, judge(values, catalogue()))
    scene.database.commit()


def fail(scene, revision="a" * 64, result=ReportResult.FAILED):
    token = make_device_token(scene.terminal)
    scene.database.flush()
    report = reports.Report(revision, result, None, "no such setting, password=hunter2hunter2")
    reports.receive(softphone(digest_of(token), None), report)
    scene.database.commit()


def add_numbers(scene):
    taken = {"ivrs": [{"extension": "3001", "name": "受付", "dial_in": ["0312345678"]}]}
    directory.take(taken, Taking(Mode.MERGE), slug=scene.organization.slug)
    scene.database.commit()
    directory_reviews.review(scene.organization.id)
    scene.database.commit()


def refuse_directory(scene):
    about = About(Subject.DIRECTORY, scene.organization.slug)
    gone = {"counts": {"terminals": 40}}
    history.record(scene.organization.id, Action.DIRECTORY_REFUSED, about, gone)
    scene.database.commit()


HAPPENINGS = {
    Event.PROFILE_CHANGED: lambda scene: scene.rename(),
    Event.PROFILE_ENABLED: lambda scene: (
        switch(scene, Status.DISABLED),
        switch(scene, Status.ENABLED),
    ),
    Event.PROFILE_DISABLED: lambda scene: switch(scene, Status.DISABLED),
    Event.PROFILE_DELETED: lambda scene: (
        profiles.delete(scene.profile, seen_revision=scene.profile.revision),
        scene.database.commit(),
    ),
    Event.CAPTURE_INGESTED: lambda scene: capture(scene, {"phone.auto_answer": True}),
    Event.CAPTURE_REFUSED: lambda scene: capture(scene, {"phone.auto_answer": "perhaps"}),
    Event.NUMBERS_WAITING: add_numbers,
    Event.DELIVERY_FAILED: fail,
    Event.DIRECTORY_REFUSED: refuse_directory,
}


@pytest.fixture
def happenings(scene):
    """A scene in which everything can happen."""
    scene.terminal = make_terminal(scene.organization, "1001")
    scene.database.commit()
    return scene


def test_every_event_is_tried_here():
    assert set(HAPPENINGS) == set(Event)


@pytest.mark.parametrize("event", HAPPENINGS)
def test_who_asks_for_one_event_is_told_of_that_one_alone(happenings, event):
    happenings.subscribe(NOWHERE, event)

    for other in [each for each in HAPPENINGS if each not in (event, Event.PROFILE_DELETED)]:
        HAPPENINGS[other](happenings)
    others = [message.event for message in happenings.messages()]
    happenings.database.query(WebhookDelivery).delete()
    HAPPENINGS[event](happenings)

    # Switching on takes switching off first.
    assert set(others) <= ({event} if event is Event.PROFILE_DISABLED else set())
    assert {message.event for message in happenings.messages()} == {event}


def test_what_is_told_names_what_it_is_about(happenings):
    happenings.subscribe(NOWHERE)
    told = (Event.CAPTURE_REFUSED, Event.NUMBERS_WAITING, Event.DELIVERY_FAILED, Event.DIRECTORY_REFUSED)
    for event in told:
        HAPPENINGS[event](happenings)

    refused, waiting, failed, too_much = (
        json.loads(message.body)["data"] for message in happenings.messages()[-4:]
    )
    assert refused["capture"]["name"] == "標準設定"
    assert refused["capture"]["faults"] == ["wrong_type"]
    assert waiting == {"organization": "acme", "found": 2, "lists": 2}
    assert (failed["extension"], failed["login"], failed["revision"]) == ("1001", None, "a" * 64)
    assert "no such setting" in failed["detail"]
    assert "hunter2" not in failed["detail"]
    assert too_much["details"] == {"counts": {"terminals": 40}}


@pytest.mark.rule("TRU-7")
def test_the_same_report_twice_is_told_once(happenings):
    happenings.subscribe(NOWHERE)

    fail(happenings)
    fail(happenings)
    fail(happenings, revision="b" * 64)
    fail(happenings, result=ReportResult.APPLIED)

    assert [message.event for message in happenings.messages()] == [Event.DELIVERY_FAILED] * 2


@pytest.mark.rule("TRU-5")
def test_what_is_rolled_back_is_told_to_nobody(scene, rung):
    scene.subscribe(NOWHERE)
    seen = {"seen_revision": scene.profile.revision, "who": "sato"}
    scene.database.commit()

    profiles.edit(scene.profile, Details("総務部"), **seen)
    scene.database.rollback()
    inside = scene.database.begin_nested()
    profiles.edit(scene.profile, Details("総務部"), **seen)
    inside.rollback()
    scene.database.commit()

    assert scene.messages() == []
    assert rung == []


def test_one_that_is_off_is_told_nothing_and_what_waited_ends(scene):
    webhook, _ = scene.subscribe(NOWHERE)
    scene.rename()
    off = webhooks.Wanted(webhook.url, frozenset(Event), enabled=False)

    webhooks.edit(webhook, off, seen_revision=webhook.revision)
    scene.database.commit()
    scene.rename()

    (message,) = scene.messages()
    assert (message.state, message.problem) == ("failed", "switched_off")


def test_where_nobody_listens_a_change_costs_one_query(scene):
    other = make_organization()
    elsewhere = webhooks.Wanted(NOWHERE, frozenset(Event))
    webhooks.create(other, elsewhere)
    scene.database.commit()

    with counted() as sent:
        scene.rename()

    assert sum("webhook" in statement for statement in sent) == 1
    assert scene.database.scalars(select(WebhookDelivery)).all() == []


def test_what_is_no_event_costs_nothing(scene):
    with counted() as sent:
        scene.subscribe(NOWHERE)

    assert not any("FROM webhooks JOIN organizations" in statement for statement in sent)
    assert scene.database.scalars(select(Webhook)).one().enabled
