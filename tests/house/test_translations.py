"""Whatever the portal says, it says in Japanese too."""

import re
import tomllib

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from plumbing.programs import ROOT

JAPANESE = ROOT / "portal" / "translations" / "ja" / "LC_MESSAGES" / "messages.po"
LAZY = {"lazy_gettext": None, "lazy_ngettext": (1, 2), "lazy_pgettext": ((1, "c"), 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)\w|\{\w*\}")


@pytest.fixture(scope="module")
def catalogue():
    with JAPANESE.open("rb") as text:
        return read_po(text, locale="ja")


@pytest.fixture(scope="module")
def said():
    """Every message in the sources, plural forms as a pair, with where it is said."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    method_map = [(each["pattern"], each["method"]) for each in mappings]
    options = {each["pattern"]: {"silent": each.get("silent", "false")} for each in mappings}
    found = extract_from_dir(ROOT, method_map, options, keywords={**DEFAULT_KEYWORDS, **LAZY})
    return {message: f"{name}:{line}" for name, line, message, _comments, _context in found}


def test_everything_said_is_translated(catalogue, said):
    untranslated = {
        message: place
        for message, place in said.items()
        if (entry := catalogue.get(message)) is None or not _complete(entry) or entry.fuzzy
    }

    assert said
    assert untranslated == {}


def test_nothing_is_translated_that_nobody_says(catalogue, said):
    known = {message if isinstance(message, str) else message[0] for message in said}

    assert [entry.id for entry in catalogue if entry.id and _first(entry.id) not in known] == []


def test_a_translation_keeps_the_values_that_are_filled_in(catalogue):
    lost = [entry.id for entry in catalogue if entry.id and _filled_in(entry.string) != _filled_in(entry.id)]

    assert lost == []


def _complete(entry):
    return all(entry.string) if isinstance(entry.string, tuple) else bool(entry.string)


def _first(message):
    return message if isinstance(message, str) else message[0]


def _filled_in(message):
    return set(PLACEHOLDER.findall(message if isinstance(message, str) else " ".join(message)))
