"""Files that people send by a form."""

from flask import request

# So many of the faults of a file are shown; who mends them sees the others next time.
MOST_FAULTS = 50


def uploaded(most: int) -> bytes:
    """Return the form's file; of one that is longer than `most` bytes, no more than shows that it is."""
    file = request.files.get("file")
    if file is None:
        return b""
    with file.stream as stream:
        return bytes(stream.read(most + 1))
