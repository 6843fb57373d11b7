"""Packed bodies: what comes out, how far, and what is refused (CAP-4)."""

import gzip
from contextlib import suppress

import pytest
from capture_uploads import told
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.faults import Unreadable
from importer.unpacking import CODINGS, MOST_FRAMES, unpacked, zstd

MOST = 100_000
PACK = {"gzip": gzip.compress, "zstd": zstd.compress}
EMPTY = {coding: pack(b"") for coding, pack in PACK.items()}
SAMPLES = [bytes(str(number) * 50, "ascii") for number in range(1000)]
DICTIONARY = zstd.train_dict(SAMPLES, 4096)


def faults_of(packed, coding):
    with pytest.raises(Unreadable) as refusal:
        unpacked(packed, coding, MOST)
    return told(refusal.value.faults)


@pytest.mark.rule("CAP-4")
@pytest.mark.parametrize("coding", CODINGS)
@settings(max_examples=40, deadline=None)
@given(raw=st.binary(max_size=2000))
def test_what_was_packed_comes_out_as_it_was(coding, raw):
    assert unpacked(PACK[coding](raw), coding, MOST) == raw


@pytest.mark.rule("CAP-4")
@pytest.mark.parametrize("coding", CODINGS)
def test_several_frames_are_one_text(coding):
    packed = PACK[coding](b'{"a": ') + PACK[coding](b"1}")

    assert unpacked(packed, coding, MOST) == b'{"a": 1}'


@pytest.mark.rule("CAP-4")
@pytest.mark.parametrize("coding", CODINGS)
def test_what_it_unpacks_to_is_limited_to_the_byte(coding):
    assert len(unpacked(PACK[coding](b" " * MOST), coding, MOST)) == MOST
    assert faults_of(PACK[coding](b" " * (MOST + 1)), coding) == [("", "too_large")]
    assert faults_of(PACK[coding](b" " * MOST) + PACK[coding](b" "), coding) == [("", "too_large")]


@pytest.mark.rule("CAP-4")
@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        pytest.param(lambda _packed: b"", "cut_off", id="nothing"),
        pytest.param(lambda packed: packed[:-1], "cut_off", id="the last byte missing"),
        pytest.param(lambda packed: packed[:3], "cut_off", id="the head alone"),
        pytest.param(lambda _packed: b"{}", "not_unpacked", id="not packed"),
        pytest.param(lambda _packed: b"\0" * 40, "not_unpacked", id="zeros"),
        pytest.param(lambda packed: packed + b"more", "more_follows", id="garbage behind"),
        pytest.param(lambda packed: packed + b"\0" * 512, "more_follows", id="zeros behind"),
    ],
)
def test_what_cannot_be_unpacked_is_told_as_what_it_is(coding, spoil, code):
    assert faults_of(spoil(PACK[coding](b"x" * 500)), coding) == [("", code)]


@pytest.mark.rule("CAP-4")
@pytest.mark.parametrize("coding", CODINGS)
def test_a_sum_that_does_not_match_is_refused(coding):
    options = {zstd.CompressionParameter.checksum_flag: 1}
    packed = gzip.compress(b"x" * 500) if coding == "gzip" else zstd.compress(b"x" * 500, options=options)
    place = -5 if coding == "gzip" else -1

    spoiled = bytearray(packed)
    spoiled[place] ^= 1

    assert faults_of(bytes(spoiled), coding) == [("", "not_unpacked")]


@pytest.mark.rule("CAP-4")
@pytest.mark.parametrize("coding", CODINGS)
def test_frames_without_end_are_refused(coding):
    assert unpacked(EMPTY[coding] * MOST_FRAMES, coding, MOST) == b""
    assert faults_of(EMPTY[coding] * 10_000, coding) == [("", "more_follows")]


@pytest.mark.rule("CAP-4")
def test_a_dictionary_that_nobody_has_is_named():
    packed = zstd.compress(b"1234" * 100, zstd_dict=DICTIONARY)

    assert faults_of(packed, "zstd") == [("", "needs_dictionary")]


@pytest.mark.rule("CAP-4")
def test_a_frame_that_wants_more_memory_than_eight_megabytes_is_refused():
    packing = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    packed = packing.compress(bytes(range(250)) * 4) + packing.flush()

    assert faults_of(packed, "zstd") == [("", "not_unpacked")]


@pytest.mark.rule("CAP-4")
def test_frames_that_are_skipped_hold_nothing():
    skippable = b"\x50\x2a\x4d\x18" + (3).to_bytes(4, "little") + b"abc"

    assert unpacked(skippable + zstd.compress(b"{}"), "zstd", MOST) == b"{}"


@pytest.mark.rule("CAP-4")
@pytest.mark.parametrize("coding", CODINGS)
def test_a_bomb_is_left_packed(coding):
    bomb = PACK[coding](b" " * 50_000_000)

    assert len(bomb) < MOST
    assert faults_of(bomb, coding) == [("", "too_large")]


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize("coding", CODINGS)
@settings(max_examples=150, deadline=None)
@given(raw=st.binary(max_size=60), place=st.integers(0, 40), other=st.integers(0, 255))
def test_no_bytes_do_more_than_be_refused_when_unpacked(coding, raw, place, other):
    packed = bytearray(PACK[coding](raw))
    packed[place % len(packed)] = other

    with suppress(Unreadable):
        assert isinstance(unpacked(bytes(packed), coding, MOST), bytes)
