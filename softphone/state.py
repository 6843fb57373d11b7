"""What the softphone remembers. Plain values; `state_file` keeps them."""

from dataclasses import dataclass, field
from typing import Literal

from softphone.answers import Controlled
from softphone.catalogue import EMPTY, Catalogue, read_catalogue
from softphone.reading import JsonObject

DEFAULT_VERSION = "3.13.7"
DEFAULT_SERVER = "http://127.0.0.1:8000"


@dataclass(frozen=True, slots=True)
class Terminal:
    """The terminal that this softphone is enrolled as."""

    extension: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Agent:
    """The account that is signed in here."""

    token: str
    login: str
    name: str
    expires_at: str


@dataclass(frozen=True, slots=True)
class Report:
    """What the portal is told about an answer. `digest` is null when released."""

    revision: str
    result: Literal["applied", "failed", "released"]
    digest: str | None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What came of the last question. `outcome` is a word of `conclusions`, `at` is RFC 3339."""

    outcome: str
    at: str
    detail: str | None = None
    agent_ended: bool = False


@dataclass(frozen=True, slots=True)
class Upload:
    """The newest capture. `body` is kept until the portal has it, so that it can be sent again as it was."""

    key: str
    name: str
    body: JsonObject | None
    id: str | None = None
    state: str = "unsent"
    outcome: JsonObject = field(default_factory=dict)

    @property
    def finished(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in {"ingested", "refused"}


@dataclass(frozen=True, slots=True)
class State:
    """Everything. A change is a new state (`dataclasses.replace`)."""

    format: Literal[1] = 1
    server: str = DEFAULT_SERVER
    version: str = DEFAULT_VERSION
    language: Literal["ja", "en"] = "ja"
    """Of the notice: the one that was spoken when a person last asked."""
    organization: str | None = None
    terminal: Terminal | None = None
    device_token: str | None = None
    agent: Agent | None = None
    own: JsonObject = field(default_factory=dict)
    """What the user set. It lies below what is delivered and is never changed by it (REL-1)."""
    in_force: JsonObject | None = None
    """The delivered document, None while nothing controls this softphone."""
    revision: str | None = None
    """Of the last good answer, a release included; asked with as `If-None-Match`."""
    owed: Report | None = None
    """A report that the portal does not have yet."""
    acknowledged: Report | None = None
    standing: Standing | None = None
    not_before: float | None = None
    """The portal asked for patience until then (seconds since 1970)."""
    catalogue: JsonObject | None = None
    catalogue_etag: str | None = None
    upload: Upload | None = None

    @property
    def controlled(self) -> Controlled | None:
        """What is delivered, by its fields."""
        return None if self.in_force is None else Controlled(self.in_force)

    @property
    def known_catalogue(self) -> Catalogue:
        """The catalogue as far as this softphone knows it."""
        return read_catalogue(self.catalogue) or EMPTY
