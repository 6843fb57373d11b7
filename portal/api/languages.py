"""The language that the caller prefers."""

from flask import request

from portal.domain.words import Language


def preferred_language(default: Language) -> Language:
    """Return the first known language of Accept-Language, by quality; en-GB is English (RFC 4647, 3.4)."""
    for tag, quality in request.accept_languages:
        primary = tag.partition("-")[0].lower()
        if quality > 0 and primary in tuple(Language):
            return Language(primary)
    return default
