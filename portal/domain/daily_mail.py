"""The mail of a day with what waits for review: to whom, when it is due, and how its day may end (REC-2)."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

MOST_ADDRESSES = 20
# RFC 5321, 4.5.3.1: of the part before the @, and of the whole path without its brackets.
LOCAL_LENGTH = 64
ADDRESS_LENGTH = 254
LATEST_HOUR = 23
DEFAULT_HOUR = 8

# RFC 5322 dot-atom @ RFC 1123 host name. Nothing that can end a header or begin another address.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?P<local>{_ATOM}(?:\.{_ATOM})*)@{_LABEL}(?:\.{_LABEL})+")
_SHORTEST_DELAY = dt.timedelta(minutes=5)
_LONGEST_DELAY = dt.timedelta(hours=1)
_DOUBLINGS = 4


class DayState(StrEnum):
    """How far the mail of a day has come."""

    WAITING = "waiting"
    """A worker is at it, or tries again."""
    SENT = "sent"
    NOTHING = "nothing"
    """Nothing waited, so there was no mail."""
    REFUSED = "refused"
    """The server takes mail for none of the addresses."""


class Problem(StrEnum):
    """Why a mail was not taken."""

    NOT_CONNECTED = "not_connected"
    TIMED_OUT = "timed_out"
    NO_TLS = "no_tls"
    NOT_TRUSTED = "not_trusted"
    SIGN_IN_REFUSED = "sign_in_refused"
    SENDER_REFUSED = "sender_refused"
    ADDRESSES_REFUSED = "addresses_refused"
    MESSAGE_REFUSED = "message_refused"
    BROKEN_OFF = "broken_off"


class AddressFault(StrEnum):
    """What is wrong with the addresses that somebody typed."""

    NONE = "none"
    TOO_MANY = "too_many"
    NOT_AN_ADDRESS = "not_an_address"


@dataclass(frozen=True)
class BadAddresses(ValueError):
    """Addresses that cannot be kept: the fault, and for one that is none its line (from 1) and its text."""

    code: AddressFault
    line: int = 0
    text: str = ""


def read_address(text: str) -> str | None:
    """Return the address as it is kept, None when it is none."""
    found = _ADDRESS.fullmatch(text)
    fits = found is not None and len(text) <= ADDRESS_LENGTH and len(found["local"]) <= LOCAL_LENGTH
    return text if fits else None


def read_addresses(text: str, *, needed: bool) -> tuple[str, ...]:
    """Return the addresses of a text, one a line, each once. Raises BadAddresses."""
    found: dict[str, str] = {}
    # Only what a browser sends ends a line; anything odder is part of an address that is none.
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        typed = line.strip(" \t\u3000")
        if not typed:
            continue
        if (address := read_address(typed)) is None:
            raise BadAddresses(AddressFault.NOT_AN_ADDRESS, number, typed)
        found.setdefault(address.casefold(), address)
    if len(found) > MOST_ADDRESSES:
        raise BadAddresses(AddressFault.TOO_MANY)
    if needed and not found:
        raise BadAddresses(AddressFault.NONE)
    return tuple(found.values())


def day_at(now: dt.datetime, time_zone: str) -> dt.date:
    """Return which day it is there."""
    return now.astimezone(ZoneInfo(time_zone)).date()


def due_day(now: dt.datetime, time_zone: str, hour: int, last: dt.date | None) -> dt.date | None:
    """Return the day whose mail is due there and was not begun; `last` is the last that was.

    An hour that a change of summer time leaves out is over when the next begins; one that comes twice is
    taken the first time (TRU-23).
    """
    local = now.astimezone(ZoneInfo(time_zone))
    begun = last is not None and last >= local.date()
    return None if begun or local.hour < hour else local.date()


def delay_after(attempt: int) -> dt.timedelta:
    """Return how long to wait after the n-th attempt (from 1) failed."""
    doubled: int = 2 ** min(attempt - 1, _DOUBLINGS)
    return min(_SHORTEST_DELAY * doubled, _LONGEST_DELAY)


def still_wanted(waiting: Sequence[str], addresses: Sequence[str]) -> list[str]:
    """Return those of the addresses which still wait for a day's mail that are still written to."""
    return [address for address in waiting if address in addresses]
