"""Webhooks with receivers of their own."""

import pytest
from sqlalchemy import select, update
from webhook_receiver import Receiver

from factories import make_organization, make_profile
from portal.domain.webhooks import Event
from portal.models import Webhook, WebhookDelivery
from portal.queries.clock import database_now
from portal.services import profiles, webhooks
from portal.services.profile_details import Details
from workers.webhooks import deliver


@pytest.fixture
def receivers():
    """A function that opens a receiver: `receivers(500, 200)`."""
    opened = []

    def open_one(*answers):
        opened.append(Receiver(*answers))
        return opened[-1]

    yield open_one
    for receiver in opened:
        receiver.close()


@pytest.fixture
def receiver(receivers):
    return receivers()


class Scene:
    """An organisation with a profile, whose webhooks are told of what happens."""

    def __init__(self, database):
        self.database = database
        self.organization = make_organization(slug="acme")
        self.profile = make_profile(self.organization, "営業部")
        self._renamed = 0

    def subscribe(self, url, *events):
        """Make a webhook and return it with its secret."""
        wanted = webhooks.Wanted(url, frozenset(events or Event))
        made = webhooks.create(self.organization, wanted)
        self.database.commit()
        return made

    def rename(self, profile=None):
        """Change a profile, which is an event, and commit."""
        profile = profile or self.profile
        self._renamed += 1
        details = Details(f"営業{self._renamed}部")
        profiles.edit(profile, details, seen_revision=profile.revision, who="sato")
        self.database.commit()

    def deliver(self, webhook):
        """Do what a worker does that hears a ring for the webhook."""
        webhook_id = webhook.id
        self.database.commit()
        deliver(webhook_id)
        self.database.expire_all()

    def messages(self, webhook=None):
        """Return the messages there are, of one webhook or of all."""
        self.database.rollback()
        self.database.expire_all()
        mine = WebhookDelivery.webhook_id == webhook.id if webhook else True
        return self.database.scalars(select(WebhookDelivery).where(mine).order_by(WebhookDelivery.id)).all()

    def let_time_pass(self):
        """Let everything be due: rests, delays and leases are over."""
        now = database_now()
        self.database.execute(update(Webhook).values(rests_until=None))
        self.database.execute(update(WebhookDelivery).values(due_at=now))
        leased = WebhookDelivery.claimed_until.is_not(None)
        over = {"claimed_until": now.replace(year=2020)}
        self.database.execute(update(WebhookDelivery).where(leased).values(**over))
        self.database.commit()


@pytest.fixture
def rung(database, monkeypatch):
    """The jobs that somebody rang for; no worker hears them, the test itself is the worker."""
    heard = []
    for module in ("portal.jobs", "workers.webhooks"):
        monkeypatch.setattr(f"{module}.ring", lambda job, *ids: heard.append((job, ids)))
    return heard


@pytest.fixture
def scene(database, rung):
    return Scene(database)


@pytest.fixture
def rung_scene(database):
    """A scene in which a worker hears the rings."""
    return Scene(database)
