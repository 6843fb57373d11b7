"""Logs: JSON lines or readable ones, each with its request id, none with a secret."""

import logging
import re
import secrets
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Any, TextIO, cast

import structlog
from structlog.contextvars import bind_contextvars, clear_contextvars

from importer.masking import MASK, mask_text, says_secret

# Fields that only the portal fills, with words of its own; looking through them would cost each request.
_OUR_OWN = frozenset({"timestamp", "level", "logger", "request_id", "method", "endpoint", "job"})
# Short texts that were looked through and hold no secret: events and paths come again with each request.
_clean: set[str] = set()
_LONGEST_KEPT, _MOST_KEPT = 100, 2000
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


def configure(log_format: str, level: str) -> None:
    """Send everything, also what libraries log, to standard error in one form."""
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    first: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[structlog.typing.Processor] = [structlog.processors.format_exc_info, _mask, renderer]
    structlog.configure(
        processors=[*first, *last],
        # Our own lines go straight out: on their way through `logging` each would cost twice as much.
        logger_factory=structlog.WriteLoggerFactory(cast("TextIO", _Unfailing(sys.stderr))),
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=first,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)


class _Unfailing:
    """A stream that a full disk, or nobody at its other end, costs lines, and no request its answer."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self._stream.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._stream.flush()


def start_request(offered_id: str | None) -> str:
    """Begin a request's log lines; return its id: the caller's if that is sane, else a new one."""
    request_id = offered_id if offered_id and _SANE_ID.fullmatch(offered_id) else secrets.token_hex(8)
    clear_contextvars()
    bind_contextvars(request_id=request_id)
    return request_id


def _mask(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in line.items():
        if isinstance(value, str) and key not in _OUR_OWN:
            line[key] = MASK if says_secret(key) else _masked(value)
    return line


def _masked(text: str) -> str:
    if text in _clean:
        return text
    masked = mask_text(text)
    if masked == text and len(text) <= _LONGEST_KEPT and len(_clean) < _MOST_KEPT:
        _clean.add(text)
    return masked
