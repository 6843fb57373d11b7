"""Who may ask the window for what: this machine's own browser, from the window's own pages.

Any page that the browser shows can send requests to 127.0.0.1, and a name that an attacker owns can
be made to mean 127.0.0.1. So the name in `Host` is checked on every request, and on every change the
origin and a token that only the window's own pages carry.
"""

import hashlib
import hmac
import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, g, request

from softphone.state_file import locked, write_whole

COOKIE = "softphone_visitor"
TOKEN_FIELD = "token"  # noqa: S105  the name of a field
_KEY = "HAISHIN_WINDOW_KEY"
_HOSTS = {"127.0.0.1", "localhost", "::1"}
_VISITOR = re.compile(r"[0-9a-f]{32}")
_SAFE = {"GET", "HEAD", "OPTIONS"}
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def guard(app: Flask, folder: Path) -> None:
    """Check every request to `app` and mark every answer."""
    app.config[_KEY] = _key(folder)
    app.before_request(_check)
    app.after_request(_mark)


def token() -> str:
    """Return what the forms of this visitor's pages carry."""
    key: bytes = current_app.config[_KEY]
    return hmac.new(key, g.visitor.encode(), hashlib.sha256).hexdigest()


def _key(folder: Path) -> bytes:
    # Kept, so that a page that was open while the window was started anew can still be sent.
    path = folder / "window.key"
    with locked(path):
        if not path.is_file():
            write_whole(path, secrets.token_hex(32).encode())
        return path.read_bytes()


def _check() -> None:
    visitor = request.cookies.get(COOKIE, "")
    g.visitor = visitor if _VISITOR.fullmatch(visitor) else secrets.token_hex(16)
    if _name(f"//{request.host}") not in _HOSTS:
        abort(403)
    if request.method not in _SAFE and not (_from_here() and _has_token()):
        abort(403)


def _from_here() -> bool:
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.host}":
        return False
    return request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}


def _has_token() -> bool:
    return hmac.compare_digest(request.form.get(TOKEN_FIELD, "").encode(), token().encode())


def _name(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _mark(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
        response.vary.update(["Accept-Language", "Cookie"])
        if request.cookies.get(COOKIE) != g.get("visitor"):
            response.set_cookie(COOKIE, g.visitor, httponly=True, samesite="Strict")
    return response
