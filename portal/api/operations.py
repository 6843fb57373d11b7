"""How the process and what it needs are doing: /healthz, /readyz, /metrics."""

import hmac
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import cache

import structlog
from flask import Blueprint, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import Engine, text

from portal import extensions
from portal.api import measures
from portal.api.credentials import View, anyone, guarded
from portal.api.problems import Problem
from portal.api.replies import json_reply
from portal.extensions import db

operations_api = Blueprint("operations_api", __name__)

log = structlog.get_logger(__name__)

# Whoever asks wants an answer, not a wait for a server that is silent.
PATIENCE_S = 1.0


def metrics_token(view: View) -> View:
    """Let in whoever shows the token of HAISHIN_METRICS_TOKEN; without one there is nothing to see."""

    def check() -> None:
        token: str = current_app.config["SETTINGS"].metrics_token
        if not token:
            abort(404)
        shown = request.authorization
        if shown is None or not hmac.compare_digest((shown.token or "").encode(), token.encode()):
            raise Problem("wrong-credential")

    return guarded(view, "metrics_token", check)


@operations_api.get("/healthz")
@anyone
def health() -> ResponseReturnValue:
    """Say that the process answers."""
    return json_reply({"status": "ok"})


@operations_api.get("/readyz")
@anyone
def readiness() -> ResponseReturnValue:
    """Say whether the database and the broker answer, 503 with which does not."""
    engine = db.engine
    checks: Mapping[str, Callable[[], object]] = {"database": lambda: _ask(engine), "broker": _ping}
    state = {name: "ok" if _answers(name, check) else "down" for name, check in checks.items()}
    if "down" in state.values():
        raise Problem("unavailable", headers={"Retry-After": "5"}, members=state)
    return json_reply(state)


@operations_api.get("/metrics")
@metrics_token
def metrics() -> ResponseReturnValue:
    """Give what was measured to Prometheus."""
    return Response(measures.written(), content_type=CONTENT_TYPE_LATEST)


def _answers(name: str, check: Callable[[], object]) -> bool:
    asked = _checking().submit(copy_context().run, check)
    try:
        asked.result(PATIENCE_S)
    except Exception as error:  # noqa: BLE001  whatever it is, the service does not answer
        asked.cancel()
        log.warning("not_ready", service=name, error=type(error).__name__)
        return False
    return True


@cache
def _checking() -> ThreadPoolExecutor:
    # A check of a silent server may hang for longer than anybody waits for it; no more than these can.
    return ThreadPoolExecutor(4, "readiness")


def _ask(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))


def _ping() -> None:
    if extensions.cache.client is not None:
        extensions.cache.client.ping()
