"""Values and types: what a setting can be, and in which version there is it."""

import pytest
from softphone_answers import ANY_LIST, BOOLEAN, CATALOGUE, CODECS, choice, text, whole

from softphone.catalogue import read_catalogue, version_order
from softphone.kinds import fits

PORTS = {"kind": "port_range", "least": 1024, "most": 65535}
CODEC_LIST = {"kind": "list", "of": CODECS, "least": 1, "most": 4, "unique": True}


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (BOOLEAN, [True, False], [0, 1, "true", None]),
        (whole(0, 60), [0, 60], [-1, 61, True, 5.0, "5", None]),
        (choice("a", "b"), ["a"], ["c", "", None, 1, ["a"]]),
        (text(3), ["", "abc", "日本語"], ["abcd", "a\nb", "\x00", "\u2028", None, 1]),
        (text(6, "^[0-9]*$"), ["", "123"], ["12a", "１２"]),
        (text(6, "(unclosed"), ["anything"[:6]], []),
        (CODEC_LIST, [["opus"], ["pcma", "opus"]], [[], ["opus", "opus"], ["mp3"], "opus", [1]]),
        (ANY_LIST, [[], [1, "a", {"b": None}]], ["a", None, {}]),
        (
            PORTS,
            [[1024, 1025], [16384, 32767]],
            [[1025, 1026], [2000, 2000], [0, 1024], [1024], "x"],
        ),
        ({"kind": "of the future"}, [None, 1, {}], []),
        ({}, [1], []),
    ],
)
def test_a_type_takes_its_values_and_no_others(kind, good, bad):
    assert [value for value in good if not fits(kind, value)] == []
    assert [value for value in bad if fits(kind, value)] == []


@pytest.mark.rule("VER-3")
@pytest.mark.parametrize(
    ("older", "newer"),
    [("3.12.5", "3.12.10"), ("3.9", "3.13"), ("3.13", "3.13.1"), ("3.99.99", "4.0"), ("3.13.9", "3.13.10")],
)
def test_versions_compare_number_by_number(older, newer):
    assert version_order(older) < version_order(newer)
    assert version_order(f"{older}.0") == version_order(older)


@pytest.mark.rule("OSV-1")
@pytest.mark.parametrize(
    ("version", "known"), [("3.13.8", False), ("3.13.9", True), ("3.13.10", True), ("4.0.0", True)]
)
def test_a_setting_is_there_from_its_first_version_on(version, known):
    assert ("audio.noise_suppression" in read_catalogue(CATALOGUE).known_to(version)) is known


def test_a_softphone_older_than_the_catalogue_has_its_first_settings():
    catalogue = read_catalogue(CATALOGUE)

    assert catalogue.known_to("3.1.0").keys() == catalogue.known_to("3.12.5").keys()


@pytest.mark.parametrize("document", [None, [], {}, {"version": "1"}, {"version": "1", "settings": [{}]}])
def test_what_is_no_catalogue_is_none(document):
    assert read_catalogue(document) is None


def test_a_catalogue_of_a_newer_portal_may_say_more():
    more = CATALOGUE | {"licence": "free", "settings": [one | {"icon": "x"} for one in CATALOGUE["settings"]]}

    assert read_catalogue(more).settings == read_catalogue(CATALOGUE).settings
