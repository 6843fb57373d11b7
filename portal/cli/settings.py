"""haishin settings: what a softphone gets, and why it gets no more."""

import json
from collections.abc import Iterator

import click

from importer.catalogue import catalogue
from portal import database
from portal.cli.running import in_app, known_organization
from portal.domain.effective import Explanation, TraceEntry, explain
from portal.domain.versions import EXPECTED_FORM, BadVersion, Version, parse_version
from portal.domain.words import Language, Part
from portal.extensions import db
from portal.queries import delivery
from portal.queries.delivery_wide import wide_facts

NEWEST_KNOWN = "3.13.7"


@click.group()
def settings() -> None:
    """Look at effective settings."""


@settings.command()
@click.argument("slug")
@click.argument("extension")
@click.option("--account", "login", help="The login of the agent who is signed in on it.")
@click.option("--softphone-version", "version", default=NEWEST_KNOWN, show_default=True)
@click.option("--language", type=click.Choice(list(Language)), default=Language.JA, show_default=True)
@in_app
def show(slug: str, extension: str, login: str | None, version: str, language: str) -> None:
    """Print what the softphone EXTENSION of SLUG gets, and the reason for what it does not get."""
    parsed = _version(version)
    organization = known_organization(slug)
    db.session.rollback()
    database.read_one_state(db.session)
    asker = delivery.by_names(organization.id, extension, login, signed_in=True)
    if asker is None:
        raise click.ClickException(f"There is no terminal {extension!r} in {slug!r}.")
    if login is not None and asker.account_id is None:
        raise click.ClickException(f"There is no account {login!r} in {slug!r}.")
    explanation = explain(wide_facts(asker, parsed, Language(language)), catalogue())
    click.echo(json.dumps(explanation.document, ensure_ascii=False, indent=2))
    for line in _reasons(explanation):
        click.echo(line)


def _version(text: str) -> Version:
    try:
        return parse_version(text)
    except BadVersion:
        raise click.ClickException(f"{text!r} is not a version; expected is {EXPECTED_FORM}.") from None


def _reasons(explanation: Explanation) -> Iterator[str]:
    profiles = [entry for entry in explanation.trace if entry.part is Part.PROFILE]
    names = {entry.profile_id: entry.item for entry in profiles}
    yield ""
    yield "Profiles that match:" if profiles else "No profile matches."
    for entry in profiles:
        yield f"  {entry.item}: {entry.reason or 'applies'}"
    withheld = [entry for entry in explanation.trace if entry.part is not Part.PROFILE]
    yield "Selected, but not delivered:" if withheld else "All that is selected is delivered."
    for entry in withheld:
        yield _withheld(entry, names)


def _withheld(entry: TraceEntry, names: dict[int, str]) -> str:
    return f"  {names[entry.profile_id]}, {entry.part} {entry.item}: {entry.reason}"
