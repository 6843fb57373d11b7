"""What tests are about: rows made directly, each function with defaults that any keyword overrides.

All rows are flushed into the session of the fixture `database`; `client` and `browser` commit it before each
request.
"""

from factories.credentials import make_agent_token, make_api_key, make_device_token, make_portal_session
from factories.directory import (
    make_call_center,
    make_ivr,
    make_label,
    make_phone_book_entry,
    make_ring_group,
    make_terminal,
    number_of,
)
from factories.people import hash_of, make_account, make_administrator, make_organization, make_role, role_of
from factories.profiles import (
    NOON,
    add_targets,
    make_profile,
    make_snapshot_version,
    select_contact_points,
    select_numbers,
)
from factories.rows import stored

__all__ = [
    "NOON",
    "add_targets",
    "hash_of",
    "make_account",
    "make_administrator",
    "make_agent_token",
    "make_api_key",
    "make_call_center",
    "make_device_token",
    "make_ivr",
    "make_label",
    "make_organization",
    "make_phone_book_entry",
    "make_portal_session",
    "make_profile",
    "make_ring_group",
    "make_role",
    "make_snapshot_version",
    "make_terminal",
    "number_of",
    "role_of",
    "select_contact_points",
    "select_numbers",
    "stored",
]
