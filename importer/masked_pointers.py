"""Places without secrets: a key of what came in can be an address with a password in it (CAP-9)."""

from importer.faults import step
from importer.masking import mask_text


def masked_pointer(pointer: str) -> str:
    """Return an RFC 6901 pointer with MASK in place of every secret in one of its steps."""
    masked = ""
    for escaped in pointer.split("/")[1:]:
        masked = step(masked, mask_text(escaped.replace("~1", "/").replace("~0", "~")))
    return masked
