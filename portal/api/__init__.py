"""JSON for programs."""

from flask import Flask


def register(app: Flask) -> None:
    """Add the API's blueprints to `app`."""
