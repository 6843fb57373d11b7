"""What changes between two states, counted and number by number."""

import pytest
from directory_documents import HASH, acme, example

from importer.directory import NumberRow, RemovalShare, difference, merge, read_directory, synchronise

NOTHING = dict.fromkeys(
    (
        "organization",
        "roles",
        "accounts",
        "terminals",
        "ring_groups",
        "ivrs",
        "call_centers",
        "business_labels",
        "phone_book",
    ),
    0,
)


def merging(document, current=None):
    current = current or acme()
    return difference(current, merge(current, read_directory(document)))


def synchronising(document, current=None):
    current = current or acme()
    return difference(current, synchronise(current, read_directory(document)))


def test_a_first_import_adds_all_but_the_built_in_roles():
    counts = difference(None, acme()).counts()

    assert counts["added"] == {
        "organization": 1,
        "roles": 1,
        "accounts": 3,
        "terminals": 2,
        "ring_groups": 1,
        "ivrs": 1,
        "call_centers": 1,
        "business_labels": 1,
        "phone_book": 1,
    }
    assert counts["changed"] == counts["removed"] == NOTHING
    assert counts["unchanged"] == NOTHING | {"roles": 3}


def test_the_same_document_again_changes_nothing():
    found = synchronising(example())

    assert found.empty
    assert found.counts()["unchanged"] == NOTHING | {
        "organization": 1,
        "roles": 4,
        "accounts": 3,
        "terminals": 2,
        "ring_groups": 1,
        "ivrs": 1,
        "call_centers": 1,
        "business_labels": 1,
        "phone_book": 1,
    }


def test_each_outcome_is_counted_by_kind():
    document = {
        "organization": {"name": "新アクメ"},
        "terminals": [
            {"extension": "1001", "name": "新営業1"},
            {"extension": "7", "name": "7", "type": "mobile"},
        ],
    }

    found = synchronising(document)

    assert found.counts()["added"] == NOTHING | {"terminals": 1}
    assert found.counts()["removed"] == NOTHING | {"terminals": 1}
    # The ring group lost a member with the terminal.
    assert found.counts()["changed"] == NOTHING | {"organization": 1, "terminals": 1, "ring_groups": 1}
    assert found.terminals.changed[0].before.name == "営業1"
    assert found.terminals.changed[0].after.name == "新営業1"
    assert found.terminals.removed[0].extension == "1002"


def test_order_inside_a_list_is_no_change():
    found = merging({"ring_groups": [{"extension": "2001", "members": ["1002", "1001"]}]})

    assert found.empty


def test_a_named_password_is_a_change_and_an_unnamed_one_is_not():
    found = merging({"terminals": [{"extension": "1001", "password": HASH}, {"extension": "1002"}]})

    assert [changed.after.extension for changed in found.terminals.changed] == ["1001"]
    assert found.numbers.added == found.numbers.removed == ()


def test_a_hash_that_the_state_holds_already_is_no_change():
    current = merge(acme(), read_directory({"terminals": [{"extension": "1001", "password": HASH}]}))

    assert merging({"terminals": [{"extension": "1001", "password": HASH}]}, current).empty


@pytest.mark.rule("REC-5")
def test_a_number_that_moves_is_removed_and_added():
    document = {
        "terminals": [{"extension": "1001", "dial_in": []}, {"extension": "1002", "dial_in": ["05012340001"]}]
    }

    found = merging(document)

    assert found.numbers.removed == (NumberRow("05012340001", "external", "terminal", "1001"),)
    assert found.numbers.added == (NumberRow("05012340001", "external", "terminal", "1002"),)


@pytest.mark.rule("REC-5")
def test_an_extension_that_changes_kind_is_removed_and_added():
    document = {"terminals": [{"extension": "1001"}], "ring_groups": [{"extension": "1002", "name": "x"}]}

    found = synchronising(document)

    assert found.counts()["removed"] == NOTHING | {"terminals": 1, "ring_groups": 1}
    assert found.counts()["added"] == NOTHING | {"ring_groups": 1}
    assert found.numbers.removed == (
        NumberRow("0312340001", "external", "ring_group", "2001"),
        NumberRow("1002", "extension", "terminal", "1002"),
        NumberRow("2001", "extension", "ring_group", "2001"),
    )
    assert found.numbers.added == (NumberRow("1002", "extension", "ring_group", "1002"),)


def test_other_changes_of_an_owner_leave_its_numbers_alone():
    found = merging({"call_centers": [{"extension": "4001", "name": "新", "caller_number": None}]})

    assert found.counts()["changed"] == NOTHING | {"call_centers": 1}
    assert found.numbers.added == found.numbers.removed == ()


def phones(count):
    return [{"extension": str(n), "name": "x", "type": "softphone"} for n in range(count)]


@pytest.mark.rule("TRU-21")
@pytest.mark.parametrize(
    ("before", "after", "shares"),
    [
        pytest.param(10, 8, (), id="a fifth"),
        pytest.param(10, 7, (RemovalShare("terminals", 3, 10),), id="more than a fifth"),
        pytest.param(2, 1, (RemovalShare("terminals", 1, 2),), id="one of two"),
        pytest.param(1, 0, (RemovalShare("terminals", 1, 1),), id="the only one"),
        pytest.param(5, 4, (), id="one of five"),
        pytest.param(0, 5, (), id="nothing to remove"),
    ],
)
def test_a_removal_of_more_than_a_fifth_of_a_kind_is_told(before, after, shares):
    current = acme(terminals=phones(before), ring_groups=[])

    found = synchronising({"terminals": phones(after)}, current)

    assert found.removal_shares() == shares


@pytest.mark.rule("TRU-21")
def test_a_source_that_suddenly_sends_nothing_removes_all_of_its_kinds():
    lists = ("terminals", "ring_groups", "ivrs", "call_centers", "business_labels", "phone_book")

    found = synchronising({kind: [] for kind in lists})

    assert [share.kind for share in found.removal_shares()] == list(lists)
    assert found.removal_shares(most_percent=100) == ()


def test_what_is_added_does_not_make_a_removal_smaller():
    current = acme(terminals=phones(4), ring_groups=[])

    found = synchronising({"terminals": phones(100)[1:]}, current)

    assert found.removal_shares() == (RemovalShare("terminals", 1, 4),)
