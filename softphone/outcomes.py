"""What can come of a request to the portal, one class an outcome. Taken apart with `match`."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from softphone.answers import Controlled, NotControlled, Unusable
from softphone.reading import JsonObject, JsonValue

HEADER_SAFE = r"^[\x21-\x7e]{1,4096}$"
"""What a token must look like to be sent back in a header."""


class Why(StrEnum):
    """Why there is no answer. None of them is an answer (TRU-1)."""

    NO_CONNECTION = "no_connection"
    TIMED_OUT = "timed_out"
    SERVER_FAULT = "server_fault"
    """5xx, or what no portal would say."""
    TOO_MANY = "too_many"
    NOT_THE_PORTAL = "not_the_portal"


class Whose(StrEnum):
    """Which token the portal no longer takes."""

    DEVICE = "device"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Unreachable:
    """No answer; `retry_after` in seconds where the portal named it."""

    why: Why
    retry_after: int | None = None


@dataclass(frozen=True, slots=True)
class TokenEnded:
    """A token that was good once is answered 401."""

    whose: Whose


@dataclass(frozen=True, slots=True)
class Refused:
    """The portal said no, in a problem document (RFC 9457)."""

    status: int
    type: str
    detail: str
    errors: tuple[tuple[str, str], ...] = ()
    """Pairs of JSON Pointer and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """304: what was answered last still holds."""


@dataclass(frozen=True, slots=True)
class Done:
    """204: taken note of."""


@dataclass(frozen=True, slots=True)
class CatalogueRead:
    """The published catalogue as it came, and its ETag."""

    document: JsonObject
    etag: str | None


@dataclass(frozen=True, slots=True)
class NotEnrolled:
    """The softphone stands for no terminal yet, so there is nobody to ask as."""


@dataclass(frozen=True, slots=True)
class NotSignedIn:
    """No agent is signed in here, or not any more."""


@dataclass(frozen=True, slots=True)
class AgentFunctionOff:
    """The agent function is unticked on this softphone [manual 4.1]."""


@dataclass(frozen=True, slots=True)
class NothingCaptured:
    """Nothing was captured on this softphone."""


class Answered(BaseModel):
    """An answer that is only data. Strict, more fields allowed."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")


class TerminalAnswered(Answered):
    """The terminal that a device token stands for."""

    extension: str
    name: str
    type: str


class Enrolled(Answered):
    """201 to an enrolment."""

    device_token: str = Field(pattern=HEADER_SAFE)
    terminal: TerminalAnswered


class AccountAnswered(Answered):
    """Who signed in."""

    login: str
    name: str


class SignedIn(Answered):
    """201 to an agent's sign-in."""

    agent_token: str = Field(pattern=HEADER_SAFE)
    expires_at: str
    account: AccountAnswered


class SnapshotAnswered(Answered):
    """What a capture became."""

    name: str
    version: int


class CaptureAnswered(Answered):
    """Where a capture stands. The last four are there once its state is asked for."""

    id: str | int
    state: str
    snapshot: SnapshotAnswered | None = None
    errors: list[JsonValue] = []
    left_out: list[JsonValue] = []
    unrecognised: list[JsonValue] = []


NoAnswer: TypeAlias = Unreachable | TokenEnded | Refused
Answer: TypeAlias = Controlled | NotControlled | Unusable | Unchanged | NoAnswer
"""What can come of asking for the settings."""
