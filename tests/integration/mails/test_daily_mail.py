"""One mail a local day tells administrators what waits for review, and says on the page what became of it."""

import datetime as dt
import threading

import pytest

from factories import make_organization, make_profile
from portal.domain.daily_mail import DayState, Problem
from portal.domain.words import Language, Part
from portal.jobs import Job
from portal.models import DailyMail
from portal.queries.daily_mails import NAMED_PROFILES, daily_mail_of
from portal.services import daily_mail_queue, daily_mails
from workers import mails

pytestmark = pytest.mark.rule("REC-2")


def test_it_is_off_until_somebody_wants_it(scene):
    scene.waits(3)

    scene.work()

    assert scene.server.received == []
    assert not daily_mail_of(scene.organization.id).enabled


@pytest.mark.on("postgresql", "sqlite")
def test_it_says_what_waits_on_which_profiles_and_lists(scene):
    scene.waits(3)
    scene.waits(2, part=Part.CTI_NUMBERS)
    scene.choose("sato@example.com", "tanaka@example.com")

    scene.work()

    (came,) = scene.server.received
    said = came.message
    assert came.to == ("sato@example.com", "tanaka@example.com")
    assert said["Subject"] == "アクメ株式会社: 新しく追加された番号 5件"
    assert said["To"] == "sato@example.com, tanaka@example.com"
    assert said["From"] == "Haishin <haishin@example.com>"
    assert said["Auto-Submitted"] == "auto-generated"
    assert said["Date"].datetime == dt.datetime(2026, 11, 19, 23, tzinfo=dt.UTC)
    assert said["Message-ID"].endswith("@example.com>")
    assert (said.get_content_type(), said.get_content_charset()) == ("text/plain", "utf-8")
    assert came.raw.isascii()
    lines = came.text.splitlines()
    assert lines[lines.index("営業部") + 1 :][:3] == [
        "  表示設定(電話番号): 3",
        "  CTI設定(電話番号): 2",
        f"  http://127.0.0.1:8000/profiles/{scene.profile.id}/",
    ]
    assert "http://127.0.0.1:8000/newly-added/" in came.text
    assert lines[-1] == "http://127.0.0.1:8000/daily-mail/"
    mail = scene.mail()
    assert (mail.day_state, mail.unsent, mail.problem) == (DayState.SENT, [], None)


def test_it_is_in_the_language_that_was_chosen(scene):
    scene.waits(1)
    scene.choose(language=Language.EN)

    scene.work()

    (came,) = scene.server.received
    assert came.message["Subject"] == "アクメ株式会社: 1 newly added number"
    assert "Newly added numbers of アクメ株式会社 wait for review." in came.text


def test_lists_that_the_organisation_does_not_see_are_not_counted(scene):
    scene.organization.options = []
    scene.waits(2, part=Part.CTI_NUMBERS)
    scene.choose()

    scene.work()

    assert scene.server.received == []


def test_many_profiles_are_named_up_to_a_number(scene):
    for number in range(NAMED_PROFILES + 3):
        scene.waits(1, make_profile(scene.organization, f"部署{number:02}"))
    scene.choose()

    scene.work()

    text = scene.server.received[0].text
    assert f"部署{NAMED_PROFILES - 1:02}" in text
    assert f"部署{NAMED_PROFILES:02}" not in text
    assert "ほか3件の設定配信" in text


def test_nothing_waits_so_there_is_no_mail_that_day(scene):
    scene.choose()

    scene.work()
    scene.waits(1)
    scene.work(hours=2)

    assert scene.server.received == []
    assert scene.mail().day_state is DayState.NOTHING


def test_it_goes_out_once_a_day_from_its_hour_on(scene):
    scene.waits(1)
    scene.choose()

    for hours in (-1, 0, 1, 12, 16, 23, 24, 25):
        scene.work(hours=hours)

    days = [came.message["Date"].datetime for came in scene.server.received]
    assert [(at - days[0]) // dt.timedelta(hours=1) for at in days] == [0, 24]
    assert len({came.message["Message-ID"] for came in scene.server.received}) == 2


@pytest.mark.rule("TRU-23")
def test_on_the_day_on_which_its_hour_comes_twice_it_goes_out_once(scene):
    scene.organization.time_zone = "Europe/Berlin"
    scene.waits(1)
    scene.choose(hour=2)
    first = dt.datetime(2026, 10, 25, 0, tzinfo=dt.UTC)

    for minutes in range(0, 24 * 60, 30):
        mails.send_due(scene.settings, first + dt.timedelta(minutes=minutes))

    assert len(scene.server.received) == 1


@pytest.mark.rule("TRU-6")
def test_a_server_that_is_away_is_asked_again_until_it_is_back(scene):
    scene.waits(1)
    scene.choose()
    scene.server.stop()

    scene.work()
    away = scene.mail()
    told = (away.day_state, away.problem, away.attempts, away.next_try_at > away.failed_at)
    scene.server.start()
    scene.work(minutes=1)
    too_soon = len(scene.server.received)
    scene.work(minutes=6)
    scene.work(minutes=20)

    assert told == (DayState.WAITING, Problem.NOT_CONNECTED, 1, True)
    assert (too_soon, len(scene.server.received)) == (0, 1)
    mail = scene.mail()
    assert (mail.day_state, mail.problem, mail.attempts) == (DayState.SENT, None, 2)


@pytest.mark.rule("TRU-6")
def test_it_is_given_up_at_the_end_of_its_day_and_begun_anew_on_the_next(scene):
    scene.waits(1)
    scene.choose()
    scene.server.stop()

    for minutes in range(0, 16 * 60, 5):
        scene.work(minutes=minutes)
    attempts = scene.mail().attempts
    scene.server.start()
    scene.work(hours=17)
    given_up = (scene.mail().day, scene.mail().day_state, scene.mail().problem)
    scene.work(hours=24)

    assert 10 < attempts < 30
    assert given_up == (dt.date(2026, 11, 20), DayState.WAITING, Problem.NOT_CONNECTED)
    assert (len(scene.server.received), scene.mail().day) == (1, dt.date(2026, 11, 21))


def test_what_the_server_refuses_for_now_is_sent_again_and_says_what_it_said(scene):
    scene.waits(1)
    scene.choose()
    scene.server.answer = "451 try later, password=hunter2hunter2"

    scene.work()
    refused = scene.mail()
    told = (refused.problem, refused.answer)
    scene.server.answer = "250 OK"
    scene.work(minutes=5)

    assert told[0] is Problem.MESSAGE_REFUSED
    assert told[1].startswith("451 try later")
    assert "hunter2" not in told[1]
    assert len(scene.server.received) == 1


def test_an_address_that_is_refused_is_named_and_the_others_get_theirs(scene):
    scene.waits(1)
    scene.choose("gone@example.com", "sato@example.com")
    scene.server.refused = {"gone@example.com": "550 no such user"}

    scene.work()
    scene.work(minutes=30)

    assert [came.to for came in scene.server.received] == [("sato@example.com",)]
    mail = scene.mail()
    assert (mail.day_state, mail.refused, mail.unsent) == (DayState.SENT, ["gone@example.com"], [])
    assert (mail.problem, mail.answer) == (Problem.ADDRESSES_REFUSED, "550 no such user")


def test_when_every_address_is_refused_the_day_says_so(scene):
    scene.waits(1)
    scene.choose("gone@example.com")
    scene.server.refused = {"gone@example.com": "550 no such user"}

    scene.work()
    scene.work(minutes=30)

    assert scene.mail().day_state is DayState.REFUSED
    assert scene.mail().attempts == 1


def test_an_address_that_is_refused_for_now_gets_it_later_alone(scene):
    scene.waits(1)
    scene.choose("slow@example.com", "sato@example.com")
    scene.server.refused = {"slow@example.com": "450 come back"}

    scene.work()
    scene.server.refused = {}
    scene.work(minutes=5)

    assert [came.to for came in scene.server.received] == [("sato@example.com",), ("slow@example.com",)]
    assert len({came.message["Message-ID"] for came in scene.server.received}) == 1
    assert (scene.mail().day_state, scene.mail().problem) == (DayState.SENT, None)


@pytest.mark.rule("TRU-7")
def test_two_workers_at_once_send_one_mail(app, scene):
    def work():
        with app.app_context():
            mails.send_due(scene.settings, dt.datetime(2026, 11, 19, 23, tzinfo=dt.UTC))

    scene.waits(1)
    scene.choose()
    scene.server.hold.clear()
    workers = [threading.Thread(target=work) for _ in range(2)]

    for worker in workers:
        worker.start()
    assert scene.server.arrived.wait(10)
    scene.work()
    scene.server.hold.set()
    for worker in workers:
        worker.join(20)

    assert len(scene.server.received) == 1
    assert scene.mail().day_state is DayState.SENT


@pytest.mark.rule("TRU-7")
def test_of_two_claims_at_once_one_has_it(app, scene):
    scene.choose()
    at, all_there, claims = scene.mail().next_try_at, threading.Barrier(4), []
    now = at or dt.datetime(2026, 11, 19, 23, tzinfo=dt.UTC)
    organization_id = scene.organization.id
    scene.database.commit()

    def claim():
        with app.app_context():
            all_there.wait(10)
            claims.append(daily_mail_queue.claim(organization_id, now))
            mails.db.session.commit()

    workers = [threading.Thread(target=claim) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(20)

    assert len([claimed for claimed in claims if claimed is not None]) == 1


@pytest.mark.rule("TRU-6")
def test_a_mail_whose_worker_went_away_is_sent_after_its_lease(scene):
    scene.waits(1)
    scene.choose()
    daily_mail_queue.claim(scene.organization.id, dt.datetime(2026, 11, 19, 23, tzinfo=dt.UTC))
    scene.database.commit()

    scene.work(minutes=1)
    while_leased = len(scene.server.received)
    scene.work(minutes=6)

    assert (while_leased, len(scene.server.received)) == (0, 1)
    assert scene.mail().attempts == 2


def test_one_organisation_holds_up_no_other(scene):
    other = make_organization(slug="sakura", name="さくら")
    scene.waits(1)
    scene.waits(1, make_profile(other, "総務"))
    scene.choose("gone@example.com")
    scene.choose("sato@example.com", organization=other)
    scene.server.refused = {"gone@example.com": "550 no such user"}

    scene.work()

    assert [came.to for came in scene.server.received] == [("sato@example.com",)]
    assert "営業部" not in scene.server.received[0].text


def test_a_server_that_is_away_is_asked_once_a_round(scene):
    others = [make_organization(slug=f"other{number}") for number in range(3)]
    for organization in others:
        scene.waits(1, make_profile(organization, "総務"))
        scene.choose(organization=organization)
    scene.server.stop()

    scene.work()

    tried = [scene.database.get(DailyMail, organization.id).attempts for organization in others]
    assert sorted(tried) == [0, 0, 1]


@pytest.mark.rule("TRU-18")
def test_a_name_adds_no_header(scene):
    scene.organization.name = "アクメ\r\nBcc: thief@example.com"
    scene.waits(1)
    scene.choose()

    scene.work()

    (came,) = scene.server.received
    assert came.to == ("sato@example.com",)
    assert came.message["Bcc"] is None
    assert came.message["Subject"].startswith("アクメ Bcc: thief@example.com: ")


def test_switched_on_after_its_hour_it_begins_the_day_after(scene, monkeypatch):
    noon = dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC)
    monkeypatch.setattr("portal.services.daily_mails.database_now", lambda: noon)
    scene.waits(1)
    scene.choose(enabled=False)
    keep = scene.mail().revision
    wanted = daily_mails.Wanted(True, ("sato@example.com",), 8, Language.JA)
    daily_mails.edit(scene.organization, wanted, seen_revision=keep)
    scene.database.commit()
    scene.work(hours=5)
    that_day = len(scene.server.received)
    scene.work(hours=24)

    assert (that_day, len(scene.server.received)) == (0, 1)


def test_a_test_is_sent_by_a_worker_and_its_outcome_kept(scene, rung):
    scene.choose("sato@example.com")
    daily_mails.ask_for_test(scene.organization)
    scene.database.commit()

    for _twice in range(2):
        mails.send_test(scene.organization.id)

    assert (Job.SEND_TEST_MAIL, (scene.organization.id,)) in rung
    (came,) = scene.server.received
    assert came.message["Subject"] == "アクメ株式会社: お知らせメールのテスト"
    mail = scene.mail()
    assert (mail.test_asked_at, mail.test_problem) == (None, None)
    assert mail.tested_at is not None


@pytest.mark.rule("TRU-5")
def test_a_test_that_no_ring_reached_is_rung_for_again(scene, rung):
    scene.choose()
    daily_mails.ask_for_test(scene.organization)
    scene.database.commit()
    rung.clear()

    mails.send_daily()

    assert rung == [(Job.SEND_TEST_MAIL, (scene.organization.id,))]
