"""How the mail server is spoken to: over TLS that is checked, signed in, and never telling the password."""

import ssl
import subprocess
from dataclasses import replace

import pytest
from aiosmtpd.smtp import AuthResult

from plumbing.mail_server import HOST, MailServer
from plumbing.programs import run, settings_for
from plumbing.waiting import free_port
from portal import config
from portal.domain.daily_mail import Problem
from portal.services.mail_sending import try_out

PASSWORD = "a password that nobody reads"


@pytest.fixture
def certificate(tmp_path):
    """A certificate for the server that nobody trusts yet, and its key."""
    made, key = tmp_path / "mail.crt", tmp_path / "mail.key"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"),
            *("-keyout", str(key), "-out", str(made), "-days", "2", "-subj", "/CN=mail.example"),
            *("-addext", f"subjectAltName=IP:{HOST}"),
        ],
        check=True,
        capture_output=True,
    )
    return made, key


@pytest.fixture
def servers(certificate):
    """A function that opens a server which speaks TLS, and knows the user haishin."""
    opened = []

    def known(_server, _session, _envelope, _mechanism, said):
        right = (said.login, said.password) == (b"haishin", PASSWORD.encode())
        return AuthResult(success=right, handled=right)

    def open_one(**options):
        serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        serving.load_cert_chain(*certificate)
        opened.append(MailServer(tls_context=serving, authenticator=known, **options))
        return opened[-1]

    yield open_one
    for server in opened:
        server.stop()


@pytest.fixture
def trusted(certificate, monkeypatch):
    """The certificate is one that this machine trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))


def settings_of(server, **other):
    """Return how the server is spoken to when all is right."""
    right = config.MailServer(HOST, server.port, "starttls", "haishin", PASSWORD, "haishin@example.com")
    return replace(right, **other)


def test_it_signs_in_over_tls(servers, trusted):
    assert try_out(settings_of(servers(auth_require_tls=True))).problem is None


def test_a_certificate_that_is_not_trusted_ends_it(servers):
    assert try_out(settings_of(servers())).problem is Problem.NOT_TRUSTED


def test_a_server_without_tls_is_told_nothing(mail_server):
    assert try_out(settings_of(mail_server)).problem is Problem.NO_TLS


@pytest.mark.rule("TRU-16")
def test_a_wrong_password_is_told_nobody(servers, trusted):
    outcome = try_out(settings_of(servers(), password="a wrong password"))

    assert outcome.problem is Problem.SIGN_IN_REFUSED
    assert outcome.answer.startswith("535")
    assert "a wrong password" not in outcome.answer


def test_a_server_that_is_not_there_is_a_problem_and_no_error():
    nowhere = config.MailServer(HOST, free_port(), "none", "", "", "haishin@example.com")

    assert try_out(nowhere).problem is Problem.NOT_CONNECTED


@pytest.mark.rule("TRU-16")
@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    ("password", "line"),
    [
        pytest.param(PASSWORD, "ok     mail: {} answers and takes the sign-in", id="right"),
        pytest.param("a wrong password", "WRONG  mail: {} refuses HAISHIN_SMTP_USER", id="wrong"),
    ],
)
def test_the_doctor_tries_the_server_out_and_does_not_tell_the_password(
    installation, database, servers, password, line
):
    port = servers().port
    here = settings_for(installation.settings.database_url, installation.settings.redis_url)
    mail = {
        "HAISHIN_SMTP_HOST": HOST,
        "HAISHIN_SMTP_PORT": str(port),
        "HAISHIN_SMTP_USER": "haishin",
        "HAISHIN_SMTP_PASSWORD": password,
        "HAISHIN_MAIL_SENDER": "haishin@example.com",
    }

    examined = run(here | mail, "haishin", "doctor")

    said = examined.stdout + examined.stderr
    assert line.format(f"{HOST}:{port}") in said
    assert password not in said
