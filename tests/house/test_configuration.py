"""Every variable that the portal reads is documented, and a wrong one stops the start by name."""

import re

import pytest

from plumbing.programs import ROOT
from portal.config import BadConfiguration, Settings

NEEDED = {
    "HAISHIN_DATABASE_URL": "postgresql://user@host/name",
    "HAISHIN_REDIS_URL": "redis://host:6379/0",
    "HAISHIN_SECRET_KEY": "0123456789abcdef0123456789abcdef",
}


def test_every_variable_is_in_the_one_table():
    read = set(re.findall(r'"(HAISHIN_[A-Z_]+)"', (ROOT / "portal/config.py").read_text("utf-8")))
    told = set(
        re.findall(
            r"^\| `(HAISHIN_[A-Z_]+)`", (ROOT / "docs/configuration.md").read_text("utf-8"), re.MULTILINE
        )
    )

    assert read == told


def test_what_is_not_set_has_the_default_that_is_told():
    settings = Settings.from_environment(NEEDED)

    assert settings.environment == "production"
    assert settings.log_format == "json"
    assert settings.session_hours == 12


@pytest.mark.parametrize("name", NEEDED)
def test_what_is_needed_and_missing_stops_the_start_by_name(name):
    with pytest.raises(BadConfiguration, match=rf"^{name} is not set; expected "):
        Settings.from_environment({key: value for key, value in NEEDED.items() if key != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HAISHIN_DATABASE_URL", "mysql://host/name"),
        ("HAISHIN_REDIS_URL", "host:6379"),
        ("HAISHIN_SECRET_KEY", "secret"),
        ("HAISHIN_ENVIRONMENT", "staging"),
        ("HAISHIN_DATABASE_URL", "postgresql://host:port/name"),
        ("HAISHIN_REDIS_URL", "redis://[::1"),
        ("HAISHIN_BASE_URL", "portal.example"),
        ("HAISHIN_BASE_URL", "https://"),
        ("HAISHIN_BASE_URL", "http://["),
        ("HAISHIN_SESSION_HOURS", "0"),
        ("HAISHIN_SESSION_HOURS", "１２"),
        ("HAISHIN_POOL_SIZE", "99999999999999999999"),
        ("HAISHIN_LOG_LEVEL", "loud"),
    ],
)
def test_what_is_wrong_stops_the_start_by_name_and_is_not_repeated(name, value):
    with pytest.raises(BadConfiguration, match=rf"^{name} is not usable; expected ") as refused:
        Settings.from_environment(NEEDED | {name: value})

    assert f" {value}" not in str(refused.value)


MAIL = {"HAISHIN_SMTP_HOST": "mail.example.com", "HAISHIN_MAIL_SENDER": "haishin@example.com"}


@pytest.mark.parametrize(("security", "port"), [("", 587), ("starttls", 587), ("tls", 465), ("none", 25)])
def test_a_mail_server_has_the_port_that_is_usual_for_it(security, port):
    server = Settings.from_environment(NEEDED | MAIL | {"HAISHIN_SMTP_SECURITY": security}).mail_server

    assert (server.host, server.port, server.user) == ("mail.example.com", port, "")


def test_without_a_mail_server_there_is_none():
    assert Settings.from_environment(NEEDED | {"HAISHIN_SMTP_USER": "haishin"}).mail_server is None


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("HAISHIN_MAIL_SENDER", {"HAISHIN_MAIL_SENDER": "Haishin <haishin@example.com>"}),
        ("HAISHIN_MAIL_SENDER", {"HAISHIN_MAIL_SENDER": ""}),
        ("HAISHIN_SMTP_HOST", {"HAISHIN_SMTP_HOST": "smtp://mail.example.com"}),
        ("HAISHIN_SMTP_PORT", {"HAISHIN_SMTP_PORT": "0"}),
        ("HAISHIN_SMTP_PASSWORD", {"HAISHIN_SMTP_USER": "haishin"}),
        ("HAISHIN_SMTP_SECURITY", {"HAISHIN_SMTP_USER": "haishin", "HAISHIN_SMTP_SECURITY": "none"}),
    ],
)
def test_a_mail_server_that_cannot_be_right_stops_the_start_by_name(name, more):
    with pytest.raises(BadConfiguration, match=rf"^{name} is not (set|usable); expected "):
        Settings.from_environment(NEEDED | MAIL | more)


def test_the_password_of_the_mail_server_is_not_told_with_the_settings():
    told = {"HAISHIN_SMTP_USER": "haishin", "HAISHIN_SMTP_PASSWORD": "hunter2"}

    assert "hunter2" not in repr(Settings.from_environment(NEEDED | MAIL | told))
