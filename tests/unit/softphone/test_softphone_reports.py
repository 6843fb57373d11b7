"""What the portal is told became of an answer."""

import pytest
from softphone_answers import controlled, not_controlled, with_revision
from softphone_far_side import digest_in_force

from softphone.softphone import Softphone
from softphone.state_file import read_state, write_state

VALUES = {"phone.auto_answer": True}


@pytest.mark.rule("DST-2")
@pytest.mark.parametrize(
    "document",
    [controlled(), controlled(VALUES), controlled({}), controlled(VALUES, cti=False)],
    ids=["no other settings", "other settings", "empty other settings", "no CTI"],
)
def test_applied_is_reported_with_the_digest_of_what_is_in_force(portal, phone, document):
    portal.answers[None] = document

    phone.start()

    expected = {"revision": document["revision"], "result": "applied", "digest": digest_in_force(document)}
    assert portal.reports == [expected]


@pytest.mark.rule("DST-2")
def test_an_acknowledged_report_is_not_sent_again(portal, phone):
    phone.start()

    phone.start()
    Softphone(phone.path).start()

    assert len(portal.reports) == 1


@pytest.mark.rule("DST-2")
def test_released_is_reported_once_and_without_a_digest(portal, phone):
    phone.start()
    portal.answers[None] = not_controlled()

    phone.start()
    phone.start()

    revision = not_controlled()["revision"]
    assert portal.reports[1:] == [{"revision": revision, "result": "released", "digest": None}]


@pytest.mark.rule("DST-2")
def test_a_softphone_that_was_never_controlled_reports_no_release(portal, phone):
    portal.answers[None] = not_controlled()

    phone.start()

    assert portal.reports == []


@pytest.mark.rule("DST-2")
def test_an_answer_that_is_not_applied_is_reported_failed_with_what_stays_in_force(portal, phone):
    phone.start()
    bad = controlled({"phone.auto_answer_delay": "five"})
    portal.answers[None] = bad

    phone.start()
    phone.start()

    failed = {
        "revision": bad["revision"],
        "result": "failed",
        "digest": digest_in_force(controlled()),
        "detail": "phone.auto_answer_delay: not a value of this setting",
    }
    assert portal.reports[1:] == [failed]


@pytest.mark.rule("DST-2")
def test_a_revision_that_does_not_match_is_reported_failed(portal, phone):
    portal.answers[None] = controlled() | {"notice": "another"}

    phone.start()

    assert phone.state.controlled is None
    assert [(one["result"], one["digest"]) for one in portal.reports] == [("failed", None)]
    assert portal.reports[0]["revision"] == controlled()["revision"]


@pytest.mark.rule("DST-2")
def test_a_broken_body_is_reported_failed_by_the_revision_in_its_etag(portal, phone):
    portal.script("GET settings", 200, b"{", {"ETag": '"abc"'}, content_type="application/json")

    phone.start()

    assert [(one["revision"], one["result"]) for one in portal.reports] == [("abc", "failed")]


@pytest.mark.rule("DST-2")
def test_back_from_a_failed_answer_applied_is_reported_again(portal, phone):
    phone.start()
    portal.answers[None] = with_revision(controlled() | {"display": None})
    phone.start()
    portal.answers[None] = controlled()

    phone.start()

    assert [one["result"] for one in portal.reports] == ["applied", "failed", "applied"]


@pytest.mark.rule("DST-2")
@pytest.mark.parametrize("status", [500, 503, 429, 401])
def test_a_report_that_was_not_taken_is_sent_at_the_next_start(portal, phone, status):
    portal.script("POST settings/reports", status, {"type": "about:blank", "detail": "later"})
    phone.start()

    Softphone(phone.path).start()

    assert [one["result"] for one in portal.reports] == ["applied"]


@pytest.mark.rule("DST-2")
def test_a_report_that_was_refused_is_not_repeated_for_ever(portal, phone):
    portal.script("POST settings/reports", 422, {"type": "about:blank", "detail": "no"})

    phone.start()

    assert phone.state.owed is None
    assert phone.state.controlled is not None


@pytest.mark.rule("DST-2")
def test_values_that_drifted_on_the_disk_are_reported_with_their_own_digest(portal, phone):
    portal.answers[None] = controlled(VALUES)
    phone.start()
    state = read_state(phone.path)
    state.in_force["other"]["values"]["phone.auto_answer"] = False
    write_state(phone.path, state)

    phone.start()

    drifted = controlled({"phone.auto_answer": False})
    assert portal.reports[1]["revision"] == controlled(VALUES)["revision"]
    assert portal.reports[1]["digest"] == digest_in_force(drifted)
