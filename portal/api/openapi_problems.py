"""Problem documents as OpenAPI writes them."""

from typing import Any

PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "An RFC 9457 problem document.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "detail", "code"],
                "properties": {
                    "pointer": {"type": "string", "description": "RFC 6901"},
                    "detail": {"type": "string"},
                    "code": {"type": "string", "description": "What kind of fault it is, for programs."},
                    "line": {
                        "type": "integer",
                        "minimum": 1,
                        "description": "Of the place in the text, where there is one.",
                    },
                    "column": {"type": "integer", "minimum": 1, "description": "In code points."},
                },
                "additionalProperties": False,
            },
        },
    },
}


def problem_response(description: str) -> dict[str, Any]:
    """Return the response of an error."""
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": description, "content": content}
