"""Every path that changes an answer changes its ETag, in the very next answer (TRU-3, DLV-8)."""

import importlib
import inspect
import pkgutil
import re
from dataclasses import replace

import pytest
from answer_changes import CHANGES, World

import portal.services
from factories import make_profile, make_ring_group, select_numbers
from importer.catalogue import catalogue
from plumbing.statements import counted
from portal.domain.words import Part
from portal.models import Profile
from portal.services import answers

# What no change touches: names of rows, who signs in, and what a version is once it is written (SNP-3).
NEVER_CHANGED = {
    *("organizations.id", "organizations.directory_revision", "numbers.id", "numbers.organization_id"),
    *("number_owners.id", "number_owners.organization_id", "accounts.id", "accounts.organization_id"),
    *("account_targets.redelivery", "terminal_targets.redelivery"),
    *("accounts.login", "business_labels.id", "profiles.snapshot_version_id", "terminal_targets.terminal_id"),
    *("device_tokens.id", "device_tokens.digest", "device_tokens.terminal_id"),
    *("agent_sessions.account_id", "agent_sessions.digest", "agent_sessions.device_token_id"),
    *("snapshot_versions.number", "snapshot_versions.captured_at", "snapshot_versions.settings"),
    *("snapshot_versions.source_extension", "snapshot_versions.source_version"),
}
# Proved by tests of their own: sessions, and a profile for the terminal.
PROVED_ELSEWHERE = {"agent_sessions.expires_at", "terminal_targets.profile_id"}


@pytest.fixture
def world(organization, everything):
    """What an answer is about, with a ring group too that the terminal is no member of."""
    make_ring_group(organization, "2002", dial_in=["0312340002"])
    select_numbers(everything, Part.DISPLAY_NUMBERS, "0312340002")
    return World(organization, everything)


def etag_of(softphone, path="settings", **headers):
    answer = softphone.get(path, **headers)
    assert answer.status_code == 200
    return answer.headers["ETag"]


@pytest.mark.rule("TRU-3", "DLV-8", "DLV-7")
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_in_the_next_answer(agents_softphone, world, name):
    path, _columns = CHANGES[name]
    before = etag_of(agents_softphone)

    path(world)
    answer = agents_softphone.get(etag=before)

    assert answer.status_code == 200
    assert answer.headers["ETag"] != before


@pytest.mark.rule("TRU-3")
@pytest.mark.parametrize("all_groups", [True, False])
def test_every_column_that_answers_read_is_changed_by_a_listed_path(
    agents_softphone, world, database, all_groups
):
    world.organization.show_all_ring_group_numbers = all_groups
    database.commit()

    with counted() as sent:
        agents_softphone.get()

    listed = {column for _path, columns in CHANGES.values() for column in columns}
    assert columns_of(sent) - listed - NEVER_CHANGED - PROVED_ELSEWHERE == set()


def columns_of(statements):
    tables = Profile.metadata.tables
    found = {
        f"{re.sub(r'_[0-9]+$', '', table)}.{column}"
        for statement in statements
        for table, column in re.findall(r"\b([a-z_0-9]+)\.([a-z_]+)\b", statement)
    }
    return {column for column in found if column.partition(".")[0] in tables}


# Services whose functions change nothing that an answer is made from, and why nobody needs to look.
OF_NO_ANSWER = {
    *("accounts", "agent_sessions", "api_keys", "enrollments", "failures", "reports", "sessions", "upkeep"),
    *("answers", "memo", "quick_store"),
    # What was seen of answers, and that one is given in full.
    *("delivery_pulse", "redeliveries", "sightings"),
    # What is not saved yet.
    *("drafts", "target_uploads"),
    # What was seen of what is new; no selection changes by it (REC-2).
    *("directory_reviews", "reviews"),
    # What a change would do, before it is made.
    *("impact_counting", "impact_runs"),
    *("capture_sources", "capture_queue", "capture_upkeep", "captures", "snapshots"),
    # What is pinned is never deleted (OTH-7), and a new version is pinned by nobody yet (OTH-4).
    *("snapshot_deletion", "snapshot_edits", "snapshot_retention"),
    *("passwords", "proofs", "tokens", "wording"),
    # Who else is told of what happens.
    *("webhook_connecting", "webhook_outbox", "webhook_queue", "webhook_secrets", "webhook_sending"),
    *("webhook_upkeep", "webhooks"),
    *("daily_mail_queue", "daily_mail_text", "daily_mails", "mail_sending"),
    *("actors", "denials", "directory_history", "history", "profile_history", "snapshot_history"),
}
# Parts of the paths that are listed, or that change nothing by themselves.
PARTS = {
    "batches",
    "directory_columns",
    "directory_numbers",
    "directory_passwords",
    "directory_rows",
    "leases",
    "lists",
    "many_rows",
    "profile_details",
    "removals",
    "revisions",
    "upserts",
}
WITHOUT_EFFECT = {
    # A preview only compares.
    "directory_preview.preview",
    # A new or copied profile targets nobody.
    *("profiles.create", "profiles.duplicate", "profile_documents.create"),
    *("profiles.insert", "profiles.name_taken", "profiles.copy_name"),
    "other_settings.version_gone",
    # What a colleague saved is not seen by it.
    *("drafts_saving.follow", "drafts_saving.follow_all"),
    "snapshot_details.faults_of",
    *("selections.put_numbers", "selections.put_contact_points", "selections.unknown_in"),
    *("targets.put_targets", "targets.taken_of", "profile_documents.put_lists"),
    # What was seen of what is new; no selection changes by it (REC-2).
    "newly_added.dismiss",
}


@pytest.mark.rule("TRU-3")
def test_every_service_that_changes_an_answer_is_on_a_listed_path():
    source = inspect.getsource(importlib.import_module("answer_changes"))
    called = set(re.findall(r"\b([a-z_]+\.[a-z_]+)\(", source))

    unlisted = set(_services()) - called - WITHOUT_EFFECT
    assert not unlisted, "add their path to answer_changes, or say here why they change no answer"


def _services():
    for module in pkgutil.iter_modules(portal.services.__path__):
        if module.name in OF_NO_ANSWER | PARTS:
            continue
        names = vars(importlib.import_module(f"portal.services.{module.name}"))
        for name, function in names.items():
            public = inspect.isfunction(function) and not name.startswith("_")
            if public and function.__module__ == f"portal.services.{module.name}":
                yield f"{module.name}.{name}"


@pytest.mark.rule("TRU-3", "DLV-7")
def test_another_version_language_or_agent_is_another_question(agents_softphone, softphone, world, terminal):
    make_profile(world.organization, targets=[terminal])
    asked = [
        etag_of(agents_softphone),
        etag_of(agents_softphone, Accept_Language="en"),
        etag_of(agents_softphone.of_version("3.12.5")),
        etag_of(agents_softphone, "call-ui"),
        etag_of(softphone),
    ]

    assert len(set(asked)) == len(asked)


@pytest.mark.rule("TRU-3")
def test_another_catalogue_or_release_gives_another_answer(agents_softphone, world, monkeypatch):
    before = etag_of(agents_softphone)
    settings = {key: found for key, found in catalogue().settings.items() if key != "phone.auto_answer"}
    other = replace(catalogue(), version="another", settings=settings)
    monkeypatch.setattr(answers, "catalogue", lambda: other)

    assert etag_of(agents_softphone) != before


@pytest.mark.rule("TRU-3")
def test_another_release_builds_its_answers_anew(agents_softphone, world, monkeypatch):
    before = etag_of(agents_softphone)
    built = []
    resolve = answers.resolve
    monkeypatch.setattr(answers, "resolve", lambda *given: built.append(given) or resolve(*given))
    monkeypatch.setattr(answers, "_code", lambda: "another release")

    assert etag_of(agents_softphone) == before
    assert len(built) == 1


@pytest.mark.rule("DLV-8")
def test_a_profile_that_loses_does_not_change_the_answer(agents_softphone, world, terminal, monkeypatch):
    loser = make_profile(world.organization, targets=[terminal])
    before = etag_of(agents_softphone)
    loser.name, loser.revision = "もう一つ", "changed"
    monkeypatch.setattr(answers, "resolve", None)

    assert agents_softphone.get(etag=before).status_code == 304
