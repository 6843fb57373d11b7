"""The blueprint that every module of this package adds its pages to."""

from flask import Blueprint

webhooks = Blueprint("webhooks", __name__, url_prefix="/webhooks")
