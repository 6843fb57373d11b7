"""Which language the window speaks: the one switched to, else the one that the browser asks for."""

from flask import Response, request

from softphone.catalogue import Language

COOKIE = "softphone_language"
_A_YEAR = 365 * 24 * 3600


def language() -> Language:
    """Return the language of this request. Japanese where the browser asks for none that is spoken here."""
    named = request.cookies.get(COOKIE) or request.accept_languages.best_match(["ja", "en"])
    return "en" if named == "en" else "ja"


def remember(response: Response, chosen: str) -> None:
    """Keep the language that the person switched to."""
    if chosen in {"ja", "en"}:
        response.set_cookie(COOKIE, chosen, max_age=_A_YEAR, httponly=True, samesite="Strict")
