"""Places without secrets: a key of what came in can be an address with a password in it (CAP-9)."""

from importer.faults import step, steps
from importer.masking import mask_text


def masked_pointer(pointer: str) -> str:
    """Return an RFC 6901 pointer with MASK in place of every secret in one of its steps."""
    masked = ""
    for named in steps(pointer):
        masked = step(masked, mask_text(named))
    return masked
