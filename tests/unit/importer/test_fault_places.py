import pytest

from importer.faults import Fault, FaultCode, Unreadable, at_most, step


@pytest.mark.parametrize(
    ("key", "pointer"),
    [
        pytest.param("phone.dtmf", "/settings/phone.dtmf", id="plain"),
        pytest.param("a/b~c", "/settings/a~1b~0c", id="escaped"),
        pytest.param("", "/settings/", id="empty"),
        pytest.param(3, "/settings/3", id="index"),
        pytest.param("パスワード", "/settings/パスワード", id="Japanese"),
        pytest.param("a\ud800b\0", "/settings/a\ufffdb\ufffd", id="what can not be sent"),
        pytest.param("k" * 201, "/settings/" + "k" * 200 + "…", id="too long to show"),
    ],
)
@pytest.mark.rule("CAP-4", "TRU-18")
def test_a_pointer_names_any_key(key, pointer):
    assert step("/settings", key) == pointer


@pytest.mark.rule("TRU-18")
def test_a_pointer_can_be_sent_whatever_the_key_is():
    pointer = step("", "\udfff\0\ud83d")

    assert pointer.encode("utf-8") == "/\ufffd\ufffd\ufffd".encode()


def test_more_faults_than_anyone_reads_end_with_one_that_says_so():
    faults = [Fault(f"/{index}", FaultCode.MISSING) for index in range(10)]

    named = at_most(3, iter(faults))

    assert named == [*faults[:3], Fault("", FaultCode.MORE_FAULTS, {"most": 3})]
    assert at_most(10, faults) == faults


@pytest.mark.parametrize(
    ("code", "malformed", "too_large"),
    [
        (FaultCode.NOT_JSON, True, False),
        (FaultCode.TOO_LARGE, False, True),
        (FaultCode.TOO_DEEP, False, False),
    ],
)
def test_a_refusal_tells_what_kind_it_is(code, malformed, too_large):
    refusal = Unreadable([Fault("", code)])

    assert (refusal.malformed, refusal.too_large) == (malformed, too_large)


def test_the_message_of_a_refusal_names_codes_and_places():
    refusal = Unreadable([Fault("", FaultCode.NOT_JSON), Fault("/a", FaultCode.MISSING)])

    assert str(refusal) == "not_json at /, missing at /a"
