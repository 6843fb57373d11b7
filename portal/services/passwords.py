"""Passwords: kept as Argon2id, compared in the same time whether or not there is one (TRU-12)."""

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from importer.faults import Fault, FaultCode

LEAST = 8
MOST = 128

# OWASP's second choice of parameters: 19 MiB, two passes. At nine in the morning thousands sign in.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
COMMON = frozenset(FREQUENCY_LISTS["passwords"])
# Compared with when there is no password, so that the answer takes as long.
_nobodys = _hasher.hash("no account has this password")


def fault_of(password: str, pointer: str) -> Fault | None:
    """Return what is wrong with a new password, or None."""
    if len(password) < LEAST:
        return Fault(pointer, FaultCode.TOO_SHORT, {"least": LEAST, "count": len(password)})
    if len(password) > MOST:
        return Fault(pointer, FaultCode.TOO_LONG, {"most": MOST, "count": len(password)})
    if password.lower() in COMMON:
        return Fault(pointer, FaultCode.COMMON_PASSWORD)
    return None


def hashed(password: str) -> str:
    """Return the Argon2id hash of `password`, in the PHC string format."""
    return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Tell whether `password` is the stored one; takes as long when nothing is stored (TRU-14)."""
    try:
        # Argon2 takes bytes; a lone surrogate is nobody's password.
        return _hasher.verify(stored or _nobodys, password.encode("utf-8", "replace")) and stored is not None
    except (Argon2Error, InvalidHashError):
        return False
