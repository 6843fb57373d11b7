"""haishin account: what has to be done for a person from outside the portal."""

import click
from sqlalchemy import select

from portal.cli.running import in_app, known_organization
from portal.extensions import db
from portal.models import Account
from portal.services import accounts


@click.group()
def account() -> None:
    """Look after accounts."""


@account.command("set-password")
@click.argument("slug")
@click.argument("login")
@click.password_option(help="Asked for when it is not given; better not on the command line.")
@in_app
def set_password(slug: str, login: str, password: str) -> None:
    """Set the password of LOGIN in the organisation SLUG; its sessions end."""
    organization = known_organization(slug)
    found = db.session.scalar(
        select(Account).where(Account.organization_id == organization.id, Account.login == login)
    )
    if found is None:
        raise click.ClickException(f"There is no account {login!r} in {slug!r}.")
    accounts.set_password(found, password)
    db.session.commit()
    click.echo("The password is set; all sessions of the account have ended.")
