"""The published OpenAPI document: complete, well formed, and what the server really does."""

import re

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from factories import make_administrator, make_agent_token, make_api_key, make_device_token
from portal.api.openapi_access import SECURITY
from portal.api.openapi_document import document, operations_of

# Whatever comes in, the answer is one that the document names; whether it is a refusal is for other tests.
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
OF_PROGRAMS = ("/api/v1/directory", "/api/v1/profiles")


@pytest.fixture
def published(client):
    """The document as the server gives it."""
    return client.get("/api/v1/openapi.json").json


def test_every_route_is_in_the_document(app, published):
    rules = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")}

    documented = {operation.rule for operation in operations_of(app)}
    assert documented == rules
    assert len(published["paths"]) == len(rules)


def test_every_route_of_the_contract_is_there(published):
    offered = {(method.upper(), path) for path, item in published["paths"].items() for method in item}

    assert offered == {
        ("POST", "/api/v1/enrollments"),
        ("DELETE", "/api/v1/enrollments"),
        ("POST", "/api/v1/agent-session"),
        ("DELETE", "/api/v1/agent-session"),
        ("GET", "/api/v1/settings"),
        ("POST", "/api/v1/settings/reports"),
        ("GET", "/api/v1/call-ui"),
        ("POST", "/api/v1/captures"),
        ("GET", "/api/v1/captures/{public_id}"),
        ("GET", "/api/v1/settings-catalogue"),
        ("GET", "/api/v1/directory"),
        ("PATCH", "/api/v1/directory"),
        ("PUT", "/api/v1/directory"),
        ("GET", "/api/v1/profiles"),
        ("POST", "/api/v1/profiles"),
        ("GET", "/api/v1/profiles/{profile_id}"),
        ("PUT", "/api/v1/profiles/{profile_id}"),
        ("DELETE", "/api/v1/profiles/{profile_id}"),
        ("GET", "/api/v1/profiles/{profile_id}/preview"),
        ("GET", "/api/v1/openapi.json"),
    }


def test_every_schema_is_one_and_every_reference_leads_somewhere(published):
    schemas = published["components"]["schemas"]
    referred = set(re.findall(r"#/components/schemas/(\w+)", str(published)))

    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    assert published["openapi"] == "3.1.0"
    assert referred - set(schemas) == set()


def test_every_operation_has_a_name_of_its_own(published):
    names = [operation["operationId"] for item in published["paths"].values() for operation in item.values()]

    assert len(names) == len(set(names))


@pytest.mark.rule("TRU-10")
def test_every_view_of_the_api_has_one_credential(app):
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/"):
            assert app.view_functions[rule.endpoint].access in SECURITY, rule.rule


def test_the_document_is_not_sent_twice(client):
    etag = client.get("/api/v1/openapi.json").headers["ETag"]

    assert client.get("/api/v1/openapi.json", headers={"If-None-Match": etag}).status_code == 304


def test_the_catalogue_is_for_everybody_and_not_sent_twice(client):
    first = client.get("/api/v1/settings-catalogue")

    second = client.get("/api/v1/settings-catalogue", headers={"If-None-Match": first.headers["ETag"]})

    assert "phone.auto_answer" in {setting["key"] for setting in first.json["settings"]}
    assert second.status_code == 304


@pytest.mark.rule("TRU-18")
def test_whatever_comes_in_the_answer_is_as_documented(app, organization, everything, terminal, database):
    def wsgi(environ, start_response):
        # As outside of tests: each request in a context of its own.
        with app.app_context():
            return app(environ, start_response)

    schema = schemathesis.openapi.from_dict(document(app))
    schema.app = wsgi
    administrator = make_administrator(organization, agent_enabled=True)
    for found in schema.get_all_operations():
        headers = _credentials(found.ok().path, organization, terminal, administrator)
        database.commit()
        _try(found.ok(), headers)


def _credentials(path, organization, terminal, account):
    if path.startswith(OF_PROGRAMS):
        return {"Authorization": f"Bearer {make_api_key(organization)}"}
    device = make_device_token(terminal)
    return {"Authorization": f"Bearer {device}", "X-Agent-Token": make_agent_token(device, account)}


def _try(operation, headers):
    @settings(
        max_examples=6,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def answers_as_documented(case):
        case.call_and_validate(headers=headers, checks=CHECKS)

    answers_as_documented()
