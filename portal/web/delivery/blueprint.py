"""The blueprint that every module of this package adds its pages to."""

from flask import Blueprint

delivery = Blueprint("delivery", __name__)
