"""The blueprint that every module of this package adds its pages to."""

from flask import Blueprint

directory = Blueprint("directory", __name__, url_prefix="/directory")
