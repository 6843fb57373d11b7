"""Who is at work, and from where: edges say it once, services that record ask for it (HIS-1)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace

from portal.domain.audit import Actor, ActorKind

NAME_LENGTH = 80

_nobody = Actor()
_actor: ContextVar[Actor] = ContextVar("actor", default=_nobody)


def current() -> Actor:
    """Return who is at work."""
    return _actor.get()


def arrive(address: str | None) -> None:
    """Begin a request: somebody is there, and nothing is known but the address that they came from."""
    _actor.set(Actor(address=address))


def leave() -> None:
    """End a request: whoever comes next in this thread is somebody else."""
    _actor.set(_nobody)


def named(kind: ActorKind, name: str, account_id: int | None = None) -> Actor:
    """Return whoever is at work by their name, from the address where they are."""
    return replace(_actor.get(), kind=kind, name=" ".join(name.split())[:NAME_LENGTH], account_id=account_id)


def be(kind: ActorKind, name: str, account_id: int | None = None) -> None:
    """Say who it is that has arrived."""
    _actor.set(named(kind, name, account_id))


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Run what is inside as `actor`: a command or a job."""
    token = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(token)
