"""Daily mails with a mail server of their own."""

import datetime as dt
from dataclasses import replace

import pytest

from factories import make_organization, make_profile
from plumbing.mail_server import HOST, MailServer
from portal import config
from portal.domain.words import Language, Part
from portal.models import DailyMail, ListReview
from portal.services import daily_mails
from portal.services.daily_mails import Wanted
from workers import mails

# 8:00 in Tokyo on 2026-11-20.
EIGHT = dt.datetime(2026, 11, 19, 23, tzinfo=dt.UTC)


class Scene:
    """An organisation with a mail server, and the jobs that hear no ring but the test's."""

    def __init__(self, database, server, settings):
        self.database, self.server, self.settings = database, server, settings
        self.organization = make_organization(slug="acme", name="アクメ株式会社")
        self.profile = make_profile(self.organization, "営業部")

    def waits(self, count, profile=None, part=Part.DISPLAY_NUMBERS):
        """Let so much wait on a list of the profile."""
        mine = ListReview.profile_id == (profile or self.profile).id, ListReview.part == part
        review = self.database.query(ListReview).filter(*mine).one()
        review.waiting = count
        self.database.commit()

    def choose(self, *addresses, organization=None, enabled=True, hour=8, language=Language.JA):
        """Switch the mail on, as on a day long before."""
        organization = organization or self.organization
        mail = self.database.get(DailyMail, organization.id)
        wanted = Wanted(enabled, addresses or ("sato@example.com",), hour, language)
        daily_mails.edit(organization, wanted, seen_revision=mail.revision if mail else "")
        mail = self.database.get(DailyMail, organization.id)
        mail.day = None
        self.database.commit()
        return mail

    def work(self, **later):
        """Do what a worker does so long after eight."""
        self.database.commit()
        mails.send_due(self.settings, EIGHT + dt.timedelta(**later))
        self.database.expire_all()

    def mail(self):
        """Return the row."""
        self.database.rollback()
        self.database.expire_all()
        return self.database.get(DailyMail, self.organization.id)


@pytest.fixture
def rung(monkeypatch):
    """The jobs that somebody rang for."""
    heard = []
    for module in ("portal.jobs", "workers.mails"):
        monkeypatch.setattr(f"{module}.ring", lambda job, *ids: heard.append((job, ids)))
    return heard


@pytest.fixture
def mail_server():
    server = MailServer()
    yield server
    server.stop()


@pytest.fixture
def scene(app, database, rung, mail_server, monkeypatch):
    settings = config.MailServer(HOST, mail_server.port, "none", "", "", "haishin@example.com")
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], mail_server=settings))
    return Scene(database, mail_server, settings)
