"""Tables and values as Markdown writes them."""

import json
from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; cells may hold anything but line ends."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines) + "\n"


def code(value: object) -> str:
    """Return a value as JSON, set as code."""
    return f"`{json.dumps(value, ensure_ascii=False)}`"


def word(text: str) -> str:
    """Return a text that programs read, set as code."""
    return f"`{text}`" if text else "(empty)"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
