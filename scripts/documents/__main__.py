"""Writes the pages of docs/ that are made from data files; --check only says which are out of date."""

import sys
from pathlib import Path

from catalogue_page import catalogue_page
from native_page import native_page

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {"settings-catalogue.md": catalogue_page, "native-settings.md": native_page}


def main() -> int:
    """Write or check every page."""
    pages = {DOCS / name: page() for name, page in PAGES.items()}
    old = [path for path, text in pages.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in sys.argv[1:]:
        for path in old:
            print(f"docs/{path.name} is out of date: make documents", file=sys.stderr)
        return 1 if old else 0
    for path in old:
        path.write_text(pages[path], "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
