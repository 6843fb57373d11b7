"""Redis for what may be lost: a fault there counts as nothing found, and none holds up an answer (TRU-4)."""

import time
from collections.abc import Callable
from typing import TypeVar

import structlog
from redis import Redis
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as Silent

from portal.extensions import cache

log = structlog.get_logger(__name__)

Found = TypeVar("Found")

# A server that did not answer is left alone for so long: else each request would wait for it once more.
PAUSE_S = 5.0


class _Pause:
    """Since when, on this machine's monotonic clock, the server is worth asking."""

    until = 0.0


def ask(question: Callable[[Redis], Found]) -> Found | None:
    """Return what `question` finds; None while the server is down, slow or silent."""
    if cache.client is None or time.monotonic() < _Pause.until:
        return None
    try:
        return question(cache.client)
    except RedisError as error:
        if isinstance(error, Unreachable | Silent):
            _Pause.until = time.monotonic() + PAUSE_S
        log.warning("quick_store_failed", error=type(error).__name__)
        return None
