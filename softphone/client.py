"""The portal as this softphone sees it: requests over HTTP, each with one of a few typed outcomes.

Every call ends within its time limits and raises nothing for what the far side does. What is no
answer of the portal (an error page, a captive network's sign-in, a broken body) is `Unreachable`.
"""

import json
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import quote

from pydantic import ValidationError

from softphone.answers import Unusable, read_answer
from softphone.catalogue import Language
from softphone.exchange import JSON_TYPE, Exchange, Reply, refusal
from softphone.outcomes import (
    Answer,
    Answered,
    CaptureAnswered,
    CatalogueRead,
    Done,
    Enrolled,
    NoAnswer,
    SignedIn,
    Unchanged,
    Unreachable,
    Whose,
    Why,
)
from softphone.reading import JsonObject, NotJson, read_json
from softphone.state import Report

Shape = TypeVar("Shape", bound=Answered)


@dataclass(frozen=True, slots=True)
class Credentials:
    """The tokens of one request; None for what there is not."""

    device: str | None = None
    agent: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """The tokens as the interface wants them."""
        device = {} if self.device is None else {"Authorization": f"Bearer {self.device}"}
        return device if self.agent is None else device | {"X-Agent-Token": self.agent}


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `path` is below `/api/v1/`."""

    method: str
    path: str
    credentials: Credentials
    body: JsonObject | None = None
    headers: dict[str, str] = field(default_factory=dict)
    ends_on_401: Whose | None = Whose.DEVICE
    """Whose token a 401 that says no more is about."""


class Portal:
    """One server, asked in one language by one version of the softphone. Used in a `with` block."""

    def __init__(self, server: str, version: str, language: Language) -> None:
        """Open nothing yet: the first request does."""
        self._exchange = Exchange(server)
        self._common = {"X-Softphone-Version": version, "Accept-Language": language}

    def __enter__(self) -> Self:
        """Return the portal."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close its connections."""
        self._exchange.close()

    def enrol(self, organization: str, extension: str, password: str) -> Enrolled | NoAnswer:
        """Make this softphone a terminal's; the answer holds its device token."""
        body: JsonObject = {"organization": organization, "extension": extension, "password": password}
        return self._read(Request("POST", "enrollments", Credentials(), body), Enrolled)

    def end_enrolment(self, credentials: Credentials) -> Done | NoAnswer:
        """End the device token."""
        return self._tell(Request("DELETE", "enrollments", credentials))

    def sign_in(self, credentials: Credentials, login: str, password: str) -> SignedIn | NoAnswer:
        """Sign an account in on this terminal."""
        body: JsonObject = {"login": login, "password": password}
        # A 401 here is about the login or the password, so it ends no token.
        return self._read(Request("POST", "agent-session", credentials, body, ends_on_401=None), SignedIn)

    def sign_out(self, credentials: Credentials) -> Done | NoAnswer:
        """End the agent token."""
        return self._tell(Request("DELETE", "agent-session", credentials))

    def ask(self, credentials: Credentials, revision: str | None) -> Answer:
        """Ask for the effective settings. `revision` is the last good answer's."""
        seen = {} if revision is None else {"If-None-Match": f'"{revision}"'}
        request = Request("GET", "settings", credentials, headers=seen)
        reply = self._send(request)
        match reply:
            case Reply(status=200, body=body, is_json=True):
                try:
                    return read_answer(read_json(body))
                except NotJson as error:
                    return Unusable(reply.tagged_revision, str(error))
            case Reply(status=304) if revision is not None:
                return Unchanged()
        return _otherwise(reply, request)

    def report(self, credentials: Credentials, report: Report) -> Done | NoAnswer:
        """Say what became of an answer. The same report twice is one."""
        body: JsonObject = {"revision": report.revision, "result": report.result, "digest": report.digest}
        if report.detail is not None:
            body["detail"] = report.detail
        return self._tell(Request("POST", "settings/reports", credentials, body))

    def upload(self, credentials: Credentials, body: JsonObject, key: str) -> CaptureAnswered | NoAnswer:
        """Upload a capture. The same `key` with the same body again is the same capture."""
        request = Request("POST", "captures", credentials, body, {"Idempotency-Key": key})
        return self._read(request, CaptureAnswered)

    def capture(self, credentials: Credentials, capture_id: str) -> CaptureAnswered | NoAnswer:
        """Ask where a capture stands."""
        path = f"captures/{quote(capture_id, safe='')}"
        return self._read(Request("GET", path, credentials), CaptureAnswered)

    def catalogue(self, credentials: Credentials, etag: str | None) -> CatalogueRead | Unchanged | NoAnswer:
        """Ask for the settings catalogue. `etag` is that of the one at hand."""
        seen = {} if etag is None else {"If-None-Match": etag}
        request = Request("GET", "settings-catalogue", credentials, headers=seen)
        reply = self._send(request)
        match reply:
            case Reply(status=304) if etag is not None:
                return Unchanged()
            case Reply(status=200, document=dict(document), etag=tag):
                return CatalogueRead(document, tag)
        return _otherwise(reply, request)

    def _read(self, request: Request, shape: type[Shape]) -> Shape | NoAnswer:
        reply = self._send(request)
        match reply:
            case Reply(status=200 | 201 | 202, document=document):
                try:
                    return shape.model_validate(document)
                except ValidationError:
                    return Unreachable(Why.NOT_THE_PORTAL)
        return _otherwise(reply, request)

    def _tell(self, request: Request) -> Done | NoAnswer:
        reply = self._send(request)
        match reply:
            case Reply(status=204):
                return Done()
        return _otherwise(reply, request)

    def _send(self, request: Request) -> Reply | Unreachable:
        headers = self._common | request.credentials.headers | request.headers
        if request.body is None:
            return self._exchange.send(request.method, request.path, headers)
        # Compact and in the order given: sent again after a crash, a body is the same bytes (CAP-3).
        raw = json.dumps(request.body, ensure_ascii=False, separators=(",", ":")).encode()
        headers["Content-Type"] = JSON_TYPE
        return self._exchange.send(request.method, request.path, headers, raw)


def _otherwise(reply: Reply | Unreachable, request: Request) -> NoAnswer:
    if isinstance(reply, Unreachable):
        return reply
    return refusal(reply, None if request.credentials.device is None else request.ends_on_401)
