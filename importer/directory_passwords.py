"""Passwords in a directory document: plain, or an argon2id hash that another program made (TRU-12)."""

import re

from importer.directory_values import NOT_A_STRING, Bad
from importer.faults import FaultCode
from importer.json_value import JsonValue

LEAST_LENGTH = 8
MOST_LENGTH = 128
# Hashing is slow on purpose: more than this in one document would hold up everyone else.
MOST_PLAIN = 1000

HASH_PREFIX = "$argon2id$"
# A hash that takes gigabytes or minutes to verify would be a way to stop the server.
HASH_LENGTH = 255
MOST_MEMORY = 262_144
MOST_PASSES = 16
MOST_LANES = 16

_ARGON2ID = re.compile(
    r"\$argon2id\$v=19\$m=([1-9][0-9]{0,6}),t=([1-9][0-9]?),p=([1-9][0-9]?)"
    r"\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})"
)
# What looks like a hash is judged as one: other kinds would else be taken for long passwords.
_HASH = re.compile(
    r"\$argon2|\$(?:2[abxy]?|[1567y]|gy|md5|sha[0-9]*|scrypt|pbkdf2[a-z0-9-]*)\$"
    r"|\{(?:CRYPT|S?MD5|S?SHA[0-9]*|ARGON2|PBKDF2[A-Z0-9-]*)\}"
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def is_hash(password: str) -> bool:
    """Whether an accepted password is an argon2id hash rather than a plain one."""
    return password.startswith(HASH_PREFIX)


def password(value: JsonValue) -> str | Bad:
    """Keep a password exactly as it is: 8 to 128 code points, or an argon2id hash of bearable cost."""
    if not isinstance(value, str):
        return NOT_A_STRING
    if _HASH.match(value):
        return value if _is_bearable(value) else Bad(FaultCode.BAD_PASSWORD_HASH)
    if _CONTROL.search(value):
        return Bad(FaultCode.NOT_TEXT)
    if len(value) < LEAST_LENGTH:
        return Bad(FaultCode.TOO_SHORT, {"least": LEAST_LENGTH, "count": len(value)})
    if len(value) > MOST_LENGTH:
        return Bad(FaultCode.TOO_LONG, {"most": MOST_LENGTH, "count": len(value)})
    return value


def _is_bearable(value: str) -> bool:
    form = _ARGON2ID.fullmatch(value) if len(value) <= HASH_LENGTH else None
    if form is None:
        return False
    memory, passes, lanes = int(form[1]), int(form[2]), int(form[3])
    # Argon2 itself asks for eight blocks a lane; base64 is never one character over a multiple of four.
    whole = len(form[4]) % 4 != 1 and len(form[5]) % 4 != 1
    return whole and 8 * lanes <= memory <= MOST_MEMORY and passes <= MOST_PASSES and lanes <= MOST_LANES
