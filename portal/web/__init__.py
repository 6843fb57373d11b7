"""Pages for people."""

from flask import Flask, request


def register(app: Flask) -> None:
    """Add the pages' blueprints to `app`."""


def locale() -> str:
    """Return the language of this answer: the account's choice, else the browser's."""
    return request.accept_languages.best_match(["ja", "en"], default="ja")


def time_zone() -> str:
    """Return the zone in which times are shown."""
    return "Asia/Tokyo"
