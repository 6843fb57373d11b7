import json
import struct

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st
from json_strategies import values

from importer.canonical import canonical, digest
from importer.reading import Limits, read_json

LIMITS = Limits(bytes=1024 * 1024, depth=64)


@pytest.mark.rule("SNP-3")
def test_the_example_of_the_rfc_is_written_as_the_rfc_writes_it():
    # RFC 8785, 3.2.2
    given_text = rb"""{
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
    }"""

    written = canonical(json.loads(given_text))

    assert (
        written
        == (
            '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
            '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
        ).encode()
    )


@pytest.mark.rule("SNP-3")
def test_keys_are_sorted_by_utf_16_unit():
    # RFC 8785, 3.2.3
    given_value = {
        "€": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "😀": "Emoji: Grinning Face",
        "\x80": "Control",
        "ö": "Latin Small Letter O With Diaeresis",
    }

    written = json.loads(canonical(given_value))

    assert list(written) == ["\r", "1", "\x80", "ö", "€", "😀", "\ufb33"]


@pytest.mark.rule("SNP-3")
@pytest.mark.parametrize(
    ("bits", "written"),
    [
        # RFC 8785, appendix B
        ("0000000000000000", b"0"),
        ("8000000000000000", b"0"),
        ("0000000000000001", b"5e-324"),
        ("8000000000000001", b"-5e-324"),
        ("7fefffffffffffff", b"1.7976931348623157e+308"),
        ("ffefffffffffffff", b"-1.7976931348623157e+308"),
        ("4340000000000000", b"9007199254740992"),
        ("c340000000000000", b"-9007199254740992"),
        ("4430000000000000", b"295147905179352830000"),
        ("44b52d02c7e14af5", b"9.999999999999997e+22"),
        ("44b52d02c7e14af6", b"1e+23"),
        ("44b52d02c7e14af7", b"1.0000000000000001e+23"),
        ("444b1ae4d6e2ef4e", b"999999999999999700000"),
        ("444b1ae4d6e2ef4f", b"999999999999999900000"),
        ("444b1ae4d6e2ef50", b"1e+21"),
        ("3eb0c6f7a0b5ed8c", b"9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", b"0.000001"),
        ("41b3de4355555553", b"333333333.3333332"),
        ("41b3de4355555554", b"333333333.33333325"),
        ("41b3de4355555555", b"333333333.3333333"),
        ("41b3de4355555556", b"333333333.3333334"),
        ("41b3de4355555557", b"333333333.33333343"),
        ("becbf647612f3696", b"-0.0000033333333333333333"),
        ("43143ff3c1cb0959", b"1424953923781206.2"),
    ],
)
def test_numbers_are_written_as_the_rfc_lists_them(bits, written):
    (number,) = struct.unpack(">d", bytes.fromhex(bits))

    assert canonical(number) == written


@pytest.mark.rule("CAP-4")
def test_the_farthest_whole_numbers_are_written_too():
    assert canonical({"a": [2**53, -(2**53)]}) == b'{"a":[9007199254740992,-9007199254740992]}'


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(2**53 + 1, id="beyond the farthest"),
        pytest.param(float("nan"), id="no number"),
        pytest.param("\ud800", id="half a pair"),
    ],
)
def test_what_json_can_not_say_is_an_error(value):
    with pytest.raises(ValueError, match=r"."):
        canonical([value])


@pytest.mark.rule("SNP-3")
def test_the_digest_is_of_the_canonical_form():
    one_way = digest({"b": 5.0, "a": "é"})
    another = digest({"a": "é", "b": 5})

    assert one_way == another == "".join(one_way.lower().split())
    assert len(one_way) == 64


@pytest.mark.rule("SNP-3", "CAP-4")
@settings(max_examples=50, deadline=None)
@given(value=values)
def test_what_was_written_is_read_as_it_was(value):
    written = canonical(value)

    assert read_json(written, LIMITS) == value
    assert canonical(read_json(written, LIMITS)) == written


@pytest.mark.rule("SNP-3")
@given(values)
def test_the_quick_way_writes_what_the_library_writes(value):
    quick = canonical(value)

    try:
        written = rfc8785.dumps(value)
    except rfc8785.IntegerDomainError:
        return
    assert quick == written


@pytest.mark.rule("SNP-3")
@pytest.mark.parametrize("value", ["\ud800", {"\ud800": 1}, {"a": ["\udfff"]}, 2**53 + 1, {1: 2}])
def test_what_json_cannot_say_has_no_canonical_form(value):
    with pytest.raises(ValueError, match=r".*"):
        canonical(value)


@pytest.mark.rule("SNP-3")
@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=3), st.none(), max_size=8))
def test_any_keys_are_sorted_by_utf_16_unit(value):
    # RFC 8785, 3.2.3: big-endian UTF-16 sorts as its units do
    assert list(json.loads(canonical(value))) == sorted(value, key=lambda key: key.encode("utf-16-be"))


@pytest.mark.rule("SNP-3")
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_strings_are_escaped_as_the_rfc_says_and_no_further(text):
    # RFC 8785, 3.2.2.2
    short = {8: "b", 9: "t", 10: "n", 12: "f", 13: "r", 34: '"', 92: "\\"}

    expected = "".join(
        f"\\{short[ord(mark)]}" if ord(mark) in short else f"\\u{ord(mark):04x}" if mark < " " else mark
        for mark in text
    )

    assert canonical(text) == f'"{expected}"'.encode()
