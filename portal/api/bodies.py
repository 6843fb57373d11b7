"""Bodies of requests: their size, type and packing, the JSON in them, and its shape. Every fault is named."""

import zlib
from typing import TypeVar

from flask import request
from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from importer.faults import Fault, FaultCode, Unreadable
from importer.reading import Limits, read_json
from portal.api.problems import Problem
from portal.api.shape_faults import shape_faults

MEDIA_TYPE = "application/json"
SMALL = 8 * 1024

_GZIP = 16 + zlib.MAX_WBITS


class Body(BaseModel):
    """The parent of every shape that a request's body can have: nothing is guessed, nothing left over."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Shape = TypeVar("Shape", bound=Body)


def read_body(shape: type[Shape], *, most: int = SMALL) -> Shape:
    """Return the body, of at most `most` bytes; raises Unreadable with every fault, or a Problem."""
    value = read_json(raw_body(most), Limits(bytes=most))
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        raise Unreadable(shape_faults(error)) from None


def raw_body(most: int) -> bytes:
    """Return the bytes of a JSON body, unpacked; raises a Problem for another type, or more than `most`."""
    if request.mimetype != MEDIA_TYPE:
        raise Problem("wrong-media-type")
    request.max_content_length = most
    try:
        packed = request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise _too_large(most) from None
    match request.headers.get("Content-Encoding", "identity").strip().lower():
        case "identity":
            return packed
        case "gzip" | "x-gzip":
            return _unpacked(packed, most)
    raise Problem("wrong-media-type", headers={"Accept-Encoding": "gzip"})


def _unpacked(packed: bytes, most: int) -> bytes:
    unpacking = zlib.decompressobj(_GZIP)
    try:
        raw = unpacking.decompress(packed, most + 1)
    except zlib.error:
        raise Problem("bad-request") from None
    if len(raw) > most:
        raise _too_large(most)
    if not unpacking.eof or unpacking.unused_data:
        raise Problem("bad-request")
    return raw


def _too_large(most: int) -> Unreadable:
    return Unreadable([Fault("", FaultCode.TOO_LARGE, {"most": most})])
