"""The blueprint that every module of this package adds its pages to."""

from flask import Blueprint

daily_mail = Blueprint("daily_mail", __name__, url_prefix="/daily-mail")
