"""Imports go down only, and the core needs nothing around it (the contracts are in pyproject.toml)."""

import subprocess
import sys
from pathlib import Path

import pytest

from plumbing.programs import PROGRAMS, ROOT

FRAMEWORKS = (
    "flask",
    "flask_sqlalchemy",
    "flask_babel",
    "werkzeug",
    "sqlalchemy",
    "celery",
    "redis",
    "structlog",
)
IMPURE = ("datetime.now", "utcnow", "time.time", "import random", "os.environ")
CORE = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for folder in ("portal/domain", "importer")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if path.stem != "__init__"
]


def test_imports_go_down_only():
    done = subprocess.run(
        [PROGRAMS / "lint-imports", "--no-cache"], cwd=ROOT, check=False, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout


def test_the_core_imports_with_everything_around_it_absent():
    absent = f"import sys; sys.modules.update(dict.fromkeys({FRAMEWORKS!r}))"

    done = subprocess.run(
        [sys.executable, "-c", f"{absent}; import {', '.join(CORE)}"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("module", CORE)
def test_the_core_has_no_clock_and_no_chance(module):
    text = Path(ROOT, *module.split(".")).with_suffix(".py").read_text()

    asked = [word for word in IMPURE if word in text]

    assert asked == []
