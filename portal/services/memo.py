"""The last answer given to each asker, in Redis: it spares work and is never trusted by itself (DLV-7).

What is kept stands beside a stamp of what it was computed from; whoever recalls it compares. That somebody
asked is noted in the same round trip (DST-3).
"""

from dataclasses import dataclass
from functools import cache

from redis import Redis
from redis.commands.core import Script

from portal.domain.sightings import Note
from portal.services import quick_store, sightings

# Long enough for a softphone that starts after a week away; what nobody asks for again goes.
KEPT_S = 8 * 24 * 3600
# A longer body is computed again when it is needed; that it is unchanged is still known.
LARGEST_BODY = 64 * 1024
_DIGITS = 64
# Gives what is kept; when that is the answer now, notes that it was asked for, with its revision.
_RECALL = """
local kept = redis.call('GET', KEYS[1])
if kept and string.sub(kept, 1, 64) == ARGV[1] then
    redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[3], '*',
        'note', ARGV[2], 'revision', string.sub(kept, 65, 128))
end
return kept
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer: what it was computed from, its revision, and its bytes unless they are too many.

    `stamp` and `revision` are hex SHA-256.
    """

    stamp: str
    revision: str
    body: bytes | None


def recall(key: str, stamp: str = "", note: Note | None = None) -> Kept | None:
    """Return what was last kept under `key`; None also while Redis is away.

    With the stamp of the answer now it will be given: that is when `note` is taken.
    """

    def get(client: Redis) -> bytes | None:
        found: object
        if note is None:
            found = client.get(key)
        else:
            arguments = (stamp, note.written(), sightings.MOST_KEPT)
            found = _recall(client)((key, sightings.STREAM), arguments, client)
        return found if isinstance(found, bytes) else None

    packed = quick_store.ask(get)
    if packed is None or len(packed) < 2 * _DIGITS:
        return None
    kept_stamp, revision, body = packed[:_DIGITS], packed[_DIGITS : 2 * _DIGITS], packed[2 * _DIGITS :]
    return Kept(kept_stamp.decode("ascii", "replace"), revision.decode("ascii", "replace"), body or None)


def keep(key: str, kept: Kept, note: Note | None) -> None:
    """Keep an answer, in place of the one before, and note who asked for it."""
    body = kept.body if kept.body is not None and len(kept.body) <= LARGEST_BODY else b""
    packed = kept.stamp.encode() + kept.revision.encode() + body

    def put(client: Redis) -> None:
        with client.pipeline(transaction=False) as both:
            both.set(key, packed, ex=KEPT_S)
            if note is not None:
                entry = sightings.fields_of(note, kept.revision)
                both.xadd(sightings.STREAM, entry, maxlen=sightings.MOST_KEPT, approximate=True)
            both.execute()

    quick_store.ask(put)


@cache
def _recall(client: Redis) -> Script:
    return client.register_script(_RECALL)
