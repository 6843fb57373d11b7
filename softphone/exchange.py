"""One request and what came back, within limits of time and size; and what a refusal means."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from softphone.outcomes import NoAnswer, Refused, TokenEnded, Unreachable, Whose, Why
from softphone.reading import JsonValue, NotJson, read_json

JSON_TYPE = "application/json"
MOST_BYTES = 64 * 1024 * 1024
"""An answer with 100,000 numbers takes a sixth of it."""

CONNECT_WITHIN = 2.0
READ_WITHIN = 5.0
WHOLE_WITHIN = 15.0
"""Seconds for a connection, for the next bytes of an answer, and for all of it."""

LONGEST_PATIENCE = 300
"""Seconds of `Retry-After` that are believed: a wrong header must not silence a telephone for a day."""

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_ENDED_SESSION = "/agent-session-ended"
_UNAUTHORIZED, _TOO_MANY, _FAULT = 401, 429, 500


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, headers and whole body of an answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_json(self) -> bool:
        """Whether it says that it is JSON; a captive network's page does not."""
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        return kind == JSON_TYPE or kind.endswith("+json")

    @property
    def document(self) -> JsonValue:
        """The body as JSON, None for anything else."""
        try:
            return read_json(self.body) if self.is_json else None
        except NotJson:
            return None

    @property
    def etag(self) -> str | None:
        """The ETag as it came."""
        return self.headers.get("etag")

    @property
    def tagged_revision(self) -> str | None:
        """The revision that a strong ETag names."""
        tag = self.etag or ""
        return tag[1:-1] if len(tag) > 2 and tag[0] == tag[-1] == '"' else None  # noqa: PLR2004  two quotes

    @property
    def retry_after(self) -> int | None:
        """Seconds to wait, from either form of `Retry-After` (RFC 9110, 10.2.3)."""
        named = self.headers.get("retry-after", "").strip()
        if named.isascii() and named.isdigit():
            return min(int(named[:6]), LONGEST_PATIENCE)
        try:
            wait = (parsedate_to_datetime(named) - datetime.now(UTC)).total_seconds()
        except (TypeError, ValueError, OverflowError):
            return None
        return max(0, min(int(wait), LONGEST_PATIENCE))


class Exchange:
    """Requests to one server. Redirects are not followed: tokens go where the user said, nowhere else."""

    def __init__(self, server: str) -> None:
        """Open nothing yet."""
        address = urlsplit(server)
        self._base = f"{server.rstrip('/')}/api/v1/"
        self._http = httpx.Client(
            timeout=httpx.Timeout(READ_WITHIN, connect=CONNECT_WITHIN),
            # Reading the machine's certificates takes a tenth of a second, and plain HTTP has none to check.
            verify=address.scheme != "http",
            trust_env=address.hostname not in _LOOPBACK,
            headers={"User-Agent": "haishin-softphone", "Accept": f"{JSON_TYPE}, application/problem+json"},
        )

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def send(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None
    ) -> Reply | Unreachable:
        """Send one request and return the whole answer, or why there is none."""
        try:
            with self._http.stream(method, self._base + path, headers=headers, content=body) as response:
                content = _whole_body(response, time.monotonic() + WHOLE_WITHIN)
        except httpx.TimeoutException:
            return Unreachable(Why.TIMED_OUT)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
            return Unreachable(Why.NO_CONNECTION)
        if isinstance(content, Unreachable):
            return content
        return Reply(response.status_code, response.headers, content)


def _whole_body(response: httpx.Response, deadline: float) -> bytes | Unreachable:
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > MOST_BYTES:
            return Unreachable(Why.NOT_THE_PORTAL)
        if time.monotonic() > deadline:
            return Unreachable(Why.TIMED_OUT)
    return bytes(body)


def refusal(reply: Reply, ends: Whose | None) -> NoAnswer:
    """Return what an answer means that is not the wanted one. `ends`: whose token a plain 401 ends."""
    if reply.status >= _FAULT:
        return Unreachable(Why.SERVER_FAULT, reply.retry_after)
    if reply.status == _TOO_MANY:
        return Unreachable(Why.TOO_MANY, reply.retry_after)
    problem = _problem(reply)
    if problem is None:
        # Not a problem document, so not the portal: a proxy, a captive network, another program.
        return Unreachable(Why.NOT_THE_PORTAL, reply.retry_after)
    if reply.status == _UNAUTHORIZED and problem.type.endswith(_ENDED_SESSION):
        return TokenEnded(Whose.AGENT)
    if reply.status == _UNAUTHORIZED and ends is not None:
        return TokenEnded(ends)
    return problem


def _problem(reply: Reply) -> Refused | None:
    document = reply.document
    if not isinstance(document, dict) or reply.status < 400:  # noqa: PLR2004  the first error status
        return None
    errors = document.get("errors")
    listed = [entry for entry in errors if isinstance(entry, dict)] if isinstance(errors, list) else []
    detail = document.get("detail") or document.get("title") or ""
    return Refused(
        reply.status,
        str(document.get("type", "")),
        str(detail),
        tuple((str(entry.get("pointer", "")), str(entry.get("detail", ""))) for entry in listed),
    )
