"""The body of an upload: our own JSON, or the settings file of another softphone (CAP-4)."""

import hashlib
import hmac
from urllib.parse import unquote_to_bytes

from flask import current_app, request

from importer.captures import LIMITS, Source, read_capture
from importer.catalogue import catalogue
from importer.faults import Fault, FaultCode, Unreadable, step
from importer.json_value import JsonValue
from importer.native import read_native
from importer.native_formats import NativeFormat
from importer.reading_text import not_utf8
from portal.api.bodies import MEDIA_TYPE, raw_body
from portal.api.captures_shapes import NATIVE_FORMATS, NATIVE_PARAMETERS
from portal.services.captures import Upload

_TYPES = (MEDIA_TYPE, *NATIVE_FORMATS)
_PARAMETERS = frozenset(parameter.name for parameter in NATIVE_PARAMETERS)


def read_upload(source: Source) -> Upload:
    """Return what was sent, secrets masked; raises Unreadable with every fault, or a Problem."""
    raw = raw_body(LIMITS.bytes, _TYPES)
    native = NATIVE_FORMATS.get(request.mimetype)
    if native is None:
        return Upload(read_capture(raw, catalogue(), source=source), keyed_digest(raw))
    body = read_native(raw, _fields(native, source), native, catalogue())
    # The file under another name, or of another time, is another upload.
    return Upload(body, keyed_digest(request.mimetype.encode(), request.query_string, raw))


def _fields(native: NativeFormat, source: Source) -> dict[str, JsonValue]:
    """Return what the query says of the file, in the shape of a capture's own body.

    A parameter that stands there twice is a list, and so refused as every value of a wrong type.
    """
    query = unquote_to_bytes(request.query_string)
    try:
        query.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable([not_utf8(query, error.start)]) from None
    if unknown := [name for name in request.args if name not in _PARAMETERS]:
        raise Unreadable(Fault(step("", name), FaultCode.UNKNOWN_FIELD) for name in unknown)
    given: dict[str, JsonValue] = {
        name: values[0] if len(values) == 1 else values for name, values in request.args.lists()
    }
    os = given.pop("os", native.label)
    return {**given, "softphone": {"version": source.softphone_version, "os": os}}


def keyed_digest(*parts: bytes) -> str:
    """Return a digest that only this portal can make: it tells equals, and nothing of what they are."""
    # Keyed: a plain digest of a body with a short secret in it could be guessed from (TRU-16).
    secret = current_app.config["SECRET_KEY"].encode()
    return hmac.new(secret, b"\0".join(parts), hashlib.sha256).hexdigest()
