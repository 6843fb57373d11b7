"""Packed bytes, unpacked no further than they may go: what they unpack to counts (CAP-4)."""

import sys
import zlib
from collections.abc import Callable, Mapping
from typing import Protocol

from importer.faults import Fault, FaultCode, Unreadable

__all__ = ["CODINGS", "MOST_FRAMES", "unpacked", "zstd"]

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# Both codings let several frames follow each other (RFC 1952, 2.2; RFC 8878, 3); nobody needs many.
MOST_FRAMES = 64
# 8 MiB, as RFC 9659 demands of this coding: a frame could ask for gigabytes to be unpacked into.
_WINDOW_LOG = 23
_GZIP = 16 + zlib.MAX_WBITS


class _Frame(Protocol):
    """What unpacks one frame; afterwards it knows whether that was whole, and what follows."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def _zstd_frame() -> _Frame:
    return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _WINDOW_LOG})


_CODINGS: Mapping[str, Callable[[], _Frame]] = {
    "gzip": lambda: zlib.decompressobj(_GZIP),
    "zstd": _zstd_frame,
}
_MAGIC = {"gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}
CODINGS = tuple(_CODINGS)


def unpacked(packed: bytes, coding: str, most: int) -> bytes:
    """Return what `coding`, one of CODINGS, packed; raises Unreadable, also for more than `most` bytes."""
    pieces: list[bytes] = []
    left, room = packed, most + 1
    for _number in range(MOST_FRAMES):
        frame = _CODINGS[coding]()
        pieces.append(_decompressed(frame, left, coding, room, follows=bool(pieces)))
        room -= len(pieces[-1])
        if room <= 0:
            raise Unreadable([Fault("", FaultCode.TOO_LARGE, {"most": most})])
        if not frame.eof:
            goes_on = len(pieces) == 1 or left.startswith(_MAGIC[coding])
            raise _refused(FaultCode.CUT_OFF if goes_on else FaultCode.MORE_FOLLOWS, coding)
        left = frame.unused_data
        if not left:
            return b"".join(pieces)
    raise _refused(FaultCode.MORE_FOLLOWS, coding)


def _decompressed(frame: _Frame, packed: bytes, coding: str, room: int, *, follows: bool) -> bytes:
    try:
        return frame.decompress(packed, room)
    except (zlib.error, zstd.ZstdError):
        if coding == "zstd" and _needs_dictionary(packed):
            raise _refused(FaultCode.NEEDS_DICTIONARY, coding) from None
        raise _refused(FaultCode.MORE_FOLLOWS if follows else FaultCode.NOT_UNPACKED, coding) from None


def _needs_dictionary(packed: bytes) -> bool:
    try:
        return bool(zstd.get_frame_info(packed).dictionary_id)
    except zstd.ZstdError:
        return False


def _refused(code: FaultCode, coding: str) -> Unreadable:
    return Unreadable([Fault("", code, {"coding": coding})])
