"""システム設定 > お知らせメール: who is told each day what waits, and what became of the last mail."""

import datetime as dt
from dataclasses import replace

import pytest
from pages_in_words import alerts, facts, refusals, save
from sqlalchemy import select

from factories import stored
from portal.config import MailServer
from portal.domain.daily_mail import DayState, Problem
from portal.domain.words import Language
from portal.models import AuditEntry, DailyMail
from portal.queries.clock import database_now

SHOW, EDIT = "/daily-mail/", "/daily-mail/edit"


@pytest.fixture(autouse=True)
def rung(monkeypatch):
    """The jobs that somebody rang for; what waits stays as it is."""
    heard = []
    monkeypatch.setattr("portal.jobs.ring", lambda job, *ids: heard.append((job, ids)))
    return heard


@pytest.fixture
def server(app, database, monkeypatch):
    """The deployment has a mail server."""
    named = MailServer("mail.example.com", 587, "starttls", "", "", "haishin@example.com")
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], mail_server=named))


@pytest.fixture
def make_mail(organization):
    """A function that stores what was chosen, and what became of it."""

    def made(**columns):
        columns = {"enabled": True, "addresses": ["sato@example.com"], "language": Language.EN} | columns
        return stored(DailyMail(organization_id=organization.id, **columns))

    return made


def choose(browser, addresses, **how):
    browser.get(EDIT)
    return save(browser, addresses=addresses, **how)


def test_at_first_nobody_is_written_to(portal, server):
    answer = portal.get(SHOW)

    assert "Nobody gets the mail yet." in answer.text
    assert answer.page.find(".//div[@class='empty']//a").get("href") == EDIT


def test_without_a_server_the_page_says_whose_affair_that_is(portal, make_mail):
    make_mail()

    answer = portal.get(SHOW)

    (said,) = alerts(answer)
    assert said.startswith("No mail is sent: whoever operates this portal has not set up a mail server.")
    assert "Send a test" not in answer.text


@pytest.mark.rule("HIS-1")
def test_it_is_switched_on_and_recorded(portal, server, organization, database):
    answer = choose(portal, "sato@example.com\r\ntanaka@example.com", enabled="y", hour="17", language="en")

    assert facts(answer)["Mail addresses"] == "sato@example.com, tanaka@example.com"
    assert facts(answer)["Hour"] == "17:00"
    entry = database.scalars(select(AuditEntry).filter_by(action="daily_mail_changed")).one()
    log = portal.get("/audit/")
    assert entry.actor_name == "admin"
    assert "Enabled: Off → On" in log.text
    assert "Mail addresses: +2 (sato@example.com, tanaka@example.com)" in log.text


def test_a_save_that_changes_nothing_is_not_recorded(portal, server, make_mail, database):
    make_mail(hour=8)

    choose(portal, "sato@example.com", enabled="y")

    assert database.scalars(select(AuditEntry).filter_by(action="daily_mail_changed")).all() == []


@pytest.mark.rule("TRU-19")
@pytest.mark.parametrize(
    ("addresses", "said"),
    [
        (
            "sato@example.com\nsato＠example.com",
            "Line 2 is no mail address: sato＠example.com. Expected is the form name@example.com.",
        ),
        ("", "Enter at least one address, or leave the mail switched off."),
        ("\n".join(f"u{number}@example.com" for number in range(21)), "At most 20 addresses are possible."),
    ],
)
def test_what_cannot_be_kept_is_refused_and_stays_on_the_page(portal, server, addresses, said, database):
    portal.get(EDIT)

    answer = portal.submit(addresses=addresses, enabled="y")

    assert answer.status_code == 422
    assert refusals(answer) == [f"Mail addresses: {said}"]
    assert (answer.page.find(".//textarea").text or "").split() == addresses.split()
    assert database.scalars(select(DailyMail)).all() == []


@pytest.mark.rule("PRF-9")
@pytest.mark.parametrize("saved", [(), ("before@example.com",)], ids=["the first save", "a later one"])
def test_of_two_who_save_the_second_is_refused(portal, theirs, make_mail, saved, database):
    for address in saved:
        make_mail(addresses=[address])
    portal.get(EDIT)
    theirs.get(EDIT)
    save(theirs, addresses="theirs@example.com", enabled="y")

    answer = save(portal, addresses="mine@example.com", enabled="y")

    assert answer.status_code == 409
    assert "mine@example.com" in answer.text
    assert database.scalars(select(DailyMail)).one().addresses == ["theirs@example.com"]


def test_the_page_tells_what_became_of_the_last_mail(portal, server, make_mail):
    now = database_now()
    make_mail(
        day=now.date() - dt.timedelta(days=3),
        day_state=DayState.WAITING,
        unsent=["sato@example.com"],
        problem=Problem.MESSAGE_REFUSED,
        answer="451 <b>later</b>",
        failed_at=now,
        refused=["gone@example.com"],
    )

    told = facts(portal.get(SHOW))

    assert told["Last sent"] == "–"
    assert told["Last day"].endswith("Given up: the day is over")
    assert told["Last problem"].endswith("The mail server refused the mail. 451 <b>later</b>")
    assert told["Refused addresses"] == "gone@example.com"


def test_a_test_is_asked_for_once_a_minute_and_the_page_follows_it(
    portal, server, make_mail, rung, organization
):
    make_mail()
    portal.get(SHOW)

    first = portal.submit(f"{SHOW}test")
    second = portal.submit(f"{SHOW}test")

    assert [ids for _job, ids in rung] == [(organization.id,)]
    assert facts(first)["Last test"] == "On its way"
    assert first.page.find(".//*[@id='daily-mail']").get("hx-get") == SHOW
    assert "The last test was a moment ago." in second.text


def test_the_page_costs_a_fixed_number_of_statements(portal, server, make_mail, statements):
    make_mail()
    portal.get(SHOW)

    with statements() as sent:
        portal.get(SHOW)

    assert len(sent) <= 4
