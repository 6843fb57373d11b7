"""Built-in roles always exist, and so does somebody who administers."""

import pytest
from directory_documents import EVERYTHING, acme, merged, places, refused, synchronised

from importer.directory import BUILT_IN_ROLES, Mode, take_in
from importer.directory_entries import RESOURCES
from importer.faults import Unreadable


def test_built_in_roles_stay():
    unused = acme(accounts=[{"login": "admin", "name": "高橋", "role": "system_admin"}], call_centers=[])

    state = synchronised({"roles": []}, unused)

    assert state.roles == BUILT_IN_ROLES


def test_changed_rights_of_a_built_in_role_stay_too():
    changed = merged({"roles": [{"key": "supervisor", "rights": {}}]})

    state = synchronised({"roles": [{"key": "helpdesk"}]}, changed)

    assert state.roles["supervisor"].rights == {}
    assert state.roles["supervisor"].name == "スーパバイザ"


def test_a_role_that_accounts_have_is_not_removed():
    with pytest.raises(Unreadable) as refusal:
        take_in(acme(), {"roles": []}, Mode.SYNC)

    assert places(refusal) == [("/roles", "in_use")]
    assert refusal.value.faults[0].params == {"by": "accounts", "name": "helpdesk", "count": 1}


def test_an_account_that_names_a_removed_role_is_named_itself():
    accounts = [{"login": "admin"}, {"login": "user2", "role": "helpdesk"}]

    assert refused(Mode.SYNC, {"roles": [], "accounts": accounts}) == [
        ("/accounts/1/role", "unknown_reference")
    ]


def test_an_account_that_keeps_a_removed_role_holds_the_role():
    accounts = [{"login": "admin"}, {"login": "user2", "name": "鈴木"}]

    assert refused(Mode.SYNC, {"roles": [], "accounts": accounts}) == [("/roles", "in_use")]


def test_a_role_is_removed_together_with_its_use():
    accounts = [{"login": "admin"}, {"login": "user2", "role": "user"}]

    state = synchronised({"roles": [], "accounts": accounts})

    assert "helpdesk" not in state.roles


@pytest.mark.rule("ACC-1")
def test_naming_a_built_in_role_changes_its_rights():
    full = dict.fromkeys(RESOURCES, EVERYTHING)

    state = merged({"roles": [{"key": "system_admin", "rights": full | {"ivrs": ["view", "edit"]}}]})

    assert state.roles["system_admin"].rights["ivrs"] == ("view", "edit")
    assert state.roles["system_admin"].rights["roles"] == ("view", "edit", "delete")


def test_the_last_system_administrator_stays():
    state = synchronised({"accounts": []})

    assert state.accounts.keys() == {"admin"}
    assert state.accounts["admin"] == acme().accounts["admin"]


def test_the_last_system_administrator_stays_an_agent():
    current = merged({"call_centers": [{"extension": "4001", "agents": ["admin", "user1"]}]})

    state = synchronised({"accounts": []}, current)

    assert state.call_centers["4001"].agents == ("admin",)


def test_a_system_administrator_goes_where_another_is_left():
    state = synchronised({"accounts": [{"login": "boss", "name": "社長", "role": "system_admin"}]})

    assert state.accounts.keys() == {"boss"}


def test_the_last_system_administrator_is_not_made_something_else():
    document = {"accounts": [{"login": "user1"}, {"login": "admin", "role": "user"}]}

    assert refused(Mode.MERGE, document) == [("/accounts/1/role", "last_administrator")]


def test_one_that_is_not_named_stays_when_the_named_ones_end():
    current = merged({"accounts": [{"login": "boss", "name": "社長", "role": "system_admin"}]})

    state = synchronised({"accounts": [{"login": "admin", "role": "user"}]}, current)

    assert state.accounts["boss"].role == "system_admin"
    assert state.accounts["admin"].role == "user"


def test_nobody_has_to_administer_where_nobody_did():
    nobody = acme(accounts=[], call_centers=[])

    assert synchronised({"accounts": []}, nobody).accounts == {}
