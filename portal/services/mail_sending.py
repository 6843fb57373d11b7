"""Handing one mail to the SMTP server that the deployment named (TRU-4, TRU-16)."""

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage

from importer.masking import mask_text
from portal.config import MailServer
from portal.domain.daily_mail import Problem

# For each thing that the server is told; the job has a limit for the whole.
PATIENCE_S = 10.0
KEPT_CHARACTERS = 500
# From here on an answer is final: the same would be refused again (RFC 5321, 4.2.1).
_FINAL = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended: no problem is success.

    `refused` are addresses that the server takes no mail for, `later` those that it has not taken it for yet.
    `answer` is what it said, without secrets.
    """

    problem: Problem | None = None
    answer: str = ""
    refused: tuple[str, ...] = ()
    later: tuple[str, ...] = ()

    @property
    def unreachable(self) -> bool:
        """Whether the server would not take any other mail now either."""
        return self.problem in _OF_THE_SERVER


# The first that fits says what was wrong.
_PROBLEMS: tuple[tuple[type[Exception], Problem], ...] = (
    (smtplib.SMTPAuthenticationError, Problem.SIGN_IN_REFUSED),
    (smtplib.SMTPNotSupportedError, Problem.NO_TLS),
    (smtplib.SMTPSenderRefused, Problem.SENDER_REFUSED),
    (smtplib.SMTPConnectError, Problem.NOT_CONNECTED),
    (smtplib.SMTPServerDisconnected, Problem.BROKEN_OFF),
    (smtplib.SMTPResponseException, Problem.MESSAGE_REFUSED),
    (smtplib.SMTPException, Problem.BROKEN_OFF),
    (ssl.SSLError, Problem.NOT_TRUSTED),
    (TimeoutError, Problem.TIMED_OUT),
    (ConnectionResetError, Problem.BROKEN_OFF),
    (BrokenPipeError, Problem.BROKEN_OFF),
    (OSError, Problem.NOT_CONNECTED),
)
_OF_THE_SERVER = frozenset(
    {
        *(Problem.NOT_CONNECTED, Problem.TIMED_OUT, Problem.NO_TLS, Problem.NOT_TRUSTED),
        *(Problem.SIGN_IN_REFUSED, Problem.SENDER_REFUSED),
    }
)


def send(server: MailServer, message: EmailMessage, to: Sequence[str]) -> Outcome:
    """Send the message to these addresses, whatever its headers say, and return how that ended."""
    try:
        with _session(server) as session:
            return _sorted_out(session.send_message(message, server.sender, list(to)), to)
    except smtplib.SMTPRecipientsRefused as all_refused:
        return _sorted_out(all_refused.recipients, to)
    except (smtplib.SMTPException, OSError) as error:
        return Outcome(_problem(error), _said(error), later=tuple(to))


def try_out(server: MailServer) -> Outcome:
    """Connect and sign in, and send nothing."""
    try:
        with _session(server) as session:
            session.noop()
    except (smtplib.SMTPException, OSError) as error:
        return Outcome(_problem(error), _said(error))
    return Outcome()


@contextmanager
def _session(server: MailServer) -> Iterator[smtplib.SMTP]:
    # By its sender's name: looking up this machine's own may take long.
    name = server.sender.partition("@")[2]
    trust = ssl.create_default_context()
    session: smtplib.SMTP
    if server.security == "tls":
        session = smtplib.SMTP_SSL(server.host, server.port, name, timeout=PATIENCE_S, context=trust)
    else:
        session = smtplib.SMTP(server.host, server.port, name, timeout=PATIENCE_S)
    try:
        if server.security == "starttls":
            session.starttls(context=trust)
        if server.user:
            session.login(server.user, server.password)
        yield session
        _leave(session)
    finally:
        session.close()


def _leave(session: smtplib.SMTP) -> None:
    try:
        session.quit()
    except (smtplib.SMTPException, OSError):
        # What was taken before is taken.
        return


def _sorted_out(refusals: dict[str, tuple[int, bytes]], to: Sequence[str]) -> Outcome:
    if not refusals:
        return Outcome()
    refused = tuple(address for address in to if refusals.get(address, (0, b""))[0] >= _FINAL)
    later = tuple(address for address in to if address in refusals and address not in refused)
    return Outcome(Problem.ADDRESSES_REFUSED, _text(*next(iter(refusals.values()))), refused, later)


def _problem(error: Exception) -> Problem:
    return next(problem for kind, problem in _PROBLEMS if isinstance(error, kind))


def _said(error: Exception) -> str:
    """Return what the server answered; other errors name things of this machine, which nobody is told."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _text(error.smtp_code, error.smtp_error)
    return ""


def _text(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    visible = "".join(character if character.isprintable() else " " for character in f"{code} {text}")
    return mask_text(" ".join(visible.split()))[:KEPT_CHARACTERS]
