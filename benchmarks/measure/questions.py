"""What the softphones of an organisation ask, and what each question is to be answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Flask

from measure.organizations import Softphone
from plumbing.statements import counted

PATH = "/api/v1/settings"

STORED, UNCHANGED, ANEW = "200 stored", "304", "200 anew"
STATUS = {STORED: 200, UNCHANGED: 304, ANEW: 200}

# So many softphones of an organisation ask in rotation.
ASKING = 1000
# As many versions as a question goes through before it is asked with the same one again: more than there are
# callers at a time, and more than rounds.
_VERSIONS = 32

Headers = Mapping[str, str]


@dataclass(frozen=True)
class Questions:
    """Softphones of one organisation, each with the ETag of the answer that it got last."""

    softphones: Sequence[Softphone]
    etags: Sequence[str]

    def of(self, kind: str) -> Iterator[Headers]:
        """Return the headers of the questions that are answered so, to be asked in rotation.

        Half of the softphones ask anew: what is kept for them would fit no question of the others.
        """
        asking = slice(1, None, 2) if kind == ANEW else slice(0, None, 2)
        for version in _versions(kind):
            for softphone, etag in zip(self.softphones[asking], self.etags[asking], strict=True):
                known = {"If-None-Match": etag} if kind == UNCHANGED else {}
                yield _headers(softphone, version) | known


@dataclass(frozen=True)
class Probe:
    """One question, asked inside this process."""

    status: int
    etag: str
    length: int
    statements: int


def questions(app: Flask, softphones: Sequence[Softphone]) -> Questions:
    """Let some softphones ask once each, so that their answers are stored."""
    softphones = softphones[:ASKING]
    etags = [ask(app, _headers(softphone, "3.13.7")).etag for softphone in softphones]
    return Questions(softphones, etags)


def probe(app: Flask, asked: Questions, kind: str) -> Probe:
    """Return what the first question of a kind is answered; raises RuntimeError when it is another kind."""
    headers = dict(next(asked.of(kind)))
    if kind == ANEW:
        headers["X-Softphone-Version"] = "3.13.8"
    found = ask(app, headers)
    if found.status != STATUS[kind]:
        raise RuntimeError(f"{kind}: answered {found.status}")
    return found


def ask(app: Flask, headers: Headers) -> Probe:
    """Ask and count the statements that it takes."""
    client = app.test_client()
    with counted() as sent, app.app_context():
        answer = client.get(PATH, headers=headers)
    return Probe(answer.status_code, answer.headers.get("ETag", ""), len(answer.data), len(sent))


def _versions(kind: str) -> list[str]:
    # An answer depends on the version: a softphone that names another one each time is answered as right
    # after a change, with nothing kept that fits.
    return [f"3.13.{7 + number}" for number in range(_VERSIONS)] if kind == ANEW else ["3.13.7"]


def _headers(softphone: Softphone, version: str) -> dict[str, str]:
    return {
        "Authorization": f"Bearer {softphone.device_token}",
        "X-Agent-Token": softphone.agent_token,
        "X-Softphone-Version": version,
    }
