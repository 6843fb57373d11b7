"""Opaque credentials: random, shown once, kept only as a digest (TRU-16)."""

import hashlib
import secrets


def new_token(kind: str) -> str:
    """Return a new token of 256 random bits; `kind` is a short prefix that tells people what they found."""
    return f"{kind}_{secrets.token_urlsafe(32)}"


def digest_of(token: str) -> str:
    """Return the hex SHA-256 under which `token` is kept. It needs no salt: tokens are random."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
