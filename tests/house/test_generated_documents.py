"""Pages of docs/ that are made from data files say what those files say."""

import subprocess
import sys

from plumbing.programs import ROOT


def test_the_pages_are_as_the_data_files_would_have_them():
    made = subprocess.run(
        [sys.executable, ROOT / "scripts/documents", "--check"],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert made.stderr == ""
    assert made.returncode == 0
