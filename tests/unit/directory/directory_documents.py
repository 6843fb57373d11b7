"""Documents and states for the tests of the directory core."""

import copy

import pytest

from importer.directory import merge, read_directory, synchronise, take_in
from importer.faults import Unreadable

HASH = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b7GUWbRRgUxmVmJ3rcVVZtxbGc"
EVERYTHING = ["view", "edit", "delete"]

# The example of the API's own documentation, with a second of what rules tell apart.
EXAMPLE = {
    "organization": {
        "slug": "acme",
        "name": "アクメ株式会社",
        "plan": "call_center",
        "options": ["crm_integration"],
        "server_version": "3.13.2",
        "time_zone": "Asia/Tokyo",
        "show_all_ring_group_numbers": True,
        "show_call_center_numbers": True,
    },
    "roles": [{"key": "helpdesk", "name": "ヘルプデスク", "rights": {"terminals": ["view", "edit"]}}],
    "accounts": [
        {"login": "admin", "name": "高橋", "role": "system_admin"},
        {"login": "user1", "name": "佐藤", "role": "user", "agent_enabled": True},
        {"login": "user2", "name": "鈴木", "role": "helpdesk", "agent_enabled": True},
    ],
    "terminals": [
        {"extension": "1001", "name": "営業1", "type": "softphone", "dial_in": ["05012340001"]},
        {"extension": "1002", "name": "営業2", "type": "hardphone"},
    ],
    "ring_groups": [
        {"extension": "2001", "name": "営業", "dial_in": ["0312340001"], "members": ["1001", "1002"]}
    ],
    "ivrs": [{"extension": "3001", "name": "受付", "dial_in": ["0312345678"]}],
    "call_centers": [
        {
            "extension": "4001",
            "name": "サポート",
            "dial_in": ["0120000001"],
            "agents": ["user1", "user2"],
            "caller_number": "0120000001",
        }
    ],
    "business_labels": [{"code": "renewal", "name": "更新", "caller_number": "0312345678"}],
    "phone_book": [{"number": "0312345678", "name": "代表"}],
}


def example(**lists):
    """Return the example with some of its top-level fields replaced."""
    return copy.deepcopy(EXAMPLE) | lists


def acme(**lists):
    """Return the state that the example makes."""
    return merge(None, read_directory(example(**lists)))


def places(refusal):
    """Return the pointer and code of each fault of a refusal."""
    return [(fault.pointer, fault.code.value) for fault in refusal.value.faults]


def merged(document, current=None):
    return merge(current or acme(), read_directory(document))


def synchronised(document, current=None):
    return synchronise(current or acme(), read_directory(document))


def refused(mode, document, current=None):
    with pytest.raises(Unreadable) as refusal:
        take_in(current or acme(), document, mode)
    return places(refusal)
