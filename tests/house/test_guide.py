"""The guide says the same in both languages, with pictures that are there and small."""

import re

import pytest

from plumbing.programs import ROOT

GUIDE = ROOT / "docs" / "guide"
PICTURE = re.compile(r"!\[([^\]]+)\]\(([^)]+)\)")
MOST_BYTES = 1_500_000


def shown(language):
    return PICTURE.findall((GUIDE / f"guide.{language}.md").read_text("utf-8"))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_picture_is_there_and_said_in_words(language):
    pictures = shown(language)

    assert pictures
    assert [path for _words, path in pictures if not (GUIDE / path).is_file()] == []
    assert all(path.startswith(f"pictures/{language}/") for _words, path in pictures)


def test_both_languages_tell_the_same_story():
    japanese, english = ([path.rpartition("/")[2] for _words, path in shown(each)] for each in ("ja", "en"))
    headings = [
        re.findall(r"^## (\d+)\.", (GUIDE / f"guide.{each}.md").read_text("utf-8"), re.MULTILINE)
        for each in ("ja", "en")
    ]

    assert japanese == english
    assert headings[0] == headings[1]


def test_no_picture_is_left_over_and_all_are_small():
    named = {path for language in ("ja", "en") for _words, path in shown(language)}
    drawn = {path.relative_to(GUIDE).as_posix(): path for path in GUIDE.rglob("*.png")}

    assert set(drawn) == named
    assert sum(path.stat().st_size for path in drawn.values()) < MOST_BYTES
