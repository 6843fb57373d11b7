"""What is measured of every answer, for Prometheus."""

import time

from flask import Flask, Response, g, request
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

ANSWERS = Counter(
    "haishin_answers", "Answers by endpoint, method and status.", ("endpoint", "method", "status")
)
SECONDS = Histogram("haishin_answer_seconds", "Time to an answer by endpoint.", ("endpoint",))


def install(app: Flask) -> None:
    """Measure every answer of `app`."""
    app.before_request(_start)
    app.after_request(_finish)


def written() -> bytes:
    """Return all measures in Prometheus' text form, of every process where they share a folder for them."""
    registry = CollectorRegistry()
    try:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    except ValueError:
        # The variable PROMETHEUS_MULTIPROC_DIR of prometheus-client names no folder: this process alone.
        registry = REGISTRY
    return generate_latest(registry)


def _start() -> None:
    g.began = time.perf_counter()


def _finish(response: Response) -> Response:
    # The endpoint, never the path: what callers make up is no label.
    endpoint = request.endpoint or "none"
    ANSWERS.labels(endpoint, request.method if request.endpoint else "any", response.status_code).inc()
    if "began" in g:
        SECONDS.labels(endpoint).observe(time.perf_counter() - g.began)
    return response
