"""Messages reach their receivers, signed; what fails is tried again, and nobody is held up by it."""

import json
import threading
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value
from webhook_receiver import say

from factories import make_organization, make_profile
from plumbing.waiting import free_port, wait_until
from portal.domain.webhooks import MOST_ATTEMPTS, DeliveryState, Event, Problem
from portal.jobs import Job
from portal.models import AuditEntry, Webhook, WebhookDelivery
from portal.queries.clock import database_now
from portal.services import webhook_queue, webhook_sending, webhooks
from portal.services.errors import EditConflict
from workers.webhooks import deliver, expire, sweep

WAITING, DELIVERED, FAILED = DeliveryState.WAITING, DeliveryState.DELIVERED, DeliveryState.FAILED


@pytest.mark.rule("TRU-5")
def test_a_worker_sends_what_happened_and_signs_it(rung_scene, receiver, worker):
    _webhook, secret = rung_scene.subscribe(receiver.url)

    rung_scene.rename()

    wait_until(lambda: receiver.received, what="the message")
    (came,) = receiver.received
    said = json.loads(came.body)
    assert came.signed_with(secret)
    assert not came.signed_with("whsec_" + "A" * 43 + "=")
    assert came.headers["content-type"] == "application/json"
    assert (said["type"], said["data"]["organization"]) == ("profile.changed", "acme")
    assert said["data"]["profile"] == {
        "id": rung_scene.profile.id,
        "name": "営業1部",
        "revision": rung_scene.profile.revision,
    }
    wait_until(lambda: rung_scene.messages()[0].state is DELIVERED, what="the outcome")


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("TRU-6")
def test_what_is_refused_is_sent_again_under_the_same_id(scene, receivers):
    receiver = receivers(500, 200)
    webhook, _ = scene.subscribe(receiver.url)
    scene.rename()

    scene.deliver(webhook)
    (waits,) = scene.messages()
    first = (waits.state, waits.attempts, waits.status, waits.due_at > database_now())
    scene.let_time_pass()
    scene.deliver(webhook)

    assert first == (WAITING, 1, 500, True)
    (sent,) = scene.messages()
    assert (sent.state, sent.attempts, sent.status) == (DELIVERED, 2, 200)
    assert len({came.id for came in receiver.received}) == 1
    assert len(receiver.received) == 2


@pytest.mark.rule("TRU-6")
def test_after_the_last_attempt_a_message_is_failed_and_stays_visible(scene, receivers):
    webhook, _ = scene.subscribe(receivers(500).url)
    scene.rename()

    for _attempt in range(MOST_ATTEMPTS + 1):
        scene.deliver(webhook)
        scene.let_time_pass()

    (message,) = scene.messages()
    assert (message.state, message.attempts) == (FAILED, MOST_ATTEMPTS)
    assert message.problem is Problem.STATUS


@pytest.mark.rule("TRU-6")
def test_a_message_whose_worker_went_away_is_sent_again_and_counted(scene, receiver):
    webhook, _ = scene.subscribe(receiver.url)
    scene.rename()
    claimed = webhook_queue.claim(webhook.id)
    scene.database.commit()

    scene.deliver(webhook)
    while_leased = len(receiver.received)
    scene.let_time_pass()
    scene.deliver(webhook)
    late = webhook_queue.settle(claimed, webhook_queue.Outcome(Problem.TIMED_OUT))
    scene.database.commit()

    assert (while_leased, late) == (0, False)
    (message,) = scene.messages()
    assert (message.state, message.attempts) == (DELIVERED, 2)
    assert [came.id for came in receiver.received] == [claimed.message_id]


@pytest.mark.rule("TRU-7")
def test_two_workers_at_once_send_a_message_once(app, scene, receivers):
    def work():
        with app.app_context():
            deliver(webhook_id)

    hold = threading.Event()
    receiver = receivers(lambda handler: (hold.wait(10), say(handler, 200)))
    webhook, _ = scene.subscribe(receiver.url)
    scene.rename()
    webhook_id = webhook.id

    first = threading.Thread(target=work)
    first.start()
    wait_until(lambda: receiver.received, what="the first attempt")
    scene.deliver(webhook)
    hold.set()
    first.join(10)

    assert len(receiver.received) == 1


@pytest.mark.rule("TRU-4")
def test_a_receiver_that_says_nothing_is_given_up(scene, receivers, monkeypatch):
    monkeypatch.setattr(webhook_sending, "WHOLE_S", 0.3)
    receiver = receivers(lambda _handler: receiver.ended.wait(20))
    webhook, _ = scene.subscribe(receiver.url)
    scene.rename()

    scene.deliver(webhook)

    assert scene.messages()[0].problem is Problem.TIMED_OUT


@pytest.mark.rule("TRU-4")
def test_a_receiver_that_drips_its_answer_is_given_up(scene, receivers, monkeypatch):
    def drip(handler):
        while not receiver.ended.wait(0.02):
            handler.wfile.write(b"H")

    monkeypatch.setattr(webhook_sending, "WHOLE_S", 0.3)
    receiver = receivers(drip)
    webhook, _ = scene.subscribe(receiver.url)
    scene.rename()

    scene.deliver(webhook)

    assert scene.messages()[0].problem in (Problem.TIMED_OUT, Problem.BAD_ANSWER)


@pytest.mark.rule("TRU-4")
def test_of_an_endless_answer_only_the_beginning_is_read(scene, receivers):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        while not receiver.ended.is_set():
            handler.wfile.write(b"x" * 10_000)

    receiver = receivers(endless)
    webhook, _ = scene.subscribe(receiver.url)
    scene.rename()

    scene.deliver(webhook)

    (message,) = scene.messages()
    assert message.state is DELIVERED
    assert len(message.answer) == webhook_sending.KEPT_CHARACTERS


@pytest.mark.rule("TRU-16", "TRU-18")
def test_an_answer_is_kept_without_secrets_and_control_characters(scene, receivers):
    body = b'ok\x00\r\n{"password": "hunter2hunter2"} \xff\xfe ' + b"z" * 600
    webhook, _ = scene.subscribe(receivers(lambda handler: say(handler, 200, body)).url)
    scene.rename()

    scene.deliver(webhook)

    kept = scene.messages()[0].answer
    assert kept.startswith("ok ")
    assert kept.isprintable()
    assert "hunter2" not in kept
    assert len(kept) <= webhook_sending.KEPT_CHARACTERS


def test_a_redirect_is_not_followed(scene, receivers):
    elsewhere = receivers()
    receiver = receivers(lambda handler: say(handler, 307, Location=elsewhere.url))
    webhook, _ = scene.subscribe(receiver.url)
    scene.rename()

    scene.deliver(webhook)

    assert (len(receiver.received), len(elsewhere.received)) == (1, 0)
    assert (scene.messages()[0].problem, scene.messages()[0].status) == (Problem.STATUS, 307)


@pytest.mark.on("postgresql", "sqlite")
def test_a_receiver_that_is_gone_switches_its_webhook_off(scene, receivers):
    receiver = receivers(410)
    webhook, _ = scene.subscribe(receiver.url)
    scene.rename()
    scene.rename()

    scene.deliver(webhook)
    scene.rename()

    assert (webhook.enabled, webhook.gone, len(receiver.received)) == (False, True, 1)
    assert [(message.state, message.problem) for message in scene.messages()] == [
        (FAILED, Problem.GONE),
        (FAILED, Problem.SWITCHED_OFF),
    ]
    told = scene.database.scalars(
        select(AuditEntry.details).where(AuditEntry.action == "webhook_changed")
    ).one()
    assert json.loads(told) == {"enabled": False, "gone": True}


@pytest.mark.rule("TRU-6")
def test_a_dead_receiver_rests_and_holds_up_nobody(scene, receivers, rung):
    alive = receivers()
    dead, _ = scene.subscribe(f"http://127.0.0.1:{free_port()}/")
    other, _ = scene.subscribe(alive.url)
    for _time in range(3):
        scene.rename()

    scene.deliver(dead)
    scene.deliver(other)
    scene.deliver(dead)

    assert [message.attempts for message in scene.messages(dead)] == [1, 0, 0]
    assert scene.messages(dead)[0].problem is Problem.NOT_CONNECTED
    assert dead.rests_until > database_now()
    assert [message.state for message in scene.messages(other)] == [DELIVERED] * 3
    assert len(alive.received) == 3


@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.rule("TRU-5")
def test_the_sweep_rings_for_what_no_ring_reached_and_not_for_who_rests(scene, receiver, rung):
    waits, _ = scene.subscribe(receiver.url)
    dead, _ = scene.subscribe(f"http://127.0.0.1:{free_port()}/")
    scene.rename()
    scene.deliver(dead)
    waiting_id = waits.id
    scene.database.commit()
    rung.clear()

    sweep()

    assert rung == [(Job.DELIVER_TO_WEBHOOK, (waiting_id,))]


@pytest.mark.on("postgresql", "sqlite")
def test_what_never_had_its_turn_and_what_had_its_last_ends(scene, receiver, rung):
    scene.subscribe(receiver.url)
    scene.rename()
    scene.rename()
    old, worn = scene.messages()
    old.due_at = old.due_at.replace(year=2020)
    worn.attempts = MOST_ATTEMPTS
    scene.database.commit()

    sweep()

    assert [message.problem for message in scene.messages()] == [Problem.TOO_OLD, Problem.NO_OUTCOME]


@pytest.mark.on("postgresql", "sqlite")
def test_messages_that_ended_long_ago_are_deleted(scene, receiver):
    webhook, _ = scene.subscribe(receiver.url)
    scene.rename()
    scene.rename()
    scene.deliver(webhook)
    old, kept = scene.messages()
    old.ended_at = old.ended_at.replace(year=2020)
    kept_id = kept.id
    scene.database.commit()

    expire()

    assert [message.id for message in scene.messages()] == [kept_id]


@pytest.mark.on("postgresql", "sqlite")
def test_a_message_is_sent_again_by_hand_under_its_own_id(scene, receivers, rung):
    receiver = receivers(200)
    webhook, _ = scene.subscribe(receiver.url)
    scene.rename()
    scene.deliver(webhook)
    rung.clear()

    webhooks.resend(webhook, scene.messages()[0])
    scene.database.commit()
    heard = [*rung]
    scene.deliver(webhook)

    assert heard == [(Job.DELIVER_TO_WEBHOOK, (webhook.id,))]
    assert [came.id for came in receiver.received] == [scene.messages()[0].message_id] * 2


def test_what_is_sent_again_by_hand_goes_behind_what_was_due_before(scene, receivers):
    receiver = receivers(200)
    webhook, _ = scene.subscribe(receiver.url)
    scene.rename()
    scene.deliver(webhook)
    for _backlog in range(2):
        scene.rename()

    webhooks.resend(webhook, scene.messages()[0])
    scene.database.commit()
    scene.deliver(webhook)

    first, second, third = (message.message_id for message in scene.messages())
    assert [came.id for came in receiver.received] == [first, second, third, first]


@pytest.mark.rule("TRU-16")
def test_a_new_secret_is_valid_beside_the_former_one_for_a_day_and_none_is_stored(scene, receiver):
    webhook, former = scene.subscribe(receiver.url)
    new = webhooks.renew_secret(webhook)
    scene.database.commit()
    scene.rename()
    scene.deliver(webhook)
    webhook.former_until = database_now()
    scene.database.commit()
    scene.rename()
    scene.deliver(webhook)

    both, later = receiver.received
    assert (both.signed_with(former), both.signed_with(new)) == (True, True)
    assert (later.signed_with(former), later.signed_with(new)) == (False, True)
    stored = " ".join(
        str(scene.database.execute(select(table.__table__)).all())
        for table in (Webhook, WebhookDelivery, AuditEntry)
    )
    assert former.removeprefix("whsec_") not in stored
    assert new.removeprefix("whsec_") not in stored


def test_a_test_goes_to_one_webhook_whatever_it_wants(scene, receivers):
    receiver, other = receivers(), receivers()
    webhook, secret = scene.subscribe(receiver.url, Event.CAPTURE_REFUSED)
    scene.subscribe(other.url)

    webhooks.send_test(webhook)
    scene.deliver(webhook)

    (came,) = receiver.received
    assert json.loads(came.body)["type"] == "webhook.test"
    assert came.signed_with(secret)
    assert [message.webhook_id for message in scene.messages()] == [webhook.id]


def test_a_test_goes_before_all_that_waits(scene, receiver):
    webhook, _secret = scene.subscribe(receiver.url)
    scene.rename()

    webhooks.send_test(webhook)
    scene.deliver(webhook)

    assert json.loads(receiver.received[0].body)["type"] == "webhook.test"


@pytest.mark.rule("HIS-1")
def test_an_edit_is_recorded_by_what_it_changes(scene, receiver, database):
    webhook, _secret = scene.subscribe(receiver.url, Event.CAPTURE_REFUSED)
    wanted = webhooks.Wanted(receiver.url, frozenset({Event.CAPTURE_REFUSED}))

    webhooks.edit(webhook, wanted, seen_revision=webhook.revision)
    database.commit()
    webhooks.edit(webhook, replace(wanted, enabled=False), seen_revision=webhook.revision)
    database.commit()

    (entry,) = database.scalars(select(AuditEntry).filter_by(action="webhook_changed"))
    assert json.loads(entry.details)["fields"] == {"enabled": [True, False]}


def test_of_two_new_secrets_at_once_one_is_refused(scene, receiver, database):
    webhook, _secret = scene.subscribe(receiver.url)
    late = webhook.revision
    webhooks.renew_secret(webhook)
    set_committed_value(webhook, "revision", late)

    with pytest.raises(EditConflict):
        webhooks.renew_secret(webhook)


def test_what_another_organisation_does_is_nobody_elses(scene, receiver):
    scene.subscribe(receiver.url)

    scene.rename(make_profile(make_organization(), "よその"))

    assert scene.messages() == []
