"""One attempt to hand a message to its receiver, over a connection to an address that was judged (TRU-4).

The name is looked up once, and what is connected to is one of the very addresses that were found and judged,
so that a name which changes its mind leads nowhere else. TLS still checks the name. No redirect is followed.
"""

import ssl
from collections.abc import Iterator, Sequence
from functools import cache

import httpcore

from importer.masking import mask_text
from portal.domain.webhook_targets import BadTarget, Network, read_target
from portal.domain.webhooks import Problem, signatures
from portal.services.webhook_connecting import AddressRefused, Connecting, Deadline, NameUnknown
from portal.services.webhook_queue import Claimed, Outcome

WHOLE_S = 10.0
CONNECT_S = 3.0
LARGEST_ANSWER = 64 * 1024
# So much of an answer is kept; somewhat more is looked through for secrets that begin in it.
KEPT_CHARACTERS = 500
LOOKED_THROUGH = 4096
SUCCESS = range(200, 300)
GONE = 410
USER_AGENT = "Haishin-Webhook/1"


# The first that fits says what was wrong.
_PROBLEMS: tuple[tuple[type[Exception], Problem], ...] = (
    (BadTarget, Problem.ADDRESS_REFUSED),
    (AddressRefused, Problem.ADDRESS_REFUSED),
    (NameUnknown, Problem.NAME_UNKNOWN),
    (httpcore.TimeoutException, Problem.TIMED_OUT),
    (httpcore.ConnectError, Problem.NOT_CONNECTED),
    (httpcore.NetworkError, Problem.BAD_ANSWER),
    (httpcore.ProtocolError, Problem.BAD_ANSWER),
)


def send(claimed: Claimed, networks: Sequence[Network]) -> Outcome:
    """Send the message and return how that ended, within WHOLE_S whatever the receiver does."""
    try:
        target = read_target(claimed.url, networks)
        return _exchange(claimed, Connecting(target, networks, Deadline(WHOLE_S), CONNECT_S))
    except tuple(kind for kind, _problem in _PROBLEMS) as error:
        if isinstance(error.__cause__ or error.__context__, ssl.SSLError):
            return Outcome(Problem.NOT_TRUSTED)
        return Outcome(next(problem for kind, problem in _PROBLEMS if isinstance(error, kind)))


def _exchange(claimed: Claimed, connecting: Connecting) -> Outcome:
    with (
        httpcore.ConnectionPool(ssl_context=_trust(), network_backend=connecting, max_connections=1) as pool,
        pool.stream("POST", claimed.url, headers=_headers(claimed), content=claimed.body.encode()) as answer,
    ):
        beginning = b"".join(_beginning(answer.iter_stream()))
    return _outcome(answer.status, shown_answer(beginning))


def _outcome(status: int, answer: str) -> Outcome:
    if status in SUCCESS:
        return Outcome(None, status, answer)
    return Outcome(Problem.GONE if status == GONE else Problem.STATUS, status, answer)


def _headers(claimed: Claimed) -> list[tuple[str, str]]:
    signed = signatures(claimed.secrets, claimed.message_id, claimed.timestamp, claimed.body)
    return [
        ("Content-Type", "application/json"),
        ("User-Agent", USER_AGENT),
        ("Connection", "close"),
        ("webhook-id", claimed.message_id),
        ("webhook-timestamp", str(claimed.timestamp)),
        ("webhook-signature", signed),
    ]


def _beginning(chunks: Iterator[bytes]) -> Iterator[bytes]:
    left = LARGEST_ANSWER
    for chunk in chunks:
        yield chunk[:left]
        left -= len(chunk)
        if left <= 0:
            return


def shown_answer(beginning: bytes) -> str:
    """Return how an answer begins, as text on one line and without secrets (TRU-16, TRU-18)."""
    text = beginning[:LOOKED_THROUGH].decode("utf-8", "replace")
    visible = "".join(character if character.isprintable() else " " for character in text)
    return mask_text(" ".join(visible.split()))[:KEPT_CHARACTERS]


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()
