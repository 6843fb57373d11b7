"""Texts: both languages say the same things, and no code is without words."""

import re
import string

import pytest

from softphone.outcomes import Why
from softphone.settings import Fault
from softphone.texts import TEXTS, text
from softphone.window.page import SAID
from softphone.window.words import WORDS, word, word_or

TABLE = [pytest.param(key, both, id=key) for key, both in (TEXTS | WORDS).items()]
ALIKE = {"IVR"}


def names(template):
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize(("key", "both"), TABLE)
def test_both_languages_take_the_same_values(key, both):
    assert names(both[0]) == names(both[1])


@pytest.mark.parametrize(("key", "both"), TABLE)
def test_japanese_is_japanese_and_english_is_english(key, both):
    assert re.search(r"[぀-ヿ一-鿿]", both[0]) or both[0] in ALIKE or names(both[0])
    assert not re.search(r"[぀-ヿ一-鿿]", both[1])


def test_no_label_hides_a_text():
    assert set(WORDS) & set(TEXTS) == set()


@pytest.mark.parametrize("key", [*(f"why.{why}" for why in Why), *(f"fault.{fault}" for fault in Fault)])
def test_every_code_has_words(key):
    assert text(key, "ja") != text(key, "en")


@pytest.mark.parametrize("said", sorted(SAID))
def test_every_message_after_an_action_has_words(said):
    assert word(f"said.{said}", language="ja")


def test_a_word_that_only_a_newer_portal_knows_is_shown_as_it_is():
    assert word_or("owner.robot", "robot", language="ja") == "robot"
