"""haishin audit: is the audit log as it was written, and the log itself for other programs."""

import click

from portal import database
from portal.cli.running import in_app, known_organization
from portal.domain.audit_chain import Broken, ChainFault, End, Whole
from portal.extensions import db
from portal.queries.audit_chain import chains, verified, written
from portal.queries.audit_lines import line_of

FAULTS = {
    ChainFault.MISSING: "it is missing",
    ChainFault.CHANGED: "it was changed: its content does not fit its hash",
    ChainFault.UNBOUND: "it does not follow the entry before it",
    ChainFault.OTHER_CHAIN: "it belongs to another chain",
    ChainFault.CUT_OFF: "it is missing: the chain was longer",
    ChainFault.BEYOND_THE_END: "it was added past the end of the chain",
    ChainFault.OTHER_END: "it is not the entry that the chain ends in",
    ChainFault.NO_END: "the end of the chain is missing",
    ChainFault.OTHER_ANCHOR: "it is not what was noted of it",
}


@click.group()
def audit() -> None:
    """Look after the audit log."""


@audit.command()
@click.option("--organization", "slug", help="Only this organisation's chain.")
@click.option(
    "--anchor", help="POSITION:HASH as an earlier run printed it, with --organization: shows also rewriting."
)
@in_app
def verify(slug: str | None, anchor: str | None) -> None:
    """Find the first entry of each chain that was tampered with; exit code 1 when there is one.

    Prints where each chain ends. Whoever can write to the database past the application can rewrite a chain
    from some entry on: that shows only against an end that was noted elsewhere.
    """
    if anchor is not None and slug is None:
        raise click.UsageError("--anchor needs --organization.")
    noted = None if anchor is None else _anchor(anchor)
    with database.reading():
        # What is written meanwhile is no part of it.
        database.read_one_state_from_here(db.session)
        found = chains() if slug is None else {known_organization(slug).id: slug}
        outcomes = [_tell(name or f"#{number}", verified(number, noted)) for number, name in found.items()]
    if not all(outcomes):
        raise SystemExit(1)


@audit.command()
@click.argument("slug")
@click.option("--since", default=0, show_default=True, help="Only entries after this position.")
@in_app
def export(slug: str, since: int) -> None:
    """Write the audit log of the organisation SLUG to standard output, one JSON object a line."""
    with database.reading():
        for entry in written(known_organization(slug).id, since=since):
            click.echo(line_of(entry))


def _tell(name: str, outcome: Whole | Broken) -> bool:
    match outcome:
        case Whole(end=end):
            click.echo(f"whole  {name}: {end.position} entries, ends in {end.position}:{end.hash}")
            return True
        case Broken(position=position, fault=fault):
            click.echo(f"WRONG  {name}: entry {position}: {FAULTS[fault]}")
            return False


def _anchor(text: str) -> End:
    position, _, kept = text.partition(":")
    if not (position.isascii() and position.isdigit() and len(position) <= len("2147483647") and kept):
        raise click.BadParameter("expected is POSITION:HASH", param_hint="--anchor")
    return End(int(position), kept)
