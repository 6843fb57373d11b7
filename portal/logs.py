"""Logs: JSON lines or readable ones, each with its request id, none with a secret."""

import logging
import re
import secrets
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.contextvars import bind_contextvars, clear_contextvars

from importer.masking import MASK, mask_text, says_secret

# Fields that only the portal fills, with words of its own; looking through them would cost each request.
_OUR_OWN = frozenset({"timestamp", "level", "logger", "request_id", "method", "endpoint", "job"})
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def configure(log_format: str, level: str) -> None:
    """Send everything, also what libraries log, to standard error in one form."""
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _mask,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _mask,
                renderer,
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)


def start_request(offered_id: str | None) -> str:
    """Begin a request's log lines; return its id: the caller's if that is sane, else a new one."""
    request_id = offered_id if offered_id and _SANE_ID.fullmatch(offered_id) else secrets.token_hex(8)
    clear_contextvars()
    bind_contextvars(request_id=request_id)
    return request_id


def _mask(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in line.items():
        if isinstance(value, str) and key not in _OUR_OWN:
            line[key] = MASK if says_secret(key) else mask_text(value)
    return line
