"""Bodies of requests: their size, type and packing, the JSON in them, and its shape. Every fault is named."""

from collections.abc import Sequence
from typing import TypeVar

from flask import request
from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from importer.faults import Fault, FaultCode, Unreadable
from importer.reading import Limits, read_json
from importer.unpacking import CODINGS, unpacked
from portal.api.problems import Problem
from portal.api.shape_faults import shape_faults

MEDIA_TYPE = "application/json"
SMALL = 8 * 1024

_SAME_CODING = {"x-gzip": "gzip"}  # RFC 9110, 8.4.1.3
_CHARSETS = frozenset({"utf-8", "utf8"})


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


def raw_body(most: int, types: Sequence[str] = (MEDIA_TYPE,)) -> bytes:
    """Return the bytes of a body, unpacked; raises Unreadable for more than `most` of them.

    Raises a Problem for another media type than `types`, and for an unknown packing.
    """
    if request.mimetype not in types or not _charset_is_right():
        raise Problem("wrong-media-type", headers={"Accept": ", ".join(types)})
    request.max_content_length = most
    try:
        sent = request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise Unreadable([Fault("", FaultCode.TOO_LARGE, {"most": most})]) from None
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    coding = _SAME_CODING.get(coding, coding)
    if coding == "identity":
        return sent
    if coding in CODINGS:
        return unpacked(sent, coding, most)
    raise Problem("wrong-media-type", headers={"Accept-Encoding": ", ".join(CODINGS)})


def _charset_is_right() -> bool:
    # JSON has none to name (RFC 8259, 11); one that is named anyway should not be a lie.
    charset = request.mimetype_params.get("charset")
    return request.mimetype != MEDIA_TYPE or charset is None or charset.lower() in _CHARSETS
