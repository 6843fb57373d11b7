"""No answer that is not whole, well formed and true to its revision changes anything."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from softphone_answers import CATALOGUE, controlled, not_controlled, with_revision

from softphone.answers import Controlled, NotControlled, Unusable, read_answer
from softphone.catalogue import read_catalogue
from softphone.conclusions import conclude
from softphone.outcomes import Refused, TokenEnded, Unchanged, Unreachable, Whose, Why
from softphone.reading import NotJson, read_json
from softphone.settings import judged
from softphone.state import Agent, State

IN_FORCE = controlled({"phone.auto_answer_delay": 5})
KEPT = State(
    device_token="device",
    agent=Agent("agent", "user1", "佐藤", "2026-11-23T09:00:00+09:00"),
    own={"phone.auto_answer_delay": 9},
    in_force=IN_FORCE,
    revision=IN_FORCE["revision"],
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
NO_ANSWERS = st.one_of(
    st.builds(Unreachable, st.sampled_from(Why), st.none() | st.integers(0, 300)),
    st.builds(TokenEnded, st.sampled_from(Whose)),
    st.builds(Refused, st.integers(400, 499), st.text(), st.text()),
    st.builds(Unusable, st.none() | st.text(), st.text()),
    st.just(Unchanged()),
)


def paths(document, at=()):
    """Yield the way to every value in `document`."""
    yield at
    inner = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in inner:
        if isinstance(value, dict | list):
            yield from paths(value, (*at, key))
        else:
            yield (*at, key)


def changed(document, path, value):
    """Return `document` with `value` at `path`."""
    if not path:
        return value
    copied = copy.deepcopy(document)
    place = copied
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return copied


def mutations(document):
    """Return documents that differ from `document` in one place."""
    return st.builds(changed, st.just(document), st.sampled_from(list(paths(document))), JSON)


@pytest.mark.parametrize("document", [controlled(), controlled({}), IN_FORCE, controlled(cti=False)])
def test_a_whole_answer_is_believed(document):
    answer = read_answer(document)

    assert isinstance(answer, Controlled)
    assert answer.document == document


@pytest.mark.parametrize("reason", ["no_profile", "a_reason_of_the_future"])
def test_a_whole_release_is_believed(reason):
    document = not_controlled(reason)

    assert read_answer(document) == NotControlled(document["revision"], reason)


@pytest.mark.rule("TRU-1")
@given(mutations(not_controlled()))
def test_a_release_that_was_changed_on_the_way_releases_nobody(document):
    answer = read_answer(document)

    assert isinstance(answer, Unusable) or document == not_controlled()


@pytest.mark.rule("TRU-1", "TRU-18")
@given(mutations(IN_FORCE))
def test_an_answer_that_was_changed_on_the_way_is_not_applied(document):
    answer = read_answer(document)

    assert isinstance(answer, Unusable) or document == IN_FORCE


@pytest.mark.rule("TRU-18")
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(JSON | st.dictionaries(st.sampled_from(sorted(IN_FORCE)), JSON))
def test_no_document_is_too_strange(document):
    assert isinstance(read_answer(document), Unusable)


@pytest.mark.rule("TRU-1")
@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("controlled",), 0),
        (("controlled",), None),
        (("controlled",), "false"),
        (("reason",), None),
        (("profile",), {"id": 1, "name": "x", "target_type": "account"}),
        (("other",), {"values": {"a": 1}}),
        (("locked",), ["display.list"]),
    ],
)
def test_a_release_of_another_shape_releases_nobody(path, value):
    document = with_revision(changed(not_controlled(), path, value))

    assert isinstance(read_answer(document), Unusable)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("display",), None),
        (("display", "list"), "everything"),
        (("display", "numbers"), {}),
        (("display", "numbers", 0, "number"), 312345678),
        (("display", "numbers", 0, "owner"), None),
        (("display", "contact_points", 0, "name"), None),
        (("display", "auto_show_new_call_centers"), "no"),
        (("cti", "numbers"), None),
        (("other", "values"), []),
        (("other", "snapshot", "version"), "3"),
        (("other", "unavailable"), ["cti.popup_size"]),
        (("locked",), None),
        (("notice",), None),
        (("profile",), None),
        (("profile", "id"), True),
    ],
)
def test_an_answer_of_another_shape_is_not_applied_and_names_the_place(path, value):
    document = with_revision(changed(IN_FORCE, path, value))

    answer = read_answer(document)

    assert isinstance(answer, Unusable)
    assert answer.revision == document["revision"]
    assert answer.why.startswith(".".join(str(step) for step in path))


def test_fields_of_a_newer_portal_are_no_fault():
    document = with_revision(changed(IN_FORCE, ("display", "theme"), "blue"))

    assert isinstance(read_answer(document), Controlled)


@pytest.mark.parametrize(
    "values", [{"phone.auto_answer_delay": "5"}, {"phone.auto_answer_delay": 61}, {"audio.codecs": []}]
)
def test_an_answer_with_a_value_that_a_setting_cannot_have_is_not_half_applied(values):
    document = controlled({"phone.auto_answer": True} | values)

    answer = judged(read_answer(document), read_catalogue(CATALOGUE), "3.13.7")

    key = next(iter(values))
    assert answer == Unusable(document["revision"], f"{key}: not a value of this setting")


def test_a_key_that_the_catalogue_does_not_know_is_applied():
    answer = read_answer(controlled({"phone.of_the_future": {"a": [1]}}))

    assert judged(answer, read_catalogue(CATALOGUE), "3.13.7") is answer


@pytest.mark.rule("TRU-1", "DLV-10", "REL-1")
@given(NO_ANSWERS)
def test_only_an_answer_changes_what_is_in_force(outcome):
    after = conclude(KEPT, outcome, "2026-11-22T09:00:00+09:00", 1000.0)

    assert after.in_force == IN_FORCE
    assert after.revision == KEPT.revision
    assert (after.own, after.device_token) == (KEPT.own, KEPT.device_token)
    assert (after.agent is None) == (outcome == TokenEnded(Whose.AGENT))


@pytest.mark.rule("REL-1")
@given(st.sampled_from([Controlled(controlled()), Controlled(IN_FORCE), NotControlled("r", "no_profile")]))
def test_no_answer_touches_the_users_own_settings(answer):
    after = conclude(KEPT, answer, "2026-11-22T09:00:00+09:00", 1000.0)

    assert after.own == KEPT.own


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b'{"a": 1, "a": 2}', id="the same key twice"),
        pytest.param(b'{"a": NaN}', id="NaN"),
        pytest.param(b'{"a": -Infinity}', id="infinity"),
        pytest.param(b"[" * 100_000, id="endless nesting"),
        pytest.param(b"[" * 65 + b"]" * 65, id="65 levels"),
        pytest.param('{"a": 1}'.encode("utf-16"), id="UTF-16"),
        pytest.param(b"\xef\xbb\xbf{}", id="a byte order mark"),
        pytest.param(b'{"a": "\xff"}', id="no UTF-8"),
        pytest.param(b"9" * 10_000, id="a number of 10,000 digits"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_what_two_programs_would_not_read_alike_is_not_json(raw):
    with pytest.raises(NotJson):
        read_json(raw)


@pytest.mark.parametrize("text", ['{"a": 1e400}', '{"a": 9007199254740993}', '{"a": "\\ud800"}'])
def test_a_document_without_canonical_form_is_unusable(text):
    assert isinstance(read_answer(json.loads(text) | {"revision": "x"}), Unusable)
