"""JSON for programs."""

from flask import Flask

from portal.api import measures, problem_answers
from portal.api.agent_session import agent_session_api
from portal.api.call_ui import call_ui_api
from portal.api.captures import captures_api
from portal.api.catalogue import catalogue_api
from portal.api.directory import directory_api
from portal.api.enrollments import enrollments_api
from portal.api.openapi import openapi_api
from portal.api.operations import operations_api
from portal.api.profile_preview import profile_preview_api
from portal.api.profiles import profiles_api
from portal.api.settings import settings_api
from portal.extensions import csrf

BLUEPRINTS = (
    agent_session_api,
    call_ui_api,
    captures_api,
    catalogue_api,
    directory_api,
    enrollments_api,
    openapi_api,
    profile_preview_api,
    profiles_api,
    settings_api,
)


for _blueprint in (*BLUEPRINTS, operations_api):
    problem_answers.answer_errors(_blueprint)


def register(app: Flask) -> None:
    """Add the API, and what watches over the process, to `app`."""
    measures.install(app)
    problem_answers.install(app)
    for blueprint in (*BLUEPRINTS, operations_api):
        # Credentials are sent here on purpose, never by a browser on its own: there is nothing to forge.
        csrf.exempt(blueprint)
        app.register_blueprint(blueprint, url_prefix=None if blueprint is operations_api else "/api/v1")
