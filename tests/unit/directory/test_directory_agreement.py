"""The directory core stands below the portal and repeats some of its words: both have to say the same."""

import pytest
from hypothesis import example as given_example
from hypothesis import given
from hypothesis import strategies as st

from importer import directory_values as values
from importer.directory_entries import BUILT_IN_ROLES, OWNER_TYPES, RIGHTS
from portal.domain import rights, text, versions, words


def test_resources_and_rights_are_those_of_the_domain():
    assert rights.RIGHTS == RIGHTS
    assert set(BUILT_IN_ROLES) == set(rights.RoleKey)


@pytest.mark.rule("ACC-1")
def test_the_first_administrator_role_administers():
    assert rights.administers("system_admin", BUILT_IN_ROLES["system_admin"].rights)


def test_choices_are_those_of_the_domain():
    assert [plan for plan in words.Plan if values.plan(plan) != plan] == []
    assert [kind for kind in words.TerminalType if values.terminal_type(kind) != kind] == []
    assert tuple(OWNER_TYPES.values()) == tuple(words.OwnerType)


def kept(read, value, refusals):
    try:
        return read(value)
    except refusals:
        return None


@pytest.mark.rule("PRF-3")
@given(st.text(st.characters(), max_size=70) | st.text(" \t\r\n\u3000\u200b\u3099かaé\x00\u2028", max_size=8))
@given_example("か\u3099" * 60)
@given_example("\x85a")
def test_names_are_kept_as_the_pages_keep_them(value):
    name = values.name(value)

    assert (None if isinstance(name, values.Bad) else name) == kept(text.clean_name, value, text.BadText)


@pytest.mark.rule("VER-3")
@given(st.text("0123456789.", max_size=12) | st.text(max_size=6))
@given_example("3.13.7")
@given_example("3.013")
@given_example("1.2.3.4.5")
def test_versions_that_are_kept_can_be_compared(value):
    version = values.version(value)

    read = kept(versions.parse_version, value, versions.BadVersion)
    assert isinstance(version, values.Bad) == (read is None)
