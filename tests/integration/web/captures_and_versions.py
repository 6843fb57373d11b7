"""Captures for tests of pages."""

import uuid

from factories import make_terminal, stored
from portal.domain.words import CaptureState
from portal.models import Capture

REFUSED_FOR_VALUES = [
    {"pointer": "/settings/phone.dtmf", "code": "not_allowed", "params": {"allowed": "info"}},
    {"pointer": "/settings/audio.ring_volume", "code": "wrong_type", "params": {"expected": "integer"}},
]
GIVEN_UP = [{"pointer": "", "code": "given_up", "params": {"most": 3}}]


def make_capture(organization, **columns):
    """Make a capture from a terminal of the organisation."""
    terminal = make_terminal(organization)
    columns = {
        "public_id": str(uuid.uuid4()),
        "source_extension": terminal.extension,
        "account_login": "admin",
        "name": "標準設定",
        "captured_at": "2026-11-20T09:00:00+09:00",
        "source_version": "3.13.7",
        "source_os": "Windows 11 10.0.26100",
        "body_digest": "0" * 64,
        "body": '{"settings":{"phone.auto_answer":true}}',
        "state": CaptureState.RECEIVED,
    } | columns
    return stored(Capture(organization_id=organization.id, terminal_id=terminal.id, **columns))


def path_of(version, *more):
    """Return the address of a version's page, or of one below it."""
    return "/".join(["/snapshots", str(version.snapshot_id), "versions", str(version.number), *more])
