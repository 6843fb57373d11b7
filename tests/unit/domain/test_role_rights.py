import pytest

from portal.domain.rights import (
    BUILT_IN_NAMES,
    RESOURCES,
    RIGHTS,
    RoleKey,
    administers,
    initial_rights,
    may,
)


@pytest.mark.rule("ACC-1")
def test_system_administrator_in_its_initial_state_administers():
    assert administers("system_admin", initial_rights(RoleKey.SYSTEM_ADMIN))


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize("resource", RESOURCES)
@pytest.mark.parametrize("right", RIGHTS)
def test_one_right_removed_and_it_no_longer_administers(resource, right):
    rights = initial_rights(RoleKey.SYSTEM_ADMIN)

    rights[resource].remove(right)

    assert not administers("system_admin", rights)


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize("resource", RESOURCES)
def test_one_resource_missing_and_it_no_longer_administers(resource):
    rights = initial_rights(RoleKey.SYSTEM_ADMIN)

    del rights[resource]

    assert not administers("system_admin", rights)


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize("key", ["supervisor", "user", "helpdesk", "System_Admin", ""])
def test_another_role_with_every_right_does_not_administer(key):
    assert not administers(key, initial_rights(RoleKey.SYSTEM_ADMIN))


@pytest.mark.rule("ACC-1")
@pytest.mark.parametrize("key", [RoleKey.SUPERVISOR, RoleKey.USER])
def test_other_built_in_roles_do_not_administer(key):
    assert not administers(key, initial_rights(key))


@pytest.mark.rule("ACC-2")
def test_a_right_is_only_what_is_named():
    rights = {"terminals": ["edit"]}

    assert may(rights, "terminals", "edit")
    assert not may(rights, "terminals", "view")
    assert not may(rights, "terminals", "delete")
    assert not may(rights, "numbers", "edit")


@pytest.mark.rule("ACC-2")
def test_initial_rights_name_known_resources_and_rights_and_are_fresh_each_time():
    for key in RoleKey:
        rights = initial_rights(key)

        assert set(rights) <= set(RESOURCES)
        assert all(set(named) <= {"view", "edit", "delete"} for named in rights.values())
        assert rights is not initial_rights(key)
    assert set(BUILT_IN_NAMES) == set(RoleKey)
