"""What becomes of a state: merge touches what is named, synchronise removes what is not."""

import pytest
from directory_documents import HASH, acme, example, merged, places, refused, synchronised

from importer.directory import BUILT_IN_ROLES, Mode, merge, read_directory, slug_of, take_in
from importer.faults import Unreadable


def test_a_first_import_makes_the_whole_state():
    state = acme()

    assert state.organization.name == "アクメ株式会社"
    assert state.terminals["1001"].dial_in == ("05012340001",)
    assert state.call_centers["4001"].agents == ("user1", "user2")
    assert state.roles.keys() == {"system_admin", "supervisor", "user", "helpdesk"}
    assert state.roles["helpdesk"].rights == {"terminals": ("view", "edit")}


def test_a_new_organisation_has_defaults():
    document = {
        "organization": {"slug": "a", "name": "A", "plan": "business_phone", "server_version": "3.13"}
    }

    state = merge(None, read_directory(document))

    assert state.organization.time_zone == "Asia/Tokyo"
    assert state.organization.options == ()
    assert state.organization.show_all_ring_group_numbers
    assert state.roles == BUILT_IN_ROLES


def test_a_new_organisation_has_to_be_named():
    with pytest.raises(Unreadable) as refusal:
        take_in(
            None, example(organization={"name": "A"}) | {"terminals": [{"extension": "1001"}]}, Mode.MERGE
        )

    assert places(refusal) == [
        ("/organization/plan", "missing"),
        ("/organization/server_version", "missing"),
        ("/organization/slug", "missing"),
        ("/terminals/0/name", "missing"),
        ("/terminals/0/type", "missing"),
        ("/ring_groups/0/members/1", "unknown_reference"),
    ]


def test_a_document_without_an_organisation_makes_none():
    with pytest.raises(Unreadable) as refusal:
        merge(None, read_directory({"terminals": []}))

    assert places(refusal) == [("/organization", "missing")]


def test_the_slug_of_another_organisation_is_refused():
    assert refused(Mode.MERGE, {"organization": {"slug": "other"}}) == [
        ("/organization/slug", "other_organization")
    ]


def test_the_organisation_of_a_key_need_not_be_repeated():
    state = merged({"organization": {"show_call_center_numbers": False}})

    assert state.organization.slug == "acme"
    assert not state.organization.show_call_center_numbers
    assert state.organization.options == ("crm_integration",)


@pytest.mark.parametrize("value", [None, [], {}, {"organization": None}, {"organization": {"slug": 1}}])
def test_a_slug_is_looked_for_in_anything(value):
    assert slug_of(value) is None
    assert slug_of(example()) == "acme"


@pytest.mark.parametrize("mode", Mode)
def test_a_field_that_is_not_named_stays(mode):
    known = {"extension": "4001", "name": "新サポート"}

    state = take_in(acme(), {"call_centers": [known]}, mode)

    assert state.call_centers["4001"].name == "新サポート"
    assert state.call_centers["4001"].agents == ("user1", "user2")
    assert state.call_centers["4001"].caller_number == "0120000001"
    assert state.call_centers["4001"].dial_in == ("0120000001",)


@pytest.mark.parametrize("mode", Mode)
def test_an_empty_list_and_null_empty_a_field(mode):
    emptied = {"extension": "4001", "dial_in": [], "agents": [], "caller_number": None}

    state = take_in(acme(), {"call_centers": [emptied]}, mode)

    assert state.call_centers["4001"].dial_in == ()
    assert state.call_centers["4001"].agents == ()
    assert state.call_centers["4001"].caller_number is None


@pytest.mark.parametrize("mode", Mode)
def test_a_list_inside_an_entry_replaces_the_former_one(mode):
    state = take_in(acme(), {"ring_groups": [{"extension": "2001", "members": ["1002"]}]}, mode)

    assert state.ring_groups["2001"].members == ("1002",)


def test_rights_that_are_named_replace_the_former_ones():
    state = merged({"roles": [{"key": "helpdesk", "rights": {"ivrs": ["view"], "accounts": []}}]})

    assert state.roles["helpdesk"].rights == {"ivrs": ("view",)}


def test_merge_leaves_everything_else_as_it_was():
    state = merged({"terminals": [{"extension": "1003", "name": "営業3", "type": "webrtc"}]})

    assert state.terminals.keys() == {"1001", "1002", "1003"}
    assert state.accounts == acme().accounts


def test_synchronise_removes_what_its_list_does_not_name():
    state = synchronised({"terminals": [{"extension": "1002"}], "business_labels": []})

    assert state.terminals.keys() == {"1002"}
    assert state.business_labels == {}
    assert state.phone_book == acme().phone_book


def test_a_document_does_not_change_the_state_that_it_is_laid_over():
    before = acme()

    synchronised(example(terminals=[], ring_groups=[], accounts=[], call_centers=[]), before)

    assert before == acme()


def test_memberships_go_with_what_they_were_of():
    accounts = [{"login": "admin"}, {"login": "user2"}]

    state = synchronised({"terminals": [{"extension": "1002"}], "accounts": accounts})

    assert state.ring_groups["2001"].members == ("1002",)
    assert state.call_centers["4001"].agents == ("user2",)


def test_a_document_may_not_name_a_member_that_it_removes():
    document = {"terminals": [{"extension": "1002"}], "ring_groups": example()["ring_groups"]}

    assert refused(Mode.SYNC, document) == [("/ring_groups/0/members/0", "unknown_reference")]


@pytest.mark.parametrize("mode", Mode)
def test_names_that_nothing_has_are_refused(mode):
    document = {
        "ring_groups": [{"extension": "2001", "members": ["1001", "9999", "4001"]}],
        "call_centers": [{"extension": "4001", "agents": ["nobody"]}],
        "accounts": [{"login": "admin"}, {"login": "user1", "role": "auditor"}, {"login": "user2"}],
    }

    assert refused(mode, document) == [
        ("/ring_groups/0/members/1", "unknown_reference"),
        ("/ring_groups/0/members/2", "unknown_reference"),
        ("/call_centers/0/agents/0", "unknown_reference"),
        ("/accounts/1/role", "unknown_reference"),
    ]


def test_what_the_same_document_adds_can_be_named_in_any_order():
    document = {
        "ring_groups": [{"extension": "2002", "name": "新", "members": ["1003"]}],
        "terminals": [{"extension": "1003", "name": "営業3", "type": "softphone"}],
        "accounts": [{"login": "user3", "name": "田中", "role": "auditor"}],
        "roles": [{"key": "auditor", "name": "監査"}],
    }

    state = merged(document)

    assert state.ring_groups["2002"].members == ("1003",)
    assert state.accounts["user3"].role == "auditor"


def test_what_is_new_needs_its_name_and_type():
    document = {
        "terminals": [{"extension": "1003"}],
        "accounts": [{"login": "x", "name": "x"}],
        "phone_book": [{"number": "1"}],
    }

    assert refused(Mode.MERGE, document) == [
        ("/terminals/0/name", "missing"),
        ("/terminals/0/type", "missing"),
        ("/accounts/0/role", "missing"),
        ("/phone_book/0/name", "missing"),
    ]


def test_faults_of_shape_and_of_state_are_named_together():
    document = {
        "terminals": [{"extension": "1003", "name": "", "type": "softphone", "dial_in": ["0312340001", "x"]}],
        "ring_groups": [{"extension": "2002", "name": "新", "members": ["1003", "?", "9999"]}],
        "business_labels": {},
    }

    assert refused(Mode.MERGE, document) == [
        ("/terminals/0/dial_in/0", "taken"),
        ("/terminals/0/dial_in/1", "not_digits"),
        ("/terminals/0/name", "empty"),
        ("/ring_groups/0/members/1", "not_digits"),
        ("/ring_groups/0/members/2", "unknown_reference"),
        ("/business_labels", "wrong_type"),
    ]


@pytest.mark.parametrize("kind", ["terminals", "accounts", "roles"])
@pytest.mark.parametrize("current", [None, acme()], ids=["new", "known"])
def test_a_list_that_can_not_be_read_causes_no_further_faults(kind, current):
    with pytest.raises(Unreadable) as refusal:
        take_in(current, example() | {kind: None}, Mode.SYNC)

    assert places(refusal) == [(f"/{kind}", "wrong_type")]


def test_a_document_that_is_none_causes_no_further_faults():
    with pytest.raises(Unreadable) as refusal:
        take_in(None, "acme", Mode.MERGE)

    assert places(refusal) == [("", "wrong_type")]


def test_passwords_are_kept_as_they_are_named():
    terminals = [{"extension": "1001", "password": " pass word "}, {"extension": "1002", "password": HASH}]

    state = merged({"terminals": terminals})

    assert state.terminals["1001"].password == " pass word "
    assert state.terminals["1002"].password == HASH
    assert " pass word " not in repr(state)


@pytest.mark.rule("TRU-12")
def test_common_passwords_are_refused_and_hashes_are_none_of_them():
    terminals = [{"extension": "1001", "password": "PassWord1"}, {"extension": "1002", "password": HASH}]

    with pytest.raises(Unreadable) as refusal:
        take_in(acme(), {"terminals": terminals}, Mode.MERGE, common_passwords={"password1", HASH})

    assert places(refusal) == [("/terminals/0/password", "common_password")]


def test_names_are_kept_in_one_form():
    state = merged({"accounts": [{"login": " user1 ", "name": "\u3000か\u3099く\n"}]})

    assert state.accounts["user1"].name == "がく"
