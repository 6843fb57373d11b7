"""docs/rules.md says which rules hold and which tests prove each; the tests' marks say the same."""

import re

from plumbing.programs import ROOT

ROW = re.compile(r"^\| (?P<rule>[A-Z]{3}-\d+) \| (?P<words>[^|]+) \| (?P<tests>[^|]+) \|$", re.MULTILINE)
MARK = re.compile(r"mark\.rule\(([^)]*)\)")
ID = re.compile(r'"([A-Z]{3}-\d+)"')


def rows():
    return [match.groupdict() for match in ROW.finditer((ROOT / "docs/rules.md").read_text("utf-8"))]


def rules_of(path):
    text = path.read_text("utf-8")
    marks = MARK.findall(text)
    # `rule(*rules)` takes its ids from a table that stands in the same file.
    from_table = any(mark.startswith("*") for mark in marks)
    return set(ID.findall(text if from_table else " ".join(marks)))


def test_every_rule_is_told_once_and_in_words():
    told = [row["rule"] for row in rows()]

    assert len(told) == len(set(told))
    assert [row["rule"] for row in rows() if len(row["words"].split()) < 3] == []


def test_every_test_that_a_rule_names_exists_and_names_the_rule():
    wrong = [
        (row["rule"], name)
        for row in rows()
        for name in re.findall(r"`([^`]+)`", row["tests"])
        if not (ROOT / name).is_file() or row["rule"] not in rules_of(ROOT / name)
    ]

    assert wrong == []
    assert [row["rule"] for row in rows() if "`" not in row["tests"]] == []


def test_every_rule_that_a_test_names_is_told():
    named = set().union(*(rules_of(path) for path in (ROOT / "tests").rglob("test_*.py")))

    assert named - {row["rule"] for row in rows()} == set()
