"""Enrolment: a terminal's password becomes a device token of its softphone."""

import secrets
from dataclasses import dataclass

from sqlalchemy import delete, select

from portal.domain.words import MANAGED_TERMINAL_TYPES
from portal.extensions import db
from portal.models import DeviceToken, NumberOwner, Organization, Terminal
from portal.queries.credentials import Softphone
from portal.services import failures, passwords
from portal.services.errors import NotAllowed, WrongCredential
from portal.services.tokens import digest_of, new_token

# What nobody takes for another letter when it is read out on the telephone: 99 random bits in 20 of them.
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A terminal's softphone, and the token that stands for it; it is shown once."""

    token: str
    terminal: Terminal


def enrol(slug: str, extension: str, password: str) -> Enrolled:
    """Return a new device token.

    Raises WrongCredential, the same and as slowly for every mismatch (TRU-14), TooManyFailures, and
    NotAllowed after a right password for a terminal whose type can not be managed (DLV-6).
    """
    credential = ("enrolment", slug, extension)
    failures.refuse_when_closed(*credential)
    terminal = db.session.scalar(
        select(Terminal)
        .join(Organization, Organization.id == Terminal.organization_id)
        .where(Organization.slug == slug, Terminal.extension == extension)
    )
    right = passwords.matches(terminal.password_hash if terminal else None, password)
    if terminal is None or not right:
        failures.count(*credential)
        raise WrongCredential
    if terminal.terminal_type not in MANAGED_TERMINAL_TYPES:
        raise NotAllowed("terminal_type")
    token = new_token("hd")
    db.session.add(DeviceToken(digest=digest_of(token), terminal_id=terminal.id))
    db.session.flush()
    return Enrolled(token, terminal)


def end(softphone: Softphone) -> None:
    """Kill the device token that was shown, and with it the agent sessions on it."""
    db.session.execute(delete(DeviceToken).where(DeviceToken.id == softphone.device_token_id))


def renew_password(terminal: NumberOwner) -> str:
    """Give the terminal a new password and return it in clear, for the only time.

    Whoever enrolled with the former one is out: device tokens and the agent sessions on them end (TRU-11).
    """
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
    terminal.password_hash = passwords.hashed(password)
    db.session.execute(delete(DeviceToken).where(DeviceToken.terminal_id == terminal.id))
    db.session.flush()
    return password
