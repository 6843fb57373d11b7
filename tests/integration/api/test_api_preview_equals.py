"""A preview is what softphones get, byte for byte: of what is saved, and of drafts after their save."""

import random

import pytest
from random_directories import random_directory
from random_drafts import make_drafts, save_drafts
from softphones import Softphone
from sqlalchemy import select

from factories import make_account, make_administrator, make_device_token, number_of
from importer.catalogue import catalogue
from portal.domain.selection import Ticked
from portal.domain.versions import parse_version
from portal.domain.words import Language, Part, Status
from portal.extensions import db
from portal.models import (
    Profile,
)
from portal.queries.delivery import by_names
from portal.queries.preview import WhatIf, previewed
from portal.services import drafts, profiles
from portal.services.drafts_tab import Tab

VERSIONS = ["3.12.4", "3.12.5", "3.13.7"]
SEEDS = range(100, 111)
# Each seed asks of 4 terminals, with one of 3 agents or none, in 3 versions and 2 languages: 96 cases.
QUESTIONS = [(version, language) for version in VERSIONS for language in Language]


@pytest.fixture
def client(app, database):
    """A client that only asks: what answers look like is proven elsewhere, and takes time."""
    return app.test_client()


class Askers:
    """The softphones of a random directory, each with every agent and with none."""

    def __init__(self, client, directory):
        self.client = client
        self.directory = directory
        self.softphones = {
            (terminal.extension, account and account.login): self._softphone(terminal, account)
            for terminal in directory.terminals
            for account in (None, *directory.accounts)
        }
        db.session.commit()

    def _softphone(self, terminal, account):
        softphone = Softphone(self.client, make_device_token(terminal))
        return softphone.signed_in(account) if account else softphone

    def answers(self, questions):
        """What each of them is answered."""
        return {
            (who, version, language): softphone.of_version(version)
            .get(Accept_Language=language.value)
            .get_data()
            for who, softphone in self.softphones.items()
            for version, language in questions
        }

    def previews(self, questions, what_if=None):
        """What a preview shows of each."""
        return {
            (who, version, language): self._preview(who, version, language, what_if)
            for who in self.softphones
            for version, language in questions
        }

    def _preview(self, who, version, language, what_if):
        asker = by_names(self.directory.organization.id, *who, signed_in=True)
        seen = previewed(asker, parse_version(version), language, catalogue(), what_if)
        return seen.explanation.effective.body


@pytest.mark.rule("PRV-1", "EXP-1")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_preview_is_the_answer_byte_for_byte(client, seed):
    askers = Askers(client, random_directory(seed))

    previews = askers.previews(QUESTIONS)

    assert previews == askers.answers(QUESTIONS)
    assert len(previews) * len(SEEDS) > 1000


@pytest.mark.rule("PRV-2")
@pytest.mark.parametrize("seed", range(200, 220))
def test_a_preview_of_drafts_is_the_answer_after_saving_them(client, seed):
    pick = random.Random(seed)  # noqa: S311  repeats itself on purpose
    directory = random_directory(seed)
    askers = Askers(client, directory)
    admin = make_administrator(directory.organization, "admin")
    profile = pick.choice(db.session.scalars(select(Profile).order_by(Profile.id)).all())
    make_drafts(pick, directory, profile, admin)
    questions = [("3.13.7", Language.JA)]

    before = askers.answers(questions)
    previews = askers.previews(questions, WhatIf(profile, drafts_of=admin.id, enabled=True))
    assert askers.answers(questions) == before
    save_drafts(profile, admin)
    enable(profile)

    assert previews == askers.answers(questions)


def enable(profile):
    """Enable the profile, if it is not."""
    if profile.status is Status.DISABLED:
        profiles.set_status(profile, Status.ENABLED, seen_revision=profile.revision, who="admin")
    db.session.commit()


@pytest.mark.rule("PRV-2")
def test_a_preview_shows_what_a_draft_adds_to_the_targets(client, everything, organization, admin):
    newcomer = make_account(organization, "newcomer")
    tab = Tab(everything, Part.TARGETS, admin.id)
    drafts.tick(
        tab,
        {"": Ticked(frozenset({newcomer.id}), frozenset({newcomer.id}))},
        seen_revision=everything.revision,
    )
    asker = by_names(organization.id, "1001", "newcomer", signed_in=True)

    saved, drafted = (
        previewed(asker, parse_version("3.13.7"), Language.JA, catalogue(), WhatIf(everything, drafts_of=who))
        for who in (None, admin.id)
    )

    assert saved.explanation.document["reason"] == "no_profile"
    assert drafted.explanation.document["profile"]["id"] == everything.id


@pytest.mark.rule("PRV-2")
def test_the_drafts_of_somebody_else_are_not_laid_over(client, everything, organization, admin):
    colleague = make_administrator(organization, "colleague")
    number = number_of(organization, "0312345678").id
    tab = Tab(everything, Part.DISPLAY_NUMBERS, colleague.id)
    drafts.tick(tab, {"": Ticked(frozenset({number}), frozenset())}, seen_revision=everything.revision)
    asker = by_names(organization.id, "1001", "user1", signed_in=True)

    mine, theirs = (
        previewed(asker, parse_version("3.13.7"), Language.JA, catalogue(), WhatIf(everything, drafts_of=who))
        for who in (admin.id, colleague.id)
    )

    shown = [
        [number["number"] for number in seen.explanation.document["display"]["numbers"]]
        for seen in (mine, theirs)
    ]
    assert "0312345678" in shown[0]
    assert "0312345678" not in shown[1]


@pytest.fixture
def admin(organization):
    return make_administrator(organization, "admin")
