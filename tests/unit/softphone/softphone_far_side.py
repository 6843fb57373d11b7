"""The far side of the softphone: a small portal that keeps to the interface, on a real loopback socket."""

import hashlib
import itertools
import json
import threading
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field

import rfc8785
from softphone_answers import CATALOGUE, controlled, not_controlled
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

PASSWORDS = {"1001": "terminal-1001", "1002": "terminal-1002"}
ACCOUNTS = {"user1": ("佐藤", "agent-user1"), "user2": ("鈴木", "agent-user2")}


class _Quiet(WSGIRequestHandler):
    def log_request(self, code="-", size="-"):
        pass


@dataclass
class FarSide:
    """What the portal would answer, and what it was asked."""

    answers: dict = field(default_factory=lambda: {None: controlled()})
    """By the login of the agent, None without one."""
    catalogue: dict = field(default_factory=lambda: CATALOGUE)
    scripted: deque = field(default_factory=deque)
    """Pairs of (method + path, response) that come before anything else, each once."""
    seen: list = field(default_factory=list)
    reports: list = field(default_factory=list)
    captures: dict = field(default_factory=dict)
    devices: dict = field(default_factory=dict)
    agents: dict = field(default_factory=dict)
    counter: itertools.count = field(default_factory=itertools.count)
    address: str = ""
    reported: threading.Event = field(default_factory=threading.Event)

    def script(self, request, status, body=b"", headers=None, content_type="application/problem+json"):
        """Answer the next such request (as "GET settings") with exactly that."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.scripted.append((request, Response(raw, status, headers, content_type=content_type)))

    def asked(self, request):
        """Return the requests of that kind, oldest first."""
        return [one for name, one in self.seen if name == request]

    def __call__(self, environ, start_response):
        request = Request(environ)
        request.get_data()
        name = f"{request.method} {request.path.removeprefix('/api/v1/')}"
        self.seen.append((name, request))
        if self.scripted and self.scripted[0][0] == name:
            return self.scripted.popleft()[1](environ, start_response)
        return self._answer(request, name)(environ, start_response)

    def _answer(self, request, name):
        match name.split("/")[0]:
            case "POST enrollments":
                return self._enrol(request.json)
            case "GET settings-catalogue":
                return _tagged(request, self.catalogue, self.catalogue["version"])
        if self._terminal(request) is None:
            return _problem(401, "about:blank", "unknown device token")
        token = request.headers.get("X-Agent-Token")
        if token is not None and token not in self.agents and name != "DELETE agent-session":
            return _problem(401, "https://portal.example/problems/agent-session-ended", "session ended")
        return self._known(request, name, self.agents.get(token))

    def _known(self, request, name, login):
        document = self.answers.get(login, self.answers.get(None, not_controlled()))
        match name.split("/"):
            case ["GET settings"]:
                return _tagged(request, document, document["revision"])
            case ["POST agent-session"]:
                return self._sign_in(request.json)
            case ["POST captures"]:
                return self._receive(request)
            case ["GET captures", capture]:
                return _json(200, self.captures[capture])
        return self._note(request, name)

    def _note(self, request, name):
        match name:
            case "POST settings/reports":
                self.reports.append(request.json)
                self.reported.set()
            case "DELETE agent-session":
                self.agents.pop(request.headers.get("X-Agent-Token"), None)
            case "DELETE enrollments":
                self.devices.pop(request.headers["Authorization"].removeprefix("Bearer "))
            case _:
                return _problem(404, "about:blank", "no such address")
        return Response(status=204)

    def _terminal(self, request):
        return self.devices.get(request.headers.get("Authorization", "").removeprefix("Bearer "))

    def _enrol(self, body):
        extension = body["extension"]
        if PASSWORDS.get(extension) != body["password"] or body["organization"] != "acme":
            return _problem(401, "about:blank", "organisation, extension or password is wrong")
        token = f"device-{extension}-{next(self.counter)}"
        self.devices[token] = extension
        terminal = {"extension": extension, "name": f"営業{extension[-1]}", "type": "softphone"}
        return _json(201, {"device_token": token, "terminal": terminal})

    def _sign_in(self, body):
        name, password = ACCOUNTS.get(body["login"], ("", None))
        if password is None or password != body["password"]:
            return _problem(401, "about:blank", "login or password is wrong")
        token = f"agent-{body['login']}-{next(self.counter)}"
        self.agents[token] = body["login"]
        account = {"login": body["login"], "name": name}
        return _json(
            201, {"agent_token": token, "expires_at": "2026-11-23T09:00:00+09:00", "account": account}
        )

    def _receive(self, request):
        key = request.headers["Idempotency-Key"]
        known = [capture for capture, state in self.captures.items() if state["key"] == key]
        capture = known[0] if known else f"c{len(self.captures) + 1}"
        self.captures.setdefault(
            capture,
            {
                "key": key,
                "id": capture,
                "state": "ingested",
                "snapshot": {"name": request.json["name"], "version": 1},
                "errors": [],
                "left_out": [{"key": "terminal.extension", "class": "device"}],
                "unrecognised": [],
                "body": request.get_data(),
            },
        )
        location = f"/api/v1/captures/{capture}"
        return _json(
            200 if known else 202,
            {"id": capture, "state": "received", "location": location},
            {"Location": location},
        )


def _json(status, document, headers=None):
    visible = {key: value for key, value in document.items() if key not in {"key", "body"}}
    return Response(json.dumps(visible), status, headers, content_type="application/json")


def _tagged(request, document, tag):
    if request.headers.get("If-None-Match") == f'"{tag}"':
        return Response(status=304, headers={"ETag": f'"{tag}"'})
    return _json(200, document, {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache"})


def _problem(status, kind, detail):
    body = {"type": kind, "title": "no", "status": status, "detail": detail}
    return Response(json.dumps(body), status, content_type="application/problem+json")


def digest_in_force(document):
    """Return what a report of `document` must say, computed apart from the softphone's own code."""
    parts = {"display": document["display"], "cti": document["cti"]}
    parts["values"] = document["other"]["values"] if document["other"] else {}
    return hashlib.sha256(rfc8785.dumps(parts)).hexdigest()


class _Server:
    """Passes every request to the far side that stands behind it now."""

    portal = None
    address = ""

    def __call__(self, environ, start_response):
        return self.portal(environ, start_response)


@contextmanager
def serving():
    """Serve on a free loopback port until the block ends."""
    behind = _Server()
    server = make_server("127.0.0.1", 0, behind, threaded=True, request_handler=_Quiet)
    server.daemon_threads = True
    behind.address = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield behind
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
