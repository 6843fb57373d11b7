"""The `haishin` commands; each calls one service or query."""

import click

from portal.cli.accounts import account
from portal.cli.database import db
from portal.cli.demo import demo
from portal.cli.directory import directory
from portal.cli.doctor import doctor


@click.group()
def main() -> None:
    """Manage the settings of all softphones of an organisation."""


for command in (account, db, demo, directory, doctor):
    main.add_command(command)
