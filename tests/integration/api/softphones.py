"""A softphone as tests play it: requests with its tokens and version."""

import json
from dataclasses import dataclass, replace

from factories import make_agent_token


@dataclass(frozen=True)
class Softphone:
    """What one softphone sends with each request."""

    client: object
    device_token: str
    agent_token: str | None = None
    version: str | None = "3.13.7"

    def with_agent(self, token):
        """The same softphone, showing this agent token."""
        return replace(self, agent_token=token)

    def signed_in(self, account, **columns):
        """The same softphone with the account signed in."""
        return self.with_agent(make_agent_token(self.device_token, account, **columns))

    def of_version(self, version):
        """The same softphone, naming another version."""
        return replace(self, version=version)

    @property
    def headers(self):
        """What it says of itself."""
        headers = {
            "Authorization": f"Bearer {self.device_token}",
            "X-Agent-Token": self.agent_token,
            "X-Softphone-Version": self.version,
        }
        return {name: value for name, value in headers.items() if value is not None}

    def request(self, method, path, headers=None, **kwargs):
        """Make one request below /api/v1/."""
        return self.client.open(
            f"/api/v1/{path}", method=method, headers=self.headers | (headers or {}), **kwargs
        )

    def get(self, path="settings", etag=None, **headers):
        """Ask for something, with the ETag of the answer that it has."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.request("GET", path, named | ({"If-None-Match": etag} if etag else {}))

    def post(self, path, body):
        """Send a JSON body."""
        return self.request("POST", path, {"Content-Type": "application/json"}, data=json.dumps(body))

    def settings(self, **headers):
        """Return the effective settings."""
        answer = self.get(**headers)
        assert answer.status_code == 200, answer.text
        return answer.json
