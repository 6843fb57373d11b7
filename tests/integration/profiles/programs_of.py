"""A program that uses the profiles API."""

from factories import make_api_key

PROFILES = "/api/v1/profiles"


class Program:
    """Sends requests with an API key of one organisation."""

    def __init__(self, client, organization, *rights):
        self._client = client
        self._key = make_api_key(organization, *rights)

    def send(self, method, path="", json=None, *, etag=None, **headers):
        """Send a request below the profiles; `etag` is sent as If-Match."""
        headers = {"Authorization": f"Bearer {self._key}"} | headers
        if etag is not None:
            headers["If-Match"] = etag
        return self._client.open(f"{PROFILES}{path}", method=method, json=json, headers=headers)

    def get(self, profile_id):
        """Return a profile's document and its ETag."""
        answer = self.send("GET", f"/{profile_id}")
        assert answer.status_code == 200, answer.text
        return answer.json, answer.headers["ETag"]


def faults(answer):
    """Return the pointers of what is wrong."""
    assert answer.status_code == 422, answer.text
    assert answer.mimetype == "application/problem+json"
    return [error["pointer"] for error in answer.json["errors"]]
