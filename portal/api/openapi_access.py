"""Credentials as OpenAPI writes them, by what the decorators in `credentials` call themselves."""

from collections.abc import Mapping

Requirement = dict[str, list[str]]

_DEVICE: Requirement = {"deviceToken": []}
_BOTH: Requirement = {"deviceToken": [], "agentToken": []}
_KEY: Requirement = {"apiKey": []}

# Which of them are needed, and the statuses of those that are wrong or do not reach.
SECURITY: Mapping[str, tuple[list[Requirement], tuple[int, ...]]] = {
    "anyone": ([], ()),
    "device_token": ([_DEVICE], (401,)),
    "device_token, agent_token": ([_BOTH], (401,)),
    "device_token, agent_token if any": ([_DEVICE, _BOTH], (401,)),
    "api_key directory": ([_KEY], (401, 403)),
    "api_key profiles": ([_KEY], (401, 403)),
}

SCHEMES = {
    "deviceToken": {
        "type": "http",
        "scheme": "bearer",
        "description": "Stands for one terminal; from POST /api/v1/enrollments.",
    },
    "agentToken": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Agent-Token",
        "description": "Stands for an account signed in there; from POST /api/v1/agent-session.",
    },
    "apiKey": {
        "type": "http",
        "scheme": "bearer",
        "description": "Stands for a program of one organisation; made in the portal or by command.",
    },
}
