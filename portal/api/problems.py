"""What the API says when something is not done: the kinds of problems (RFC 9457), each with its status."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from flask_babel import lazy_gettext

from importer.faults import Fault
from importer.json_value import JsonValue

# Types are names, not pages: `.invalid` never resolves (RFC 2606), and they stay when a deployment moves.
TYPES = "https://haishin.invalid/problems/"


class _Text(Protocol):
    """A sentence that is looked up when it is read."""

    def __str__(self) -> str: ...


class Kind(NamedTuple):
    """A kind of problem; `detail` is what is said unless the problem knows more."""

    status: int
    title: _Text
    detail: _Text


@dataclass
class Problem(Exception):
    """What is answered instead; `kind` is the last part of its type, `detail` replaces the kind's own."""

    kind: str
    detail: str | None = None
    faults: tuple[Fault, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, JsonValue] = field(default_factory=dict)


KINDS: Mapping[str, Kind] = {
    "bad-request": Kind(
        400,
        lazy_gettext("The request could not be read"),
        lazy_gettext("It does not have the form that is expected."),
    ),
    "softphone-version": Kind(
        400,
        lazy_gettext("The softphone's version is missing or cannot be read"),
        lazy_gettext("The header X-Softphone-Version is expected, in the form 3.13.7."),
    ),
    "wrong-credential": Kind(
        401,
        lazy_gettext("A valid credential is needed"),
        lazy_gettext("There is none, it is wrong, or it is no longer valid."),
    ),
    "agent-session-ended": Kind(
        401,
        lazy_gettext("The agent is no longer signed in"),
        lazy_gettext("Drop the agent token and ask again without it, or sign in."),
    ),
    "forbidden": Kind(403, lazy_gettext("Not allowed"), lazy_gettext("This credential does not allow that.")),
    "not-found": Kind(404, lazy_gettext("Not found"), lazy_gettext("There is nothing at this address.")),
    "method-not-allowed": Kind(
        405,
        lazy_gettext("This method is not possible here"),
        lazy_gettext("The header Allow names those that are."),
    ),
    "conflict": Kind(
        409,
        lazy_gettext("Something else was changed at the same time"),
        lazy_gettext("Nothing was changed here. Look again, then try once more."),
    ),
    "taken": Kind(409, lazy_gettext("Taken"), lazy_gettext("This belongs to another already.")),
    "in-use": Kind(409, lazy_gettext("In use"), lazy_gettext("It cannot be deleted while it is used.")),
    "confirmation-needed": Kind(
        409,
        lazy_gettext("This removes much and needs a confirmation"),
        lazy_gettext("Send it again with confirm=1 if it is meant."),
    ),
    "changed-meanwhile": Kind(
        412,
        lazy_gettext("Changed meanwhile"),
        lazy_gettext("Get the newest state, and change that."),
    ),
    "too-large": Kind(
        413, lazy_gettext("Too large"), lazy_gettext("The body is larger than what is accepted.")
    ),
    "wrong-media-type": Kind(
        415,
        lazy_gettext("Wrong type of content"),
        lazy_gettext("Expected is application/json in UTF-8, as it is or compressed with gzip or zstd."),
    ),
    "not-acceptable": Kind(
        422, lazy_gettext("Not acceptable"), lazy_gettext("Nothing was changed. Every fault is named.")
    ),
    "precondition-needed": Kind(
        428,
        lazy_gettext("A precondition is needed"),
        lazy_gettext("Send If-Match with the ETag of the state that you change."),
    ),
    "too-many-failures": Kind(
        429,
        lazy_gettext("Too many failures"),
        lazy_gettext("This credential is closed for a while. Retry-After says for how many seconds."),
    ),
    "internal-error": Kind(
        500,
        lazy_gettext("Something went wrong"),
        lazy_gettext("Nothing was changed. The X-Request-ID of this answer helps to find out why."),
    ),
    "unavailable": Kind(
        503,
        lazy_gettext("Not available for the moment"),
        lazy_gettext("A service that is needed is down. Try again after Retry-After seconds."),
    ),
}

# The kind of an error that knows only its status.
BY_STATUS: Mapping[int, str] = {
    400: "bad-request",
    401: "wrong-credential",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    409: "conflict",
    412: "changed-meanwhile",
    413: "too-large",
    415: "wrong-media-type",
    422: "not-acceptable",
    428: "precondition-needed",
    429: "too-many-failures",
    503: "unavailable",
}
