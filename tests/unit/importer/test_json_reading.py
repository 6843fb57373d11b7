import json

import pytest
from bad_json_texts import BAD
from capture_uploads import told
from hypothesis import example, given, settings
from hypothesis import strategies as st
from json_strategies import values

from importer.faults import FaultCode, Unreadable
from importer.reading import Limits, read_json

LIMITS = Limits(bytes=100_000)


def read(raw):
    return read_json(raw if isinstance(raw, bytes) else raw.encode(), LIMITS)


def faults_of(raw):
    with pytest.raises(Unreadable) as refusal:
        read(raw)
    return refusal.value.faults


def outcome_of(raw):
    """Return the value and None, or None and the faults."""
    try:
        return read(raw), None
    except Unreadable as refusal:
        return None, refusal.faults


@pytest.mark.rule("CAP-4")
@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("null", None),
        (" \t\r\n[]\n", []),
        ('{"あ": ["い", true, false, null]}', {"あ": ["い", True, False, None]}),
        (r'"\u3042\ud83d\ude00\n"', "あ😀\n"),
        (r'"\\ud800 \\u0000"', r"\ud800 \u0000"),
        ("9007199254740992", 2**53),
        ("-9007199254740992", -(2**53)),
        ("9.007199254740992e15", 2**53),
        ("0.1", 0.1),
        ("1e-400", 0),
        ("[" * 16 + "]" * 16, [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]),
        ('{"a": 1, "A": 2, "ａ": 3}', {"a": 1, "A": 2, "ａ": 3}),
        ('{"": 1}', {"": 1}),
    ],
)
def test_what_is_well_said_is_read(raw, value):
    assert read(raw) == value


@pytest.mark.rule("CAP-4")
@pytest.mark.parametrize("raw", ["5.0", "-0.0", "1e3", "0.5e1"])
def test_whole_numbers_are_whole_however_they_are_written(raw):
    assert type(read(raw)) is int


@pytest.mark.rule("CAP-4", "TRU-18")
@pytest.mark.parametrize(("raw", "expected"), BAD, ids=[str(raw)[:40] for raw, _expected in BAD])
def test_what_is_badly_said_is_refused_with_every_place(raw, expected):
    assert told(faults_of(raw)) == expected


@pytest.mark.rule("CAP-4")
@pytest.mark.parametrize(
    ("raw", "params"),
    [
        ('{"a":\n  oops}', {"line": 2, "column": 3}),
        (b'"ab\xff"', {"offset": 3, "line": 1, "column": 4}),
        ('["あ",\n "い'.encode() + b"\xff", {"offset": 13, "line": 2, "column": 4}),
        ("[" * 17 + "]" * 17, {"most": 16, "line": 1, "column": 17}),
        ('{"a": 1,\n "b": 2,\n  "a": 3}', {"line": 3, "column": 3}),
        ('{\n"あ": [1,\r\n NaN]}', {"line": 3, "column": 2}),
        ("[\n\n 1e400]", {"line": 3, "column": 2}),
        ('["x",\n"\\ud800"]', {"line": 2, "column": 1}),
        (b" " * 100_001, {"most": 100_000}),
    ],
)
def test_a_refusal_says_what_was_expected_or_where_it_broke(raw, params):
    (fault,) = faults_of(raw)

    assert fault.params == params


@pytest.mark.rule("CAP-4", "TRU-18")
def test_a_text_full_of_faults_is_refused_with_as_many_as_can_be_read():
    faults = faults_of("[" + "NaN," * 20_000 + "1]")

    assert len(faults) == 1001
    assert faults[-1].code is FaultCode.MORE_FAULTS


@pytest.mark.rule("CAP-4", "TRU-18")
def test_faults_under_a_huge_key_stay_small():
    faults = faults_of('{{"{}": [{}1]}}'.format("k" * 50_000, "NaN," * 1000))

    assert max(len(fault.pointer) for fault in faults) < 300


@pytest.mark.rule("TRU-16")
def test_no_fault_carries_a_value():
    faults = faults_of(r'{"password": "hunter2\ud800", "token": 12345678901234567890, "a": "hunter2"')

    assert "hunter2" not in repr(faults)
    assert "1234567890" not in repr(faults)


@pytest.mark.rule("CAP-4")
@settings(max_examples=60, deadline=None)
@given(value=values, ascii_only=st.booleans())
def test_whatever_json_can_say_is_read_as_every_reader_does(value, ascii_only):
    raw = json.dumps(value, ensure_ascii=ascii_only).encode()

    assert read(raw) == value


@pytest.mark.rule("TRU-18")
@settings(max_examples=150, deadline=None)
@example(raw=b"\x80\0")
@given(raw=st.binary(max_size=40) | st.text('{}[]",:\\u0d8-1eNaInfity tru\0é', max_size=40).map(str.encode))
def test_no_bytes_do_more_than_be_refused(raw):
    value, faults = outcome_of(raw)

    if faults is None:
        assert json.loads(raw) == value
    else:
        assert faults
        assert "".join(fault.pointer for fault in faults).encode() is not None
