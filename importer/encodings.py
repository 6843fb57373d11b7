"""The text of a file that another program wrote, in one of the encodings that it may have."""

import codecs
from collections.abc import Callable, Mapping, Sequence

# Python reads more bytes as CP932 than Windows writes: these stand for nothing.
_NO_CHARACTERS = frozenset("\x80\xa0\uf8f0\uf8f1\uf8f2\uf8f3")


def _utf_8(raw: bytes) -> str | None:
    # Two bytes, one of them zero: UTF-16 without a mark, or no text.
    return None if b"\0" in raw[:2] or raw.startswith(codecs.BOM_UTF8) else _decoded(raw, "utf-8")


def _marked(mark: bytes, encoding: str) -> Callable[[bytes], str | None]:
    return lambda raw: _decoded(raw[len(mark) :], encoding) if raw.startswith(mark) else None


def _cp932(raw: bytes) -> str | None:
    # Nearly anything is CP932: what begins as another encoding is not taken for it.
    marked = raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = None if marked or b"\0" in raw[:2] else _decoded(raw, "cp932")
    return text if text is not None and _NO_CHARACTERS.isdisjoint(text) else None


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


ENCODINGS: Mapping[str, Callable[[bytes], str | None]] = {
    "UTF-8": _utf_8,
    "UTF-8 with a byte order mark": _marked(codecs.BOM_UTF8, "utf-8"),
    "UTF-16LE with a byte order mark": _marked(codecs.BOM_UTF16_LE, "utf-16-le"),
    "CP932": _cp932,
}


def text_of(raw: bytes, encodings: Sequence[str]) -> str | None:
    """Return the text of the bytes by the first of `encodings` that fits, None where none does."""
    texts = (ENCODINGS[encoding](raw) for encoding in encodings)
    return next((text for text in texts if text is not None), None)
