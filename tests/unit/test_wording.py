import pytest

from importer.faults import Fault, FaultCode
from portal.services.errors import NotAllowed
from portal.services.wording import FAULTS, reason, sentence, stored_sentence


@pytest.mark.parametrize("code", FaultCode)
def test_every_kind_of_fault_has_a_sentence(code):
    said = sentence(Fault("/name", code))

    assert said.endswith(".")
    assert "%" not in said


def test_a_sentence_says_the_numbers_of_the_fault():
    said = sentence(Fault("/name", FaultCode.TOO_LONG, {"most": 60, "count": 61}))

    assert said == "Too long: 61 characters, at most 60."


def test_a_sentence_calls_what_was_named_by_its_word():
    said = sentence(Fault("/targets/0", FaultCode.UNKNOWN_REFERENCE, {"kind": "accounts"}))

    assert said == "Unknown: account."


def test_a_stored_fault_is_said_as_a_fresh_one():
    said = stored_sentence({"pointer": "", "code": "too_deep", "params": {"most": 16}})

    assert said == sentence(Fault("", FaultCode.TOO_DEEP, {"most": 16}))


def test_a_percent_sign_from_outside_is_only_text():
    assert "100%d" in sentence(Fault("", FaultCode.TAKEN, {"by": "100%d"}))


def test_a_reason_without_a_sentence_of_its_own_gets_a_general_one():
    assert reason(NotAllowed("new_reason")) == "This credential does not allow that."
    assert reason(NotAllowed("read_only")) == "This API key may only read."


def test_no_sentence_is_said_of_two_kinds_of_fault():
    said = [str(text) for text in FAULTS.values()]

    assert len(said) == len(set(said))
