"""Text that people type: how it is kept, counted and refused (PRF-3)."""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum

NAME_LENGTH = 60
MEMO_LENGTH = 500

# Control characters, halves of surrogate pairs, and the two separators that break lines unseen.
_REFUSED = frozenset({"Cc", "Cs", "Zl", "Zp"})
# So many code points become one at the most in NFC.
_MOST_PARTS = 4
_INVISIBLE = frozenset({"Cf", "Zs"})


class TextFault(StrEnum):
    """Kinds of bad text; `too_long` carries `most` and `length`, the others nothing."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    CONTROL_CHARACTER = "control_character"


class BadText(ValueError):
    """Text that cannot be kept; the caller words it."""

    def __init__(self, code: TextFault, params: Mapping[str, int] | None = None) -> None:
        """Keep what is wrong as a code with its numbers."""
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, int] = params or {}


def clean_text(value: str, most: int, *, lines: bool = False, required: bool = False) -> str:
    """Return the text as it is kept: NFC, each line end one LF, white space at both ends gone.

    `most` counts code points of the result. Line ends inside are only for `lines`; `required` text needs a
    character that can be seen. Raises BadText.
    """
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    if (length := len(text.strip())) > _MOST_PARTS * most:
        # Composing is slow on long runs of marks; what is so long stays too long when it is composed.
        raise BadText(TextFault.TOO_LONG, {"most": most, "length": length})
    text = unicodedata.normalize("NFC", text)
    _refuse_controls(text, allowed="\t\n")
    text = text.strip()
    _refuse_controls(text, allowed="\n" if lines else "")
    if required and all(unicodedata.category(character) in _INVISIBLE for character in text):
        raise BadText(TextFault.EMPTY)
    if len(text) > most:
        raise BadText(TextFault.TOO_LONG, {"most": most, "length": len(text)})
    return text


def clean_name(value: str) -> str:
    """Return a name as it is kept: 1 to 60 characters on one line (PRF-2). Raises BadText."""
    return clean_text(value, NAME_LENGTH, required=True)


def clean_memo(value: str) -> str:
    """Return a memo as it is kept: at most 500 characters, lines allowed (PRF-2). Raises BadText."""
    return clean_text(value, MEMO_LENGTH, lines=True)


def _refuse_controls(text: str, allowed: str) -> None:
    for character in text:
        if character not in allowed and unicodedata.category(character) in _REFUSED:
            raise BadText(TextFault.CONTROL_CHARACTER)
