"""What was typed, as a page can show it again."""

from unicodedata import category


def visible(text: str) -> str:
    """Return the text with its control characters shown by their place, so that the person finds them.

    They can not stand in a page; all else, also what cannot be seen, stays as it was typed.
    """
    return "".join("\ufffd" if category(mark) == "Cc" and mark not in "\t\r\n" else mark for mark in text)
