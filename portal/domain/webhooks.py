"""Webhooks: which events there are, how a message is made and signed, and when it is tried again."""

import base64
import datetime as dt
import hmac
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from hashlib import sha256

from importer.canonical import canonical
from importer.json_value import JsonValue
from portal.domain.audit import Action
from portal.domain.words import Status


class Event(StrEnum):
    """What a webhook can ask for."""

    PROFILE_CHANGED = "profile.changed"
    PROFILE_ENABLED = "profile.enabled"
    PROFILE_DISABLED = "profile.disabled"
    PROFILE_DELETED = "profile.deleted"
    CAPTURE_INGESTED = "capture.ingested"
    CAPTURE_REFUSED = "capture.refused"
    NUMBERS_WAITING = "numbers.waiting"
    DELIVERY_FAILED = "delivery.failed"
    DIRECTORY_REFUSED = "directory.refused"


# What a person sends from the page; every webhook gets it, none asks for it.
TEST = "webhook.test"


class DeliveryState(StrEnum):
    """What became of one message to one webhook."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


class Problem(StrEnum):
    """Why an attempt, or all of them, ended without success."""

    ADDRESS_REFUSED = "address_refused"
    NAME_UNKNOWN = "name_unknown"
    NOT_CONNECTED = "not_connected"
    NOT_TRUSTED = "not_trusted"
    TIMED_OUT = "timed_out"
    BAD_ANSWER = "bad_answer"
    STATUS = "status"
    GONE = "gone"
    # The worker went away during the last attempt.
    NO_OUTCOME = "no_outcome"
    TOO_OLD = "too_old"
    SWITCHED_OFF = "switched_off"


# How long after each failed attempt the next one comes; after the last there is none.
DELAYS = (
    dt.timedelta(minutes=1),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=8),
    dt.timedelta(hours=24),
)
MOST_ATTEMPTS = len(DELAYS) + 1
# A delay is up to so much longer, so that what failed together does not come back together.
JITTER = 0.2
# A receiver that failed rests this long, twice as long after each further failure, at most the last.
FIRST_REST = dt.timedelta(seconds=30)
LONGEST_REST = dt.timedelta(minutes=10)

_MADE = (
    Action.PROFILE_CREATED,
    Action.PROFILE_CHANGED,
    Action.PROFILE_DUPLICATED,
    Action.PROFILE_RESTORED,
    Action.PROFILE_LOST,
)
_PLAIN = {
    Action.PROFILE_DELETED: Event.PROFILE_DELETED,
    Action.CAPTURE_INGESTED: Event.CAPTURE_INGESTED,
    Action.CAPTURE_REFUSED: Event.CAPTURE_REFUSED,
    Action.DIRECTORY_REFUSED: Event.DIRECTORY_REFUSED,
}
_SWITCHED = {Status.ENABLED: Event.PROFILE_ENABLED, Status.DISABLED: Event.PROFILE_DISABLED}


def may_tell(action: Action) -> bool:
    """Tell whether an entry of the audit log with this action can be an event."""
    return action in _MADE or action in _PLAIN


def events_of(action: Action, details: Mapping[str, JsonValue]) -> Iterator[Event]:
    """Yield what an entry of the audit log tells: a switched profile is no changed one by that alone."""
    if action in _PLAIN:
        yield _PLAIN[action]
    elif action in _MADE:
        fields, lists = details.get("fields"), details.get("lists")
        changed = dict(fields) if isinstance(fields, Mapping) else {}
        status = changed.pop("status", None)
        before, after = status if isinstance(status, list) else (None, None)
        if changed or lists:
            yield Event.PROFILE_CHANGED
        # A profile that is made disabled was never switched off.
        if after is not None and (before is not None or after == Status.ENABLED):
            yield _SWITCHED[Status(str(after))]


def message(kind: str, at: dt.datetime, data: Mapping[str, JsonValue]) -> str:
    """Return the text that is kept, signed and sent."""
    moment = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return canonical({"type": kind, "timestamp": moment, "data": dict(data)}).decode()


def secret_of(secret_key: str, salt: str) -> bytes:
    """Return the secret that belongs to a salt: it is kept nowhere (TRU-16)."""
    return hmac.new(secret_key.encode(), f"haishin webhook 1 {salt}".encode(), sha256).digest()


def shown_secret(secret: bytes) -> str:
    """Return a secret as receivers take it in (Standard Webhooks)."""
    return f"whsec_{base64.b64encode(secret).decode()}"


def signatures(secrets: Sequence[bytes], message_id: str, timestamp: int, body: str) -> str:
    """Return the value of `webhook-signature`: one signature for each secret that is valid now."""
    signed = f"{message_id}.{timestamp}.{body}".encode()
    made = (base64.b64encode(hmac.new(secret, signed, sha256).digest()).decode() for secret in secrets)
    return " ".join(f"v1,{signature}" for signature in made)


def delay_after(attempts: int, chance: float) -> dt.timedelta | None:
    """Return how long to wait after so many failed attempts; None when that was the last.

    `chance` is a random number from 0 to 1.
    """
    if attempts > len(DELAYS):
        return None
    return DELAYS[max(1, attempts) - 1] * (1 + JITTER * chance)


def rest_after(failures: int) -> dt.timedelta:
    """Return how long a receiver is left alone that failed so many times in a row."""
    doubled = 1 << min(max(failures, 1) - 1, 10)
    return min(LONGEST_REST, FIRST_REST * doubled)
