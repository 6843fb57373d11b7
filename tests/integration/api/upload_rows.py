"""Uploads that no server should take: what is sent, and the status, places and kinds of fault that come back.

A row is an id, the bytes, what differs of the request (see `Sent`), the status, and "pointer code" of every
fault, in order; none for problems that are told without places.
"""

import json
from dataclasses import dataclass, field

LINPHONE, MICROSIP = "text/x-linphonerc", "text/x-microsip-ini"
GOOD = {
    "name": "標準設定",
    "captured_at": "2026-11-20T09:00:00+09:00",
    "softphone": {"version": "3.13.7", "os": "Windows 11"},
    "settings": {"phone.auto_answer": True},
}
QUERY = {"name": "標準設定", "captured_at": "2026-11-20T09:00:00Z"}
MB = 1024 * 1024


@dataclass(frozen=True)
class Sent:
    """One bad upload and what must come of it."""

    id: str
    raw: bytes
    status: int
    faults: tuple[str, ...] = ()
    headers: dict = field(default_factory=dict)
    query: dict | str = ""


def good(**fields):
    """Return a good body with these fields instead; None leaves a field out."""
    return json.dumps(
        {key: value for key, value in (GOOD | fields).items() if value is not None}, ensure_ascii=False
    ).encode()


def with_settings(text):
    """Return a good body whose settings are this JSON text."""
    return good(settings="<here>").replace(b'"<here>"', text.encode())


def with_value(text):
    """Return a good body with a setting `x` of this JSON text."""
    return with_settings(f'{{"x": {text}}}')


def json_row(name, raw, status, *faults, **headers):
    named = {key.replace("_", "-"): value for key, value in headers.items()}
    return Sent(name, raw, status, faults, {"Content-Type": "application/json"} | named)


def native_row(name, raw, status, *faults, media_type=LINPHONE, query=QUERY, **headers):
    raw = raw if isinstance(raw, bytes) else raw.encode()
    return Sent(name, raw, status, faults, {"Content-Type": media_type} | headers, query)


WHOLE = good()
