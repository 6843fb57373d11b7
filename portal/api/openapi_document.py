"""The OpenAPI 3.1 document, from the routes and what the views say of themselves."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version
from typing import Any

from flask import Flask
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from portal.api.documentation import Answer, Documentation, Parameter, Shape
from portal.api.openapi_access import SCHEMES, SECURITY
from portal.api.openapi_problems import PROBLEM_SCHEMA, problem_response

PREFIX = "/api/v1/"

_REF = "#/components/schemas/{model}"
_ARGUMENT = re.compile(r"<(?:(?P<converter>\w+)(?:\([^)]*\))?:)?(?P<name>\w+)>")
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_OF_A_BODY = (400, 413, 415, 422)
_OF_ALL = (503,)


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one route; `access` is what the credential's decorator calls itself."""

    rule: str
    method: str
    endpoint: str
    access: str
    documentation: Documentation

    @property
    def path(self) -> str:
        """The path as OpenAPI writes it."""
        return path_of(self.rule)


def path_of(rule: str) -> str:
    """Return a route's rule as OpenAPI writes it: /profiles/<int:id> is /profiles/{id}."""
    return _ARGUMENT.sub(r"{\g<name>}", rule)


def document(app: Flask) -> dict[str, Any]:
    """Return the document of every route below /api/v1/ that says what it is."""
    operations = sorted(operations_of(app), key=lambda operation: (operation.path, operation.method))
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _described(operation)
    schemas = {"Problem": PROBLEM_SCHEMA, **_schemas(operation.documentation for operation in operations)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Haishin",
            "version": version("haishin"),
            "description": "Every answer carries X-Request-ID; every error is an RFC 9457 problem document.",
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": SCHEMES},
    }


def operations_of(app: Flask) -> Iterator[Operation]:
    """Return the operations that are documented."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        documentation = getattr(view, "documentation", None)
        if documentation is None or not rule.rule.startswith(PREFIX):
            continue
        for method in _METHODS:
            if method in (rule.methods or ()):
                # Set by the credential's decorator: without one this fails.
                access: str = vars(view)["access"]
                yield Operation(rule.rule, method, rule.endpoint, access, documentation)


def _described(operation: Operation) -> dict[str, Any]:
    documentation = operation.documentation
    security, of_credential = SECURITY[operation.access]
    of_body = _OF_A_BODY if documentation.body else ()
    problems = sorted({*documentation.problems, *of_credential, *of_body, *_OF_ALL})
    answers = {str(status): _response(answer) for status, answer in documentation.answers.items()}
    described: dict[str, Any] = {
        "operationId": f"{operation.endpoint}.{operation.method.lower()}",
        "tags": [documentation.tag],
        "summary": documentation.summary,
        "security": security,
        "parameters": [
            *_path_parameters(operation.rule),
            *(_parameter(parameter) for parameter in documentation.parameters),
        ],
        "responses": {
            **answers,
            **{str(status): problem_response(HTTPStatus(status).phrase) for status in problems},
            "default": problem_response("Any other error"),
        },
    }
    if documentation.body is not None:
        content: dict[str, Any] = {"application/json": {"schema": _schema(documentation.body)}}
        content |= {name: {"schema": {"type": "string"}} for name in documentation.text_bodies}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _path_parameters(rule: str) -> Iterator[dict[str, Any]]:
    for argument in _ARGUMENT.finditer(rule):
        kind = "integer" if argument["converter"] == "int" else "string"
        yield {"name": argument["name"], "in": "path", "required": True, "schema": {"type": kind}}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": parameter.place,
        "description": parameter.description,
        "required": parameter.required,
        "schema": parameter.schema,
    }


def _response(answer: Answer) -> dict[str, Any]:
    response: dict[str, Any] = {"description": answer.description}
    if answer.headers:
        response["headers"] = {name: {"schema": {"type": "string"}} for name in answer.headers}
    if answer.shape is not None:
        response["content"] = {answer.media_type: {"schema": _schema(answer.shape)}}
    return response


def _schema(shape: Shape) -> Mapping[str, Any]:
    return {"$ref": _REF.format(model=shape.__name__)} if isinstance(shape, type) else shape


def _schemas(documentations: Iterable[Documentation]) -> dict[str, Any]:
    shapes: list[Shape | None] = []
    for documentation in documentations:
        shapes += [documentation.body, *(answer.shape for answer in documentation.answers.values())]
    models = {shape: None for shape in shapes if isinstance(shape, type) and issubclass(shape, BaseModel)}
    _, found = models_json_schema([(model, "validation") for model in models], ref_template=_REF)
    schemas: dict[str, Any] = found.get("$defs", {})
    return schemas
