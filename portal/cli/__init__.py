"""The `haishin` commands; each calls one service or query."""

import click

from portal.cli.accounts import account
from portal.cli.api_keys import api_key
from portal.cli.audit import audit
from portal.cli.database import db
from portal.cli.demo import demo
from portal.cli.directory import directory
from portal.cli.doctor import doctor
from portal.cli.settings import settings


@click.group()
def main() -> None:
    """Manage the settings of all softphones of an organisation."""


for command in (account, api_key, audit, db, demo, directory, doctor, settings):
    main.add_command(command)
