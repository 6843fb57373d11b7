"""The lock: every package by version and hash, the same for everybody, with no addresses."""

import re
import tomllib
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from plumbing.programs import ROOT

LOCKS = ("run", "dev", "uv")
PINNED = re.compile(r"^(?P<requirement>[^\s#][^\\]*?)(?: \\)?$", re.MULTILINE)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def text_of(lock):
    return (ROOT / "requirements" / f"{lock}.txt").read_text()


def pins(lock):
    """Return the lock's requirements for this machine, by name."""
    found = [Requirement(match["requirement"]) for match in PINNED.finditer(text_of(lock))]
    return {
        canonicalize_name(each.name): each for each in found if each.marker is None or each.marker.evaluate()
    }


def version(requirement):
    return str(requirement.specifier).removeprefix("==")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock):
    assert re.findall(r"https?:|file:|--(?:index|extra-index|find-links)", text_of(lock)) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_one_version_and_hashes(lock):
    entries = re.split(r"\n(?=[^\s#])", text_of(lock).partition("scripts/lock\n")[2].strip())

    loose = [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]

    assert entries
    assert loose == []


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        pytest.param("run", PROJECT["dependencies"], id="run"),
        pytest.param("dev", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"], id="dev"),
    ],
)
def test_a_lock_has_what_the_project_asks_for(lock, wanted):
    locked = pins(lock)

    missing = [
        str(asked)
        for asked in map(Requirement, wanted)
        if (name := canonicalize_name(asked.name)) not in locked
        or not asked.specifier.contains(version(locked[name]), prereleases=True)
    ]

    assert missing == [], "scripts/lock brings the lock up to date"


def test_tests_run_on_the_versions_that_run_in_production():
    run, dev = pins("run"), pins("dev")

    assert {name: version(each) for name, each in run.items()} == {name: version(dev[name]) for name in run}


def test_what_is_installed_is_what_is_locked():
    locked = pins("dev")
    installed = {canonicalize_name(each.name): each.version for each in metadata.distributions()}

    other = {name for name, each in locked.items() if installed.get(name) != version(each)}

    assert other == set(), "scripts/test brings the environment up to date"
