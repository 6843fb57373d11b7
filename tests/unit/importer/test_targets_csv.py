"""What a spreadsheet may make of a list of targets."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer import targets_csv
from importer.faults import FaultCode, Unreadable
from importer.targets_csv import LONGEST_KEY, TargetLine, read_targets

pytestmark = pytest.mark.rule("TGT-4")


def keys(raw):
    return [line.key for line in read_targets(raw)]


def refused(raw):
    with pytest.raises(Unreadable) as caught:
        read_targets(raw)
    return [(fault.pointer, fault.code) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"1001\n1002\n", id="one a line"),
        pytest.param(b"1001\r\n1002", id="CRLF, and no last line end"),
        pytest.param(b"1001\r1002\r", id="CR"),
        pytest.param(b"\xef\xbb\xbf1001\n1002\n", id="byte order mark"),
        pytest.param(b"extension\n1001\n1002\n", id="heading"),
        pytest.param(
            "\ufeff内線番号,電話端末名,備考\r\n1001,営業1,\r\n1002,営業2,\r\n".encode(), id="as exported"
        ),
        pytest.param(
            "内線番号,電話端末名\r\n1001,営業1\r\n1002,髙橋\r\n".encode("cp932"), id="as Excel in Japan"
        ),
        pytest.param(b"1001\tone, two\n1002\ttwo\n", id="tabs"),
        pytest.param(b'"1001","one, ""two"""\n"1002",x\n', id="quotes"),
        pytest.param(b"\n  1001  \n\n,,\n1002\n\n", id="spaces and empty lines"),
    ],
)
def test_what_spreadsheets_write_is_read(raw):
    assert keys(raw) == ["1001", "1002"]


def test_lines_are_counted_as_an_editor_counts_them():
    raw = b'login\nsato.y,"two\nlines"\n\nito.k\n'

    assert [(line.number, line.key) for line in read_targets(raw)] == [(2, "sato.y"), (5, "ito.k")]


def test_a_line_that_names_nothing_says_why_and_the_others_are_read():
    raw = f"one\n,without\none\n{'x' * 65}\ntwo\x01\ntwo".encode()

    assert read_targets(raw) == (
        TargetLine(1, "one"),
        TargetLine(2, "", FaultCode.EMPTY),
        TargetLine(3, "one", FaultCode.DUPLICATE, 1),
        TargetLine(4, "x" * LONGEST_KEY, FaultCode.TOO_LONG),
        TargetLine(5, "two\ufffd", FaultCode.NOT_TEXT),
        TargetLine(6, "two"),
    )


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize("key", ["=1+1", "+81", "-x", "@sato"])
def test_what_an_export_guarded_is_read_as_it_was(key):
    assert keys(f"'{key}\n'other\n".encode()) == [key, "'other"]


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        (b"", ("", FaultCode.EMPTY)),
        (b"\xef\xbb\xbf\r\n", ("", FaultCode.EMPTY)),
        (b"login\n", ("", FaultCode.EMPTY)),
        ("1001\n".encode("utf-16"), ("", FaultCode.UNKNOWN_ENCODING)),
        pytest.param("1001\n".encode("utf-16-le"), ("", FaultCode.UNKNOWN_ENCODING), id="UTF-16, no mark"),
        (b"1001\n\x81", ("", FaultCode.UNKNOWN_ENCODING)),
        (b"1001\n\xff", ("", FaultCode.UNKNOWN_ENCODING)),
        (b"1001\n\xa0\xfd", ("", FaultCode.UNKNOWN_ENCODING)),
        (b"1001\0\n", ("", FaultCode.NUL_CHARACTER)),
        (b'1001\n"1002\n1003\n', ("/2", FaultCode.BAD_CSV)),
        (b'1001\n"10"02\n', ("/2", FaultCode.BAD_CSV)),
    ],
)
def test_a_file_that_is_none_is_refused_whole(raw, fault):
    assert refused(raw) == [fault]


@pytest.mark.rule("TRU-18")
def test_a_file_has_its_limits(monkeypatch):
    monkeypatch.setattr(targets_csv, "MOST_BYTES", 10)
    assert refused(b"x" * 11) == [("", FaultCode.TOO_LARGE)]
    monkeypatch.setattr(targets_csv, "MOST_LINES", 2)
    assert len(read_targets(b"1\n2\n")) == 2
    assert refused(b"1\n2\n3\n") == [("", FaultCode.TOO_MANY_LINES)]


@pytest.mark.rule("TRU-18")
@given(st.binary(max_size=200))
def test_whatever_comes_is_read_or_refused(raw):
    lines = ()
    with suppress(Unreadable):
        lines = read_targets(raw)

    assert all(len(line.key) <= LONGEST_KEY for line in lines)
    assert all(line.key or line.fault for line in lines)
