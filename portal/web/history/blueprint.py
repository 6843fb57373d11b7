"""The blueprint that every module of this package adds its pages to."""

from flask import Blueprint

history = Blueprint("history", __name__, url_prefix="/profiles")
