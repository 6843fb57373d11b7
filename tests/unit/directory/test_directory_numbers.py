"""Extensions and dial-in numbers are one namespace."""

import pytest
from directory_documents import acme, merged, places, refused, synchronised

from importer.directory import Mode, take_in
from importer.faults import Unreadable


def test_an_extension_that_another_kind_has_is_taken():
    document = {"ring_groups": [{"extension": "1001", "name": "新"}]}

    assert refused(Mode.MERGE, document) == [("/ring_groups/0/extension", "taken")]


def test_a_number_changes_kind_where_the_document_removes_the_one():
    document = {
        "terminals": [{"extension": "1002"}],
        "ring_groups": [{"extension": "1001", "name": "新", "members": ["1002"]}],
    }

    state = synchronised(document)

    assert state.terminals.keys() == {"1002"}
    assert state.ring_groups.keys() == {"1001"}


def test_it_does_not_where_the_other_list_is_left_alone():
    document = {"ring_groups": [{"extension": "1001", "name": "新"}]}

    assert refused(Mode.SYNC, document) == [("/ring_groups/0/extension", "taken")]


def test_a_dial_in_that_another_keeps_is_taken_and_says_by_whom():
    document = {"terminals": [{"extension": "1002", "dial_in": ["0500000000", "0312345678"]}]}

    with pytest.raises(Unreadable) as refusal:
        take_in(acme(), document, Mode.MERGE)

    assert places(refusal) == [("/terminals/0/dial_in/1", "taken")]
    assert refusal.value.faults[0].params == {"kind": "ivrs", "by": "3001"}


def test_a_dial_in_that_a_named_entry_keeps_is_taken():
    document = {"terminals": [{"extension": "1001"}, {"extension": "1002", "dial_in": ["05012340001"]}]}

    assert refused(Mode.SYNC, document) == [("/terminals/1/dial_in/0", "taken")]


@pytest.mark.parametrize("mode", Mode)
def test_a_dial_in_moves_between_two_that_are_named(mode):
    document = {
        "terminals": [
            {"extension": "1001", "dial_in": []},
            {"extension": "1002", "dial_in": ["05012340001"]},
        ]
    }

    state = take_in(acme(), document, mode)

    assert state.terminals["1001"].dial_in == ()
    assert state.terminals["1002"].dial_in == ("05012340001",)


def test_two_swap_their_dial_ins():
    document = {
        "terminals": [{"extension": "1001", "dial_in": ["0312345678"]}],
        "ivrs": [{"extension": "3001", "dial_in": ["05012340001"]}],
    }

    state = merged(document)

    assert state.terminals["1001"].dial_in == ("0312345678",)
    assert state.ivrs["3001"].dial_in == ("05012340001",)


def test_an_extension_may_become_a_dial_in_of_another():
    document = {"terminals": [{"extension": "1001", "dial_in": ["1002"]}], "ring_groups": []}

    state = synchronised(document)

    assert state.terminals.keys() == {"1001"}


def test_a_dial_in_that_is_an_extension_elsewhere_is_taken():
    document = {"ivrs": [{"extension": "3001", "dial_in": ["4001"]}]}

    assert refused(Mode.MERGE, document) == [("/ivrs/0/dial_in/0", "taken")]


def test_an_extension_that_is_a_dial_in_elsewhere_is_taken():
    current = acme(ivrs=[{"extension": "3001", "name": "受付", "dial_in": ["5001"]}])
    document = {"terminals": [{"extension": "5001", "name": "x", "type": "mobile"}]}

    assert refused(Mode.MERGE, document, current) == [("/terminals/0/extension", "taken")]
