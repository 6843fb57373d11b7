"""Passwords in a document: counted, never shown."""

import pytest
from directory_bad_documents import ACCOUNT, TERMINAL, account
from directory_documents import HASH, places

from importer.directory import read_directory
from importer.faults import Unreadable


@pytest.mark.rule("TRU-16")
def test_no_fault_repeats_a_password():
    with pytest.raises(Unreadable) as refusal:
        read_directory(account(password="s3cr3t!") | {"terminals": [TERMINAL | {"password": "$2b$s3cr3t!"}]})

    assert len(refusal.value.faults) == 2
    assert "s3cr3t!" not in repr(refusal.value.faults) + str(refusal.value)


@pytest.mark.rule("TRU-16")
def test_what_was_read_does_not_show_its_passwords():
    document = read_directory(account(password="s3cr3t-word"))

    assert "s3cr3t-word" not in repr(document)
    assert list(document.plain_passwords()) == [("/accounts/0/password", "s3cr3t-word")]


@pytest.mark.rule("TRU-12")
@pytest.mark.parametrize(
    ("plain", "refused"),
    [pytest.param(1000, False, id="a thousand"), pytest.param(1001, True, id="one more")],
)
def test_plain_passwords_are_limited_and_hashes_are_not(plain, refused):
    hashed = [ACCOUNT | {"login": f"h{n}", "password": HASH} for n in range(10)]
    half = plain // 2
    document = {
        "accounts": hashed + [ACCOUNT | {"login": f"u{n}", "password": "12345678"} for n in range(half)],
        "terminals": [TERMINAL | {"extension": str(n), "password": "12345678"} for n in range(plain - half)],
    }

    try:
        read_directory(document)
        faults = ()
    except Unreadable as refusal:
        faults = refusal.faults

    assert [(fault.pointer, fault.code, fault.params) for fault in faults] == (
        [("", "too_many_passwords", {"most": 1000, "count": 1001})] if refused else []
    )


def test_what_is_wrong_with_the_whole_comes_first():
    accounts = [ACCOUNT | {"login": f"u{n}", "password": "12345678"} for n in range(1001)]

    with pytest.raises(Unreadable) as refusal:
        read_directory({"fax": [], "accounts": accounts})

    assert places(refusal) == [("", "too_many_passwords"), ("/fax", "unknown_field")]
