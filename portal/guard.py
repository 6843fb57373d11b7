"""The net below all access checks: an answer for which none ran is refused (TRU-10)."""

import structlog
from flask import Response, current_app, g, request

log = structlog.get_logger(__name__)


class UncheckedAccess(RuntimeError):
    """A view answered without an access check: a mistake in the code, not of the caller."""


def access_was_checked() -> None:
    """Note that the running request has passed its access check."""
    g.access_was_checked = True


def refuse_unchecked(response: Response) -> Response:
    """Let only checked answers out; errors and static files carry nothing of anybody's."""
    harmless = response.status_code >= 400 or request.endpoint in (None, "static")  # noqa: PLR2004
    if harmless or g.get("access_was_checked") or response.status_code == 304:  # noqa: PLR2004
        return response
    log.error("access_unchecked", endpoint=request.endpoint)
    if current_app.config["STRICT"]:
        raise UncheckedAccess(str(request.endpoint))
    return response
