"""haishin directory: take a directory in, or write it out."""

import json
from pathlib import Path

import click

from importer.directory import Mode, to_document
from importer.faults import Unreadable
from importer.reading import read_json
from portal.cli.running import in_app, known_organization, refuse
from portal.extensions import db
from portal.queries.directory import stored
from portal.services import denials
from portal.services.directory import LIMITS, Taking, TooMuchRemoved, take


@click.group()
def directory() -> None:
    """Take the directory of an organisation in, or write it out."""


@directory.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--mode", type=click.Choice([mode.value for mode in Mode]), default=Mode.MERGE.value, show_default=True
)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--confirm", "confirmed", is_flag=True, help="Also remove more than 20% of a kind.")
@in_app
def import_(file: Path, mode: str, *, dry_run: bool, confirmed: bool) -> None:
    """Take FILE in: a directory document in JSON. An organisation that does not exist is created."""
    try:
        value = read_json(file.read_bytes(), LIMITS)
        taking = Taking(Mode(mode), dry_run=dry_run, confirmed=confirmed, unattended=True)
        counts = take(value, taking)
    except Unreadable as unreadable:
        refuse(unreadable.faults)
    except TooMuchRemoved as refused:
        denials.write()
        shares = ", ".join(f"{share.removed} of {share.count} {share.kind}" for share in refused.shares)
        raise click.ClickException(
            f"Nothing was changed: this would remove {shares}. Add --confirm if it should."
        ) from None
    db.session.commit()
    click.echo(json.dumps(counts, indent=2))


@directory.command()
@click.argument("slug")
@in_app
def export(slug: str) -> None:
    """Write the directory of the organisation SLUG to standard output, without passwords."""
    document = to_document(stored(known_organization(slug)).directory)
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
