"""The blueprint that every module of this package adds its pages to."""

from flask import Blueprint

audit = Blueprint("audit", __name__, url_prefix="/audit")
