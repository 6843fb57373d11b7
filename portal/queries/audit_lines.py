"""An entry of the audit log as one line of JSON, with all that its hash is made from."""

import json
from dataclasses import fields

from portal.domain.audit import Link
from portal.models import AuditEntry

_FIELDS = [field.name for field in fields(Link) if field.name not in {"at", "details"}]


def line_of(entry: AuditEntry) -> str:
    """Return the entry; `details` stands as the text that was hashed (see `Link.hash`)."""
    written = {name: getattr(entry, name) for name in _FIELDS}
    more = {"at": entry.at.isoformat(timespec="microseconds"), "details": entry.details, "hash": entry.hash}
    return json.dumps(written | more, ensure_ascii=False)
