"""Numbers as people in Japan write them; stored and sent as digits."""

import phonenumbers

# Dialled before a number to hide or to send the caller's own.
_CALLER_ID_PREFIXES = ("184", "186")
_REGION = "JP"
_COUNTRY_CODE = 81


def shown_number(digits: str) -> str:
    """Return 03-1234-5678 for 0312345678; whatever is no Japanese number stays as it is. Never raises."""
    prefix, rest = digits[:3], digits[3:]
    if prefix in _CALLER_ID_PREFIXES and rest.startswith("0"):
        return f"{prefix}-{shown_number(rest)}"
    if not (digits.isascii() and digits.isdigit() and digits.startswith("0")):
        return digits
    try:
        number = phonenumbers.parse(digits, _REGION)
    except phonenumbers.NumberParseException:
        return digits
    if number.country_code != _COUNTRY_CODE or not phonenumbers.is_possible_number(number):
        return digits
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    # Of a number in no known range the library drops the leading zero.
    return shown if shown.replace("-", "") == digits else digits
