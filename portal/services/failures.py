"""Repeated failures close a credential for a while: a timed lock, the same whether it exists or not (TRU-12).

Only failures count. What is counted is one credential, never a network address (TRU-13).
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage, RedisStorage
from limits.strategies import FixedWindowRateLimiter
from redis import Redis

from portal.services import quick_store
from portal.services.errors import Refused
from portal.services.tokens import digest_of

MOST = RateLimitItemPerMinute(10, 10)

Found = TypeVar("Found")


@dataclass
class TooManyFailures(Refused):
    """The credential is closed for so many seconds, right or wrong."""

    retry_after: int


def refuse_when_closed(*credential: str) -> None:
    """Raise TooManyFailures while the credential is closed."""
    key = _key(credential)
    if not _counted(lambda counter: counter.test(MOST, key)):
        opens = _counted(lambda counter: counter.get_window_stats(MOST, key).reset_time)
        raise TooManyFailures(max(1, math.ceil(opens - time.time())))


def count(*credential: str) -> None:
    """Count one failure of the credential."""
    key = _key(credential)
    _counted(lambda counter: counter.hit(MOST, key))


@cache
def _here() -> FixedWindowRateLimiter:
    # Counts for this process alone while Redis is away: weaker, but never open to all.
    return FixedWindowRateLimiter(MemoryStorage())


def _counted(question: Callable[[FixedWindowRateLimiter], Found]) -> Found:
    found = quick_store.ask(lambda client: question(_shared(client)))
    return question(_here()) if found is None else found


@cache
def _shared(client: Redis) -> FixedWindowRateLimiter:
    # Expiry is counted by the server's clock, so that web processes need not agree on the time (TRU-23).
    return FixedWindowRateLimiter(RedisStorage("redis://", connection_pool=client.connection_pool))


def _key(credential: tuple[str, ...]) -> str:
    # Not in clear: a password typed in the field for the name would stand in Redis (TRU-16).
    return digest_of("\0".join(credential))
