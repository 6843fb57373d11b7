"""What holds of every directory and every document."""

import json

from directory_documents import EVERYTHING
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from importer.directory import difference, merge, read_directory, slug_of, synchronise, take_in, to_document
from importer.directory_entries import OWNER_TYPES, RESOURCES
from importer.directory_wanted import Mode
from importer.faults import Unreadable

NAMES = ["営業", "サポート", " 受付 ", "か\u3099"]
CALLERS = [None, "0312345678", "184"]
LOGINS = [f"user{n}" for n in range(6)]
NUMBERS = [str(n) for n in range(1000, 1024)]
LISTS = (
    "roles",
    "accounts",
    "terminals",
    "ring_groups",
    "ivrs",
    "call_centers",
    "business_labels",
    "phone_book",
)
LIVELY = settings(max_examples=60)


def some(random, items):
    return random.sample(items, random.randint(0, min(4, len(items))))


def owners(random):
    """Make the four lists of owners, which share out the numbers among them."""
    left = random.sample(NUMBERS, len(NUMBERS))
    lists = {
        kind: [
            {"extension": left.pop(), "name": random.choice(NAMES), "dial_in": []}
            for _ in range(random.randint(0, 3))
        ]
        for kind in OWNER_TYPES
    }
    everyone = [entry for entries in lists.values() for entry in entries]
    for number in left if everyone else []:
        random.choice(everyone)["dial_in"].append(number)
    return lists


def whole_document(random):
    """Make a document that names everything and holds together."""
    lists = owners(random)
    logins = some(random, LOGINS)
    roles = ["system_admin", *some(random, ["auditor", "helpdesk"])]
    terminals = [
        terminal | {"type": random.choice(["softphone", "mobile"])} for terminal in lists["terminals"]
    ]
    extensions = [terminal["extension"] for terminal in terminals]

    def called(identity, keys, **fields):
        return [
            {identity: key, "name": random.choice(NAMES)} | {name: make() for name, make in fields.items()}
            for key in keys
        ]

    def caller_number():
        return random.choice(CALLERS)

    return {
        "organization": {
            "slug": "acme",
            "name": random.choice(NAMES),
            "plan": "call_center",
            "server_version": "3.13.2",
            "options": some(random, ["crm_integration", "fax"]),
        },
        "roles": called(
            "key",
            roles,
            rights=lambda: {resource: some(random, EVERYTHING) for resource in some(random, RESOURCES)},
        ),
        "accounts": called("login", logins, role=lambda: random.choice([*roles, "user"])),
        "terminals": terminals,
        "ring_groups": [group | {"members": some(random, extensions)} for group in lists["ring_groups"]],
        "ivrs": lists["ivrs"],
        "call_centers": [
            center | {"agents": some(random, logins), "caller_number": caller_number()}
            for center in lists["call_centers"]
        ],
        "business_labels": called("code", some(random, ["a", "b", "c"]), caller_number=caller_number),
        "phone_book": called("number", some(random, NUMBERS)),
    }


DOCUMENTS = st.randoms(use_true_random=True).map(whole_document)


def state(document):
    return merge(None, read_directory(document))


def outcome(current, value, mode):
    """Return the state that a document makes, or None, and the faults that it is refused for."""
    try:
        return take_in(current, value, mode), ()
    except Unreadable as refusal:
        return None, refusal.faults


STATES = DOCUMENTS.map(state)


@LIVELY
@given(DOCUMENTS)
def test_merging_twice_is_merging_once(document):
    once = state(document)

    assert merge(once, read_directory(document)) == once
    assert synchronise(once, read_directory(document)) == once


@LIVELY
@given(STATES)
def test_a_state_does_not_differ_from_itself(one):
    assert difference(one, one).empty
    assert difference(one, one).numbers.added == difference(one, one).numbers.removed == ()


@LIVELY
@given(STATES)
def test_a_written_state_reads_back_the_same(one):
    assert state(to_document(one)) == one


@LIVELY
@given(STATES, DOCUMENTS)
def test_synchronising_makes_the_document_and_keeps_what_has_to_stay(current, document):
    wanted, faults = outcome(current, document, Mode.SYNC)

    assert {fault.code for fault in faults} <= {"last_administrator"}
    assume(wanted)
    asked = state(document)
    assert {kind: getattr(wanted, kind) for kind in LISTS[2:]} == {
        kind: getattr(asked, kind) for kind in LISTS[2:]
    }
    extra = wanted.accounts.keys() - asked.accounts.keys()
    assert all(current.accounts[login].role == "system_admin" for login in extra)
    assert {role.key for role in asked.roles.values()} == wanted.roles.keys()


@LIVELY
@given(STATES, STATES)
def test_counts_add_up(current, wanted):
    found = difference(current, wanted)

    for kind, counted in found.kinds().items():
        before = 1 if kind == "organization" else len(getattr(current, kind))
        after = 1 if kind == "organization" else len(getattr(wanted, kind))
        assert len(counted.removed) + len(counted.changed) + len(counted.unchanged) == before
        assert len(counted.added) + len(counted.changed) + len(counted.unchanged) == after


def numbers_of(directory):
    return {
        (number, kind, extension)
        for kind in OWNER_TYPES
        for extension, entry in getattr(directory, kind).items()
        for number in (extension, *entry.dial_in)
    }


@LIVELY
@given(STATES, STATES)
def test_number_changes_lead_from_the_one_state_to_the_other(current, wanted):
    found = difference(current, wanted)

    lists = {owner_type: kind for kind, owner_type in OWNER_TYPES.items()}
    removed = {(row.number, lists[row.owner_type], row.owner_extension) for row in found.numbers.removed}
    added = {(row.number, lists[row.owner_type], row.owner_extension) for row in found.numbers.added}
    assert removed <= numbers_of(current)
    assert (numbers_of(current) - removed) | added == numbers_of(wanted)
    assert added & removed == set()


@LIVELY
@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_the_order_of_a_document_does_not_matter(document, random):
    keys = random.sample(list(document), len(document))
    shuffled = {
        key: document[key]
        if key == "organization"
        else random.sample(list(document[key]), len(document[key]))
        for key in keys
    }

    assert state(shuffled) == state(document)
    assert json.dumps(to_document(state(shuffled))) == json.dumps(to_document(state(document)))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=5)
    | st.sampled_from(NUMBERS),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["extension", "name", "login", "dial_in", "rights", "members"]), inner, max_size=3
        )
    ),
    max_leaves=8,
)


@LIVELY
@given(
    STATES,
    JSON | st.dictionaries(st.sampled_from(["organization", *LISTS]), JSON | st.lists(JSON)),
    st.sampled_from(Mode),
)
def test_anything_is_taken_in_or_refused_with_places(current, value, mode):
    slug_of(value)
    wanted, faults = outcome(current, value, mode)

    assert (wanted is None) == bool(faults)
    assert all(fault.pointer == "" or fault.pointer.startswith("/") for fault in faults)
    assert len({(fault.pointer, fault.code) for fault in faults}) == len(faults)
    assert wanted is None or state(to_document(wanted)) == wanted
