"""All bad uploads, by what is wrong with them."""

from bad_upload_files import NATIVE
from bad_upload_shapes import CLAIMS, SEVERAL, SHAPE
from bad_upload_texts import BYTES, SYNTAX
from bad_upload_values import CHARACTERS, DEPTH, DUPLICATES, NUMBERS, SIZE
from bad_upload_wrappings import HEADERS, PACKED, TYPES

GROUPS = {
    "bytes": BYTES,
    "syntax": SYNTAX,
    "duplicates": DUPLICATES,
    "numbers": NUMBERS,
    "characters": CHARACTERS,
    "depth": DEPTH,
    "size": SIZE,
    "shape": SHAPE,
    "claims": CLAIMS,
    "several": SEVERAL,
    "packed": PACKED,
    "types": TYPES,
    "headers": HEADERS,
    "native": NATIVE,
}
