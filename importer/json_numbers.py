"""Numbers as they may come in: those that every reader understands alike (I-JSON, RFC 7493, 2.2)."""

from decimal import Decimal

FARTHEST = 2**53
_LONGEST_WHOLE = len(str(-FARTHEST))


class NumberOutOfRangeError(Exception):
    """The number lies outside ±2^53."""


def whole_number(text: str) -> int:
    """Read a JSON number without fraction and exponent. However long it is, this costs nothing."""
    if len(text) > _LONGEST_WHOLE or abs(number := int(text)) > FARTHEST:
        raise NumberOutOfRangeError
    return number


def real_number(text: str) -> int | float:
    """Read a JSON number with fraction or exponent: int when it is whole, as RFC 8785 writes 5.0 as 5."""
    number = float(text)
    # At the very edge the double may have been rounded from beyond it; then every digit counts.
    if abs(number) > FARTHEST or (abs(number) == FARTHEST and abs(Decimal(text)) > FARTHEST):
        raise NumberOutOfRangeError
    return int(number) if number.is_integer() else number
