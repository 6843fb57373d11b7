"""haishin api-key: how other programs get in."""

import click

from portal.cli.running import in_app, known_organization
from portal.domain.words import ApiRight
from portal.extensions import db
from portal.services import api_keys


@click.group("api-key")
def api_key() -> None:
    """Look after API keys."""


@api_key.command()
@click.argument("slug")
@click.option("--rights", required=True, help="What the key opens, comma-separated: " + ", ".join(ApiRight))
@click.option("--name", default="", help="What the key is for.")
@in_app
def create(slug: str, rights: str, name: str) -> None:
    """Make a key for the organisation SLUG; prints the key and nothing else, for the only time."""
    key = api_keys.create(known_organization(slug), _rights(rights), name=name)
    db.session.commit()
    click.echo(key)


def _rights(text: str) -> list[ApiRight]:
    words = [word.strip() for word in text.split(",")]
    unknown = [word for word in words if word not in set(ApiRight)]
    if unknown:
        raise click.ClickException(f"Unknown right {unknown[0]!r}; possible: {', '.join(ApiRight)}")
    return [ApiRight(word) for word in words]
