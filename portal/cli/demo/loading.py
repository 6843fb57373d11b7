"""An organisation of the demonstration, made as any other is: through the services, all of it or nothing."""

from functools import cache
from typing import Any

from sqlalchemy import select

from importer.canonical import digest
from importer.captures import read_capture
from importer.catalogue import catalogue
from importer.checking import judge
from importer.directory import Mode
from portal.cli.demo.demonstration import Demonstration, SourceCapture
from portal.cli.demo.sign_ins import PASSWORD, TERMINAL_PASSWORD
from portal.cli.running import known_organization
from portal.domain.words import Status
from portal.extensions import db
from portal.models import Account, Organization, Terminal
from portal.queries.directory import organization_of
from portal.queries.profile_documents import ProfileDocument
from portal.services import capture_queue, captures, passwords, profile_documents, profiles
from portal.services.directory import Taking, take


def load(demonstration: Demonstration) -> None:
    """Make the organisation unless it is there: then it is somebody's, and what they changed stays."""
    if organization_of(demonstration.slug) is not None:
        return
    take(_with_passwords(demonstration.directory), Taking(Mode.MERGE))
    organization = known_organization(demonstration.slug)
    for capture in demonstration.captures:
        _ingest(organization, capture)
    for profile in demonstration.profiles:
        _make_profile(organization, profile, who=demonstration.administrator)


def _with_passwords(directory: dict[str, Any]) -> dict[str, Any]:
    # Hashing takes its time on purpose: once for all, and the directory takes hashes.
    return directory | {
        kind: [entry | {"password": _hashed(password)} for entry in directory[kind]]
        for kind, password in (("accounts", PASSWORD), ("terminals", TERMINAL_PASSWORD))
    }


@cache
def _hashed(password: str) -> str:
    return passwords.hashed(password)


def _ingest(organization: Organization, source: SourceCapture) -> None:
    mine = Terminal.organization_id == organization.id
    terminal = db.session.scalars(select(Terminal).where(mine, Terminal.extension == source.extension)).one()
    account = db.session.scalars(
        select(Account).where(Account.organization_id == organization.id, Account.login == source.login)
    ).one()
    body = read_capture(source.body, catalogue())
    upload = captures.Upload(body, digest(body.document()))
    capture = captures.receive(upload, terminal=terminal, account=account, key=None).capture
    capture_queue.claim(capture.id)
    capture_queue.settle(capture.id, judge(body.settings, catalogue()))


def _make_profile(organization: Organization, document: ProfileDocument, *, who: str) -> None:
    profile = profile_documents.create(organization, document, who=who)
    if document.status is Status.ENABLED:
        profiles.set_status(profile, Status.ENABLED, seen_revision=profile.revision, who=who)
