"""Test folders are no packages: a module is known by its name alone, so no two may share one."""

from collections import Counter

from plumbing.programs import ROOT


def test_no_two_modules_of_the_tests_share_a_name():
    outside_packages = [
        path.stem
        for path in (ROOT / "tests").rglob("*.py")
        if path.stem != "conftest"
        and path.parent.name != "plumbing"
        and not (path.parent / "__init__.py").exists()
    ]

    assert [name for name, times in Counter(outside_packages).items() if times > 1] == []
