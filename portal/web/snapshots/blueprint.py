"""Where the pages of captures and snapshots hang."""

from flask import Blueprint

snapshots = Blueprint("snapshots", __name__, url_prefix="/snapshots")
