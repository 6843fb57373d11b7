"""The last answer given to each asker, in Redis: it spares work and is never trusted by itself (DLV-7).

What is kept stands beside a stamp of what it was computed from; whoever recalls it compares.
"""

from dataclasses import dataclass

from redis import Redis

from portal.services import quick_store

# Long enough for a softphone that starts after a week away; what nobody asks for again goes.
KEPT_S = 8 * 24 * 3600
# A longer body is computed again when it is needed; that it is unchanged is still known.
LARGEST_BODY = 64 * 1024
_DIGITS = 64


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer: what it was computed from, its revision, and its bytes unless they are too many.

    `stamp` and `revision` are hex SHA-256.
    """

    stamp: str
    revision: str
    body: bytes | None


def recall(key: str) -> Kept | None:
    """Return what was last kept under `key`; None also while Redis is away."""

    def get(client: Redis) -> bytes | None:
        found = client.get(key)
        return found if isinstance(found, bytes) else None

    packed = quick_store.ask(get)
    if packed is None or len(packed) < 2 * _DIGITS:
        return None
    stamp, revision, body = packed[:_DIGITS], packed[_DIGITS : 2 * _DIGITS], packed[2 * _DIGITS :]
    return Kept(stamp.decode("ascii", "replace"), revision.decode("ascii", "replace"), body or None)


def keep(key: str, kept: Kept) -> None:
    """Keep an answer, in place of the one before."""
    body = kept.body if kept.body is not None and len(kept.body) <= LARGEST_BODY else b""
    packed = kept.stamp.encode() + kept.revision.encode() + body
    quick_store.ask(lambda client: client.set(key, packed, ex=KEPT_S))
