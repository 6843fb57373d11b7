"""Enrolment: a terminal's password becomes a device token of its softphone."""

import secrets
from dataclasses import dataclass

from sqlalchemy import delete

from portal.domain.audit import Action, ActorKind, Subject
from portal.domain.words import MANAGED_TERMINAL_TYPES
from portal.extensions import db
from portal.models import DeviceToken, NumberOwner, Terminal
from portal.queries.credentials import Softphone
from portal.services import actors, denials, failures, history, passwords
from portal.services.errors import NotAllowed
from portal.services.history import About
from portal.services.proofs import named, prove
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
    organization_id, found = named(Terminal, slug, Terminal.extension == extension)

    def denied() -> None:
        about = _about(found) if found else About(Subject.TERMINAL, "")
        denials.note(organization_id, Action.ENROLMENT_FAILED, about)

    terminal = prove(found, password, credential, denied)
    if terminal.terminal_type not in MANAGED_TERMINAL_TYPES:
        raise NotAllowed("terminal_type")
    token = new_token("hd")
    db.session.add(DeviceToken(digest=digest_of(token), terminal_id=terminal.id))
    db.session.flush()
    softphone = actors.named(ActorKind.SOFTPHONE, terminal.extension)
    history.record(terminal.organization_id, Action.ENROLLED, _about(terminal), actor=softphone)
    return Enrolled(token, terminal)


def end(softphone: Softphone) -> None:
    """Kill the device token that was shown, and with it the agent sessions on it."""
    db.session.execute(delete(DeviceToken).where(DeviceToken.id == softphone.device_token_id))
    terminal = db.session.get_one(Terminal, softphone.terminal_id)
    history.record(terminal.organization_id, Action.ENROLMENT_ENDED, _about(terminal), who=terminal.extension)


def renew_password(terminal: NumberOwner) -> str:
    """Give the terminal a new password and return it in clear, for the only time.

    Whoever enrolled with the former one is out: device tokens and the agent sessions on them end (TRU-11).
    """
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))
    terminal.password_hash = passwords.hashed(password)
    db.session.execute(delete(DeviceToken).where(DeviceToken.terminal_id == terminal.id))
    db.session.flush()
    history.record(terminal.organization_id, Action.PASSWORD_CHANGED, _about(terminal))
    return password


def _about(terminal: NumberOwner) -> About:
    return About(Subject.TERMINAL, terminal.extension, terminal.id)
