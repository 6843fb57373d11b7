"""Starts the demonstration and draws what it shows: the pictures of the guide, or every page."""

import argparse
from pathlib import Path

from demonstration import ROOT, demonstration
from guide import draw_guide
from pages import draw_pages
from tab import browser


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="scripts/pictures", description=__doc__)
    parser.add_argument("--pages", type=Path, metavar="DIR", help="draw every page in this folder instead")
    asked = parser.parse_args()
    if asked.pages:
        with demonstration() as addresses, browser() as started:
            draw_pages(started, addresses, asked.pages)
        return
    for language in ("ja", "en"):
        # Each begins with the same data.
        with demonstration() as addresses, browser() as started:
            draw_guide(started, addresses, ROOT / "docs" / "guide" / "pictures", language)


main()
