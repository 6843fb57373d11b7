"""Test folders are no packages: each module is imported by its bare name, so no two may share one."""

from collections import Counter

from plumbing.programs import ROOT

PACKAGES = {"factories", "plumbing"}


def test_no_two_modules_of_the_tests_share_a_name():
    paths = (path for path in (ROOT / "tests").rglob("*.py") if path.parent.name not in PACKAGES)

    names = Counter(path.stem for path in paths if path.stem != "conftest")

    assert [name for name, count in names.items() if count > 1] == []
