"""haishin db: the tables."""

import click
from flask_migrate import upgrade as upgrade_tables

from portal.cli.running import in_app


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
@in_app
def upgrade() -> None:
    """Bring the tables to the state that this release needs."""
    upgrade_tables()
    click.echo("The database is up to date.")
