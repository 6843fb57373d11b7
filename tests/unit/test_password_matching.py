"""Comparing a password takes as long whatever is stored."""

import pytest

from portal.services import passwords

STORED = passwords.hashed("correct horse battery")


@pytest.fixture
def verified(monkeypatch):
    """The hashes that a password was verified against."""
    hasher, seen = passwords._hasher, []

    class Watched:
        def verify(self, stored, password):
            seen.append(stored)
            return hasher.verify(stored, password)

    monkeypatch.setattr(passwords, "_hasher", Watched())
    return seen


@pytest.mark.rule("TRU-14", "TRU-12")
@pytest.mark.parametrize(
    ("stored", "password", "right"),
    [
        pytest.param(STORED, "correct horse battery", True, id="right"),
        pytest.param(STORED, "wrong", False, id="wrong"),
        pytest.param(STORED, "", False, id="empty"),
        pytest.param(None, "correct horse battery", False, id="nothing stored"),
        pytest.param(None, "no account has this password", False, id="the password of nobody"),
        pytest.param(STORED, "correct horse battery" + "x" * 200, False, id="not cut off"),
        pytest.param(STORED, "\ud800", False, id="half a character"),
    ],
)
def test_each_comparison_verifies_once(verified, stored, password, right):
    assert passwords.matches(stored, password) is right
    assert len(verified) == 1


@pytest.mark.rule("TRU-14")
def test_what_stands_for_no_password_costs_as_much_as_one():
    cost = slice(0, 4)

    assert passwords._nobodys.split("$")[cost] == STORED.split("$")[cost]


@pytest.mark.rule("TRU-12")
@pytest.mark.parametrize(
    ("password", "fault"),
    [("x" * 7, "too_short"), ("Yz" * 64 + "x", "too_long"), ("Password1", "common_password")],
)
def test_a_new_password_is_neither_short_nor_long_nor_common(password, fault):
    assert passwords.fault_of(password, "/password").code == fault


@pytest.mark.rule("TRU-12")
@pytest.mark.parametrize("password", ["pferd-9!", "Yz" * 64, "とても長い合言葉です"])
def test_any_other_from_8_to_128_characters_may_be_chosen(password):
    assert passwords.fault_of(password, "/password") is None


@pytest.mark.rule("TRU-12")
def test_a_password_is_kept_as_argon2id_and_whole():
    kept = passwords.hashed("a" * 128)

    assert kept.startswith("$argon2id$")
    assert passwords.matches(kept, "a" * 128)
    assert not passwords.matches(kept, "a" * 127)
