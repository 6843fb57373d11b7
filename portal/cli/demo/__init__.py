"""haishin demo: two made-up organisations to look at."""

import click
from flask import current_app

from portal.cli.demo.demonstration import NAMES, read
from portal.cli.demo.loading import load as load_demonstration
from portal.cli.demo.sign_ins import lines
from portal.cli.running import in_app
from portal.extensions import db


@click.group()
def demo() -> None:
    """Something to look at."""


@demo.command()
@click.option("--yes", "despite_production", is_flag=True, help="Do so in a production deployment too.")
@in_app
def load(*, despite_production: bool) -> None:
    """Make the organisations of the demonstration and print how to sign in.

    One that is there already stays as it is.
    """
    if current_app.config["SETTINGS"].environment == "production" and not despite_production:
        raise click.ClickException(
            "This is a production deployment (HAISHIN_ENVIRONMENT), and everybody knows the passwords of the"
            " demonstration. Nothing was changed; add --yes if it should be loaded all the same."
        )
    demonstrations = [read(name) for name in NAMES]
    for demonstration in demonstrations:
        load_demonstration(demonstration)
    db.session.commit()
    click.echo("\n\n".join("\n".join(lines(demonstration)) for demonstration in demonstrations))
