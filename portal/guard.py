"""The net below all access checks: an answer for which none ran is refused, what one refused is recorded."""

import structlog
from flask import Response, current_app, g, request

from portal.domain.audit import Action, Subject
from portal.services import denials
from portal.services.history import About

log = structlog.get_logger(__name__)


class UncheckedAccess(RuntimeError):
    """A view answered without an access check: a mistake in the code, not of the caller."""


def access_was_checked() -> None:
    """Note that the running request has passed its access check."""
    g.access_was_checked = True


def let_in(organization_id: int, terminal_id: int | None = None) -> None:
    """Note whose the caller is, and which terminal's softphone, whatever the access check says next."""
    g.caller_organization_id, g.caller_terminal_id = organization_id, terminal_id


def record_denials(response: Response) -> None:
    """Record what was refused to somebody whose credential is right (ACC-1, TRU-17)."""
    organization_id = g.get("caller_organization_id")
    if response.status_code == 403 and organization_id is not None:  # noqa: PLR2004
        about = About(Subject.PAGE, f"{request.method} {request.path}")
        denials.note(organization_id, Action.DENIED, about, terminal_id=g.get("caller_terminal_id"))
    denials.write()


def refuse_unchecked(response: Response) -> Response:
    """Let only checked answers out; errors and static files carry nothing of anybody's."""
    harmless = response.status_code >= 400 or request.endpoint in (None, "static")  # noqa: PLR2004
    if harmless or g.get("access_was_checked") or response.status_code == 304:  # noqa: PLR2004
        return response
    log.error("access_unchecked", endpoint=request.endpoint)
    if current_app.config["STRICT"]:
        raise UncheckedAccess(str(request.endpoint))
    return response
