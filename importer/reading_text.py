"""The text in bytes that should be UTF-8, as JSON demands it (RFC 8259, 8.1)."""

import codecs

from importer.faults import Fault, FaultCode, Unreadable


def text_of(raw: bytes, most: int) -> str:
    """Return the text of at most `most` bytes; raises Unreadable."""
    if len(raw) > most:
        raise Unreadable([Fault("", FaultCode.TOO_LARGE, {"most": most})])
    if not raw.strip():
        raise Unreadable([Fault("", FaultCode.EMPTY)])
    if raw.startswith(codecs.BOM_UTF8):
        raise Unreadable([Fault("", FaultCode.BYTE_ORDER_MARK)])
    if b"\0" in raw[:2]:  # UTF-16 or UTF-32 without a mark
        raise Unreadable([not_utf8(raw, raw.index(0))])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable([not_utf8(raw, error.start)]) from None


def not_utf8(raw: bytes, offset: int) -> Fault:
    """Return the fault of a byte that no UTF-8 has there."""
    line_start = raw.rfind(b"\n", 0, offset) + 1
    place = {
        "offset": offset,
        "line": raw.count(b"\n", 0, offset) + 1,
        "column": len(raw[line_start:offset].decode("utf-8", "replace")) + 1,
    }
    return Fault("", FaultCode.NOT_UTF8, place)
