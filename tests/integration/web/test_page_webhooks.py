"""システム設定 > Webhook: made, corrected, tried out, deleted; with the log of what was sent."""

import pytest
from pages_in_words import alerts, facts, post, refusals, rows, save
from sqlalchemy import select

from factories import make_organization, stored
from portal.domain.webhooks import DeliveryState, Event, Problem
from portal.models import Webhook, WebhookDelivery
from portal.queries.clock import database_now
from portal.services import webhooks
from portal.services.webhooks import MOST_WEBHOOKS, Wanted

URL = "https://hooks.example/haishin"


@pytest.fixture(autouse=True)
def _nobody_hears(monkeypatch):
    """What waits stays as it is, also when a worker of another test still runs."""
    monkeypatch.setattr("portal.jobs.ring", lambda *_rung: None)


@pytest.fixture
def make_webhook(organization):
    """A function that makes a webhook."""

    def made(url=URL, *events, organization=organization):
        return webhooks.create(organization, Wanted(url, frozenset(events or {Event.PROFILE_CHANGED})))[0]

    return made


@pytest.fixture
def sent(database):
    """A function that makes a message to a webhook, as if a worker had sent it."""

    def made(webhook, **columns):
        number = len(database.scalars(select(WebhookDelivery)).all()) + 1
        columns = {
            "message_id": f"msg_{number}",
            "event": "profile.changed",
            "body": "{}",
            "state": DeliveryState.FAILED,
            "attempts": 7,
            "due_at": database_now(),
            "ended_at": database_now(),
            "problem": Problem.STATUS,
            "status": 500,
            "answer": "<b>out of order</b>",
        } | columns
        return stored(WebhookDelivery(webhook_id=webhook.id, **columns))

    return made


def here(webhook, *more):
    return "/".join(["/webhooks", str(webhook.id), *more])


def test_an_empty_list_says_what_to_do_next(portal):
    answer = portal.get("/webhooks/")

    assert "There is no webhook yet." in answer.text
    assert answer.page.find(".//div[@class='empty']//a").get("href") == "/webhooks/new"


@pytest.mark.rule("TRU-16")
def test_a_webhook_is_made_and_its_secret_shown_once(portal, database):
    portal.get("/webhooks/new")

    made = save(portal, url=URL, events=["profile.changed", "capture.refused"])
    later = portal.get("/webhooks/")

    secret = made.page.find(".//*[@id='made']//code").text
    assert secret.startswith("whsec_")
    assert secret not in later.text
    assert rows(later) == [[URL, "A profile was made or changed, Captured settings were refused", "On", "–"]]


@pytest.mark.rule("TRU-19")
def test_what_is_wrong_is_named_at_its_field_and_what_was_typed_stays(portal):
    portal.get("/webhooks/new")

    answer = save(portal, url="https://user:pw@hooks.example/")

    assert answer.status_code == 422
    assert refusals(answer) == [
        "Address: The address must not hold a user name or a password.",
        "Events: Choose at least one event.",
    ]
    assert answer.page.form("/webhooks/new").values()["url"] == "https://user:pw@hooks.example/"


@pytest.mark.rule("TRU-18")
def test_events_that_there_are_not_are_refused(portal, database):
    portal.get("/webhooks/new")

    answer = portal.submit(url=URL, forged={"events": ["profile.changed", "profile.exploded"]})

    assert answer.status_code == 422
    assert database.scalars(select(Webhook)).all() == []


def test_there_can_be_no_more_than_so_many(portal, make_webhook):
    for number in range(MOST_WEBHOOKS):
        make_webhook(f"{URL}/{number}")

    listed = portal.get("/webhooks/")
    portal.get("/webhooks/new")
    refused = save(portal, url=URL, events=["profile.changed"])

    assert "/webhooks/new" not in [link.get("href") for link in listed.page.all(".//main//a")]
    assert refusals(refused) == ["There are 20 webhooks already, the most there can be."]


@pytest.mark.rule("PRF-8")
def test_a_webhook_is_changed_after_a_question(portal, make_webhook, database):
    webhook = make_webhook()
    portal.get(here(webhook, "edit"))

    answer = save(portal, url=f"{URL}/new", events=["profile.deleted"], enabled=False)

    assert answer.path == here(webhook)
    assert facts(answer)["Address"] == f"{URL}/new"
    database.expire_all()
    assert (webhook.events, webhook.enabled) == ("profile.deleted", False)


@pytest.mark.rule("PRF-9")
def test_who_saves_second_is_told_and_keeps_what_was_typed(portal, theirs, make_webhook, database):
    webhook = make_webhook()
    portal.get(here(webhook, "edit"))
    theirs.get(here(webhook, "edit"))
    save(theirs, url=f"{URL}/theirs")

    answer = save(portal, url=f"{URL}/ours")

    assert answer.status_code == 409
    assert "somebody else changed this webhook" in answer.page.words(".//*[@id='conflict']/h2")
    assert answer.page.form(here(webhook, "edit")).values()["url"] == f"{URL}/ours"
    database.expire_all()
    assert webhook.url == f"{URL}/theirs"


def test_the_log_tells_what_became_of_each_message(portal, make_webhook, sent):
    webhook = make_webhook()
    sent(webhook)
    sent(webhook, state=DeliveryState.DELIVERED, attempts=1, problem=None, status=204, answer=None)

    answer = portal.get(here(webhook))
    failed = portal.get(here(webhook), state="failed")

    assert [row[1:5] for row in rows(answer)] == [
        ["A profile was made or changed msg_2", "Sent", "1", "204"],
        [
            "A profile was made or changed msg_1",
            "Failed",
            "7",
            "500 The receiver refused it. <b>out of order</b>",
        ],
    ]
    assert [row[2] for row in rows(failed)] == ["Failed"]


def test_a_message_is_sent_again_by_its_button(portal, make_webhook, sent, database):
    webhook = make_webhook()
    message = sent(webhook)
    portal.get(here(webhook))

    answer = portal.submit(here(webhook, "messages", str(message.id), "resend"))

    assert answer.path == here(webhook)
    database.expire_all()
    assert (message.state, message.attempts, message.ended_at) == (DeliveryState.WAITING, 0, None)


def test_a_test_is_sent_by_its_button(portal, make_webhook, database):
    webhook = make_webhook()
    portal.get(here(webhook))

    answer = portal.submit(here(webhook, "test"))

    assert [row[2] for row in rows(answer)] == ["Waiting"]
    assert database.scalars(select(WebhookDelivery.event)).one() == "webhook.test"


@pytest.mark.rule("TRU-16")
def test_a_new_secret_is_made_after_a_question_and_shown_once(portal, make_webhook, database):
    webhook = make_webhook()
    salt = webhook.salt
    portal.get(here(webhook))

    asked = portal.submit(here(webhook, "secret"))
    shown = portal.submit(button="1")
    later = portal.get(here(webhook))

    assert asked.page.find(".//*[@id='confirm-page']") is not None
    secret = shown.page.find(".//*[@id='made']//code").text
    assert secret not in later.text
    database.expire_all()
    assert webhook.former_salt == salt


def test_a_webhook_is_deleted_after_a_question_with_its_log(portal, make_webhook, sent, database):
    webhook = make_webhook()
    sent(webhook)
    page = here(webhook)
    portal.get(page)

    portal.submit(f"{page}/delete")
    kept = portal.submit(button="0")
    portal.submit(f"{page}/delete")
    gone = portal.submit(button="1")

    assert kept.path == page
    assert gone.path == "/webhooks/"
    assert database.scalars(select(WebhookDelivery)).all() == []


def test_one_that_is_off_offers_neither_test_nor_resending(portal, make_webhook, sent, database):
    webhook = make_webhook()
    message = sent(webhook)
    webhook.enabled, webhook.gone = False, True

    answer = portal.get(here(webhook))
    post(portal, here(webhook, "messages", str(message.id), "resend"))
    portal.get(here(webhook))
    post(portal, here(webhook, "test"))

    actions = [form.get("action") for form in answer.page.all(".//main//form[@class='action']")]
    assert actions == [here(webhook, "secret"), here(webhook, "delete")]
    assert "gone for good" in alerts(answer)[0]
    database.expire_all()
    assert [each.state for each in database.scalars(select(WebhookDelivery))] == [DeliveryState.FAILED]


@pytest.mark.rule("ACC-4")
def test_another_organisations_webhook_is_unknown(portal, make_webhook, sent):
    ours, theirs = make_webhook(), make_webhook(organization=make_organization())
    message = sent(theirs)
    portal.get(here(ours))

    answers = [portal.get(here(theirs)), portal.get(here(theirs, "edit"))]
    portal.get(here(ours))
    for action in ("test", "secret", "delete", f"messages/{message.id}/resend"):
        answers.append(post(portal, here(theirs, action)))
        portal.get(here(ours))
    answers.append(post(portal, here(ours, f"messages/{message.id}/resend")))

    assert {answer.status_code for answer in answers} == {404}
    assert portal.get("/webhooks/2147483648").status_code == 404


def test_the_pages_cost_the_same_however_much_was_sent(portal, make_webhook, sent, statements):
    webhook = make_webhook()
    portal.get(here(webhook))
    costs = []
    for more in (1, 60):
        for _message in range(more):
            sent(webhook)
        make_webhook(f"{URL}/{more}")
        with statements() as listing:
            portal.get("/webhooks/")
        with statements() as log:
            portal.get(here(webhook))
        costs.append((len(listing), len(log)))

    assert costs[0] == costs[1]
    assert max(costs[0]) <= 5


def test_the_pages_are_japanese_too(admin, sign_in, make_webhook, sent):
    webhook = make_webhook()
    sent(webhook)
    portal = sign_in(admin, "ja")

    answer = portal.get(here(webhook))

    assert [row[2] for row in rows(answer)] == ["失敗"]
    assert "テストを送信" in answer.text
