import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portal.domain.text import BadText, TextFault, clean_memo, clean_name, clean_text


def fault_of(clean, value):
    with pytest.raises(BadText) as refused:
        clean(value)
    return refused.value


@pytest.mark.rule("PRF-3")
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("  営業部\t\n", "営業部", id="white space at the ends"),
        pytest.param("\u3000営業\u3000部\u3000", "営業\u3000部", id="ideographic space"),
        pytest.param("か\u3099", "が", id="NFC"),
        pytest.param("営業 部", "営業 部", id="space inside stays"),
        pytest.param("👩\u200d💼", "👩\u200d💼", id="joined emoji stays"),
    ],
)
def test_name_is_kept_normalised_and_trimmed(typed, kept):
    assert clean_name(typed) == kept


@pytest.mark.rule("PRF-2", "PRF-3")
def test_name_counts_code_points_after_normalisation():
    assert len(clean_name("か\u3099" * 60)) == 60
    assert len(clean_name("𠮷" * 60)) == 60
    assert clean_name(" " + "a" * 60 + " ") == "a" * 60

    refused = fault_of(clean_name, "あ" * 61)

    assert (refused.code, refused.params) == (TextFault.TOO_LONG, {"most": 60, "length": 61})


@pytest.mark.rule("PRF-2")
@pytest.mark.parametrize("nothing", ["", "   ", "\u3000", "\r\n", "\u200b", "\u200b \u2060", "\u00ad"])
def test_name_needs_a_character_that_can_be_seen(nothing):
    assert fault_of(clean_name, nothing).code == TextFault.EMPTY


@pytest.mark.rule("PRF-3")
@pytest.mark.parametrize(
    "character", ["\x00", "\x07", "\x1b", "\x1f", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\ud800"]
)
@pytest.mark.parametrize("place", ["{}a", "a{}b", "a{}"])
@pytest.mark.parametrize("clean", [clean_name, clean_memo])
def test_control_characters_are_refused_wherever_they_stand(clean, place, character):
    assert fault_of(clean, place.format(character)).code == TextFault.CONTROL_CHARACTER


@pytest.mark.rule("PRF-3")
@pytest.mark.parametrize("inside", ["a\nb", "a\r\nb", "a\tb"])
def test_name_is_one_line(inside):
    assert fault_of(clean_name, inside).code == TextFault.CONTROL_CHARACTER


@pytest.mark.rule("PRF-3")
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_line_end_in_a_memo_counts_as_one(line_end):
    typed = line_end.join(["あ" * 24] * 20) + "い"

    assert len(clean_memo(typed)) == 500
    assert fault_of(clean_memo, typed + "う").code == TextFault.TOO_LONG


@pytest.mark.rule("PRF-2", "PRF-3")
def test_memo_may_be_empty():
    assert clean_memo(" \r\n ") == ""


def kept_or_refused(typed):
    try:
        return clean_text(typed, 20, lines=True)
    except BadText:
        return None


@pytest.mark.rule("PRF-3", "TRU-18")
@settings(deadline=None)
@given(st.text(max_size=30))
def test_what_is_kept_is_clean_and_cleaning_it_again_changes_nothing(typed):
    kept = kept_or_refused(typed)
    assume(kept is not None)

    assert len(kept) <= 20
    assert kept == kept.strip() == unicodedata.normalize("NFC", kept)
    assert clean_text(kept, 20, lines=True) == kept
