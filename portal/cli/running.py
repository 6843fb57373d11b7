"""What all commands share: the application around them, and how they say no."""

import getpass
from collections.abc import Callable, Iterable
from functools import wraps
from typing import NoReturn, ParamSpec, TypeVar

import click

from importer.faults import Fault
from portal.app import create_app
from portal.domain.audit import Actor, ActorKind
from portal.models import Organization
from portal.queries.directory import organization_of
from portal.services.actors import acting
from portal.services.errors import NotAcceptable
from portal.services.wording import sentence

P = ParamSpec("P")
R = TypeVar("R")


def in_app(command: Callable[P, R]) -> Callable[P, R]:
    """Run a command inside the application, as in a request that nobody sent."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with create_app().test_request_context(), acting(Actor(ActorKind.COMMAND_LINE, _user())):
            try:
                return command(*args, **kwargs)
            except NotAcceptable as refused:
                refuse(refused.faults)

    return run


def _user() -> str:
    """Return who runs the command, by the machine's own account."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def known_organization(slug: str) -> Organization:
    """Return the organisation, or end with what to do."""
    organization = organization_of(slug)
    if organization is None:
        raise click.ClickException(
            f"There is no organisation {slug!r}. `haishin directory import` creates one."
        )
    return organization


def refuse(faults: Iterable[Fault]) -> NoReturn:
    """End with every fault on a line of its own; nothing was changed."""
    lines = [f"  {fault.pointer or '(document)'}: {sentence(fault)}" for fault in faults]
    raise click.ClickException("\n".join(["Nothing was changed.", *lines]))
