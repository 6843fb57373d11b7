"""How one text can stand inside another: base64, hexadecimal, percent signs, escapes (TRU-16)."""

import binascii
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from importer.secret_names import folded

# As long as "user:" is.
_SHORTEST = 8
RUN = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
_WRAPPED = re.compile(r"[A-Za-z0-9+/_-]+(?:\s+[A-Za-z0-9+/_-]+)+={0,2}\s*")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}){8,}")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")
_URL_SAFE = str.maketrans("-_", "+/")
_LINE_ENDS = str.maketrans("", "", "\t\r\n")


def plain(text: str) -> str:
    """Return the text with percent signs, backslash-u escapes, entities and full-width forms undone."""
    if "%" in text:
        text = unquote(text)
    if "\\u" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if "&" in text:
        text = html.unescape(text)
    return folded(text)


def unwrapped(text: str) -> str:
    """Return base64 that was broken into lines in one piece; any other text as it is."""
    return "".join(text.split()) if _WRAPPED.fullmatch(text) else text


def decoded(run: str) -> Iterator[str]:
    """Yield what `run` can mean as base64 or hexadecimal, where that is text."""
    if len(run) < _SHORTEST:
        return
    if _HEX.fullmatch(run):
        yield from _text(bytes.fromhex(run))
    yield from _base64(run)


def _base64(run: str) -> Iterator[str]:
    digits = run.rstrip("=").translate(_URL_SAFE)
    try:
        yield from _text(binascii.a2b_base64(digits + "=" * (-len(digits) % 4), strict_mode=True))
    except binascii.Error:
        return


def _text(raw: bytes) -> Iterator[str]:
    encoding = "utf-16-le" if b"\0" in raw[:4] else "utf-8"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return
    if text.translate(_LINE_ENDS).isprintable():
        yield text
