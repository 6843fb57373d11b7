"""Keys of what came in, each looked at once: they come again with each upload (CAP-9)."""

import re
from functools import lru_cache
from typing import NamedTuple

from importer.secret_names import says_secret

_MAY_HOLD_SECRET = re.compile(r"[=@:：＝%<{\s]|[A-Za-z0-9+/_-]{40}")
_LONGEST_CACHED = 100


class Key(NamedTuple):
    """A key; whether nothing in itself can be a secret; whether it says that its value is one."""

    key: str
    is_clean: bool
    says_secret: bool


def look_at(key: str) -> Key:
    """Return what is to be known of a key."""
    return _cached(key) if len(key) <= _LONGEST_CACHED else _looked_at(key)


def _looked_at(key: str) -> Key:
    return Key(key, _MAY_HOLD_SECRET.search(key) is None, says_secret(key))


_cached = lru_cache(maxsize=8192)(_looked_at)
