"""Translations are compiled when their text is newer, so that a test never reads old ones."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).resolve().parents[2] / "portal" / "translations"


def compile_what_changed():
    """Write each catalogue that is older than its text, as `pybabel compile` does."""
    for text in TRANSLATIONS.glob("*/LC_MESSAGES/*.po"):
        compiled = text.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < text.stat().st_mtime:
            _compile(text, compiled)


def _compile(text, compiled):
    with text.open("rb") as source:
        catalogue = read_po(source, locale=text.parents[1].name)
    # Another process may read or write it at this moment: it appears whole or not at all.
    half = compiled.with_name(f"{compiled.name}.{os.getpid()}")
    with half.open("wb") as target:
        write_mo(target, catalogue)
    half.replace(compiled)
