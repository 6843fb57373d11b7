"""Addresses of static files that change with their content, so that browsers may keep them for a year."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

A_YEAR = 365 * 24 * 60 * 60


def install_assets(app: Flask) -> None:
    """Give templates `asset(name)`, and let what it addresses be cached for ever."""
    app.jinja_env.globals["asset"] = asset
    app.after_request(_cache_for_ever)


def asset(name: str) -> str:
    """Return the address of the static file `name`: /static/portal.css?v=1f2e3d4c5b6a."""
    return url_for("static", filename=name, v=_version(name))


def _version(name: str) -> str:
    path = Path(current_app.static_folder or "", name)
    return _digest(path, path.stat().st_mtime_ns)


@lru_cache
def _digest(path: Path, _changed_at: int) -> str:
    return sha256(path.read_bytes()).hexdigest()[:12]


def _cache_for_ever(response: Response) -> Response:
    # Only the address of what is served now: an old page's address may meet a newer file after a release.
    answered = request.endpoint == "static" and response.status_code in {200, 304}
    if answered and request.args.get("v") == _version((request.view_args or {})["filename"]):
        response.cache_control.no_cache = None
        response.cache_control.public = True
        response.cache_control.max_age = A_YEAR
        response.cache_control.immutable = True
    return response
