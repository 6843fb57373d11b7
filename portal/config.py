"""Settings of one deployment, read once at start from `HAISHIN_*` variables."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import TypeVar
from urllib.parse import urlsplit

from portal.domain.daily_mail import read_address

Value = TypeVar("Value")
Network = IPv4Network | IPv6Network

# How the connection to a mail server is secured, and the port that it usually has then.
_SMTP_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_HOST = re.compile(r"[A-Za-z0-9._:-]*").fullmatch


class BadConfiguration(Exception):
    """A variable is missing or wrong; the message names it and says what is expected."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """The SMTP server that takes mail, and how it is spoken to; `security` is starttls, tls or none."""

    host: str
    port: int
    security: str
    user: str
    password: str = field(repr=False)
    sender: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the deployment decides. See docs/configuration.md."""

    database_url: str
    redis_url: str
    secret_key: str
    base_url: str
    environment: str
    log_format: str
    log_level: str
    trusted_proxies: int
    session_hours: int
    statement_timeout_ms: int
    lock_timeout_ms: int
    pool_size: int
    capture_days: int
    snapshot_versions: int
    # Empty: nobody is shown the metrics.
    metrics_token: str
    # Where webhooks may lead beside the public internet.
    webhook_private_networks: tuple[Network, ...]
    # None: nobody is sent mail.
    mail_server: MailServer | None

    @property
    def secure_cookies(self) -> bool:
        """Tell whether browsers reach the portal over TLS (TRU-15)."""
        return self.base_url.startswith("https://")

    @property
    def strict(self) -> bool:
        """Tell whether a forgotten access check is an error instead of a log line (TRU-10)."""
        return self.environment != "production"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Read the settings; raise `BadConfiguration` for the first variable that is wrong."""
        read = _Reader(environment)
        kind = read.one_of("HAISHIN_ENVIRONMENT", ("production", "development", "test"), "production")
        return cls(
            database_url=read.url("HAISHIN_DATABASE_URL", ("postgresql+psycopg", "postgresql", "sqlite")),
            redis_url=read.url("HAISHIN_REDIS_URL", ("redis", "rediss")),
            secret_key=read.secret("HAISHIN_SECRET_KEY"),
            base_url=read.url("HAISHIN_BASE_URL", ("http", "https"), "http://127.0.0.1:8000").rstrip("/"),
            environment=kind,
            log_format=read.one_of(
                "HAISHIN_LOG_FORMAT", ("json", "text"), "json" if kind == "production" else "text"
            ),
            log_level=read.one_of("HAISHIN_LOG_LEVEL", ("debug", "info", "warning", "error"), "info"),
            trusted_proxies=read.whole("HAISHIN_TRUSTED_PROXIES", 0, 10, 0),
            session_hours=read.whole("HAISHIN_SESSION_HOURS", 1, 720, 12),
            statement_timeout_ms=read.whole("HAISHIN_STATEMENT_TIMEOUT_MS", 100, 600_000, 30_000),
            lock_timeout_ms=read.whole("HAISHIN_LOCK_TIMEOUT_MS", 100, 600_000, 5_000),
            pool_size=read.whole("HAISHIN_POOL_SIZE", 1, 500, 10),
            capture_days=read.whole("HAISHIN_CAPTURE_DAYS", 1, 3650, 90),
            snapshot_versions=read.whole("HAISHIN_SNAPSHOT_VERSIONS", 1, 10_000, 100),
            metrics_token=read.secret("HAISHIN_METRICS_TOKEN", ""),
            webhook_private_networks=read.networks("HAISHIN_WEBHOOK_PRIVATE_NETWORKS"),
            mail_server=_mail_server(read),
        )


def _mail_server(read: "_Reader") -> MailServer | None:
    host = read.host("HAISHIN_SMTP_HOST")
    if not host:
        return None
    security = read.one_of("HAISHIN_SMTP_SECURITY", tuple(_SMTP_PORTS), "starttls")
    user = read.line("HAISHIN_SMTP_USER", "")
    if user and security == "none":
        # A password never crosses the network in clear (TRU-16).
        raise BadConfiguration("HAISHIN_SMTP_SECURITY is not usable; expected starttls or tls to sign in")
    return MailServer(
        host=host,
        port=read.whole("HAISHIN_SMTP_PORT", 1, 65_535, _SMTP_PORTS[security]),
        security=security,
        user=user,
        password=read.line("HAISHIN_SMTP_PASSWORD", None if user else ""),
        sender=read.mail_address("HAISHIN_MAIL_SENDER"),
    )


class _Reader:
    """Takes variables from the environment and refuses what cannot be used, by name."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def one_of(self, name: str, choices: tuple[str, ...], default: str) -> str:
        expected = "one of " + ", ".join(choices)
        return self._take(name, default, expected, lambda text: text if text in choices else None)

    def whole(self, name: str, least: int, most: int, default: int) -> int:
        def parse(text: str) -> int | None:
            fits = (
                text.isascii()
                and text.isdigit()
                and len(text) <= len(str(most))
                and least <= int(text) <= most
            )
            return int(text) if fits else None

        return self._take(name, str(default), f"a whole number from {least} to {most}", parse)

    def url(self, name: str, schemes: tuple[str, ...], default: str | None = None) -> str:
        def parse(text: str) -> str | None:
            try:
                parts = urlsplit(text)
                # Looked at because that is what refuses a port that is no number.
                usable = parts.scheme in schemes and parts.port != 0
            except ValueError:
                return None
            needs_host = parts.scheme in {"http", "https"}
            return text if usable and (parts.hostname or not needs_host) else None

        return self._take(name, default, "an address that begins with " + " or ".join(schemes), parse)

    def networks(self, name: str) -> tuple[Network, ...]:
        def parse(text: str) -> tuple[Network, ...] | None:
            try:
                return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
            except ValueError:
                return None

        return self._take(name, "", "networks such as 10.0.0.0/8, fd00::/8", parse)

    def host(self, name: str) -> str:
        """Return a host's name or address, "" where none is set."""
        return self._take(
            name, "", "a host name or an address, without a port", lambda text: text if _HOST(text) else None
        )

    def line(self, name: str, default: str | None) -> str:
        def parse(text: str) -> str | None:
            return text if text.isascii() and text.isprintable() else None

        return self._take(name, default, "ASCII characters on one line", parse)

    def mail_address(self, name: str) -> str:
        return self._take(name, None, "an address such as haishin@example.com", read_address)

    def secret(self, name: str, default: str | None = None) -> str:
        least = 32

        def parse(text: str) -> str | None:
            return text if text == default or len(text) >= least else None

        return self._take(name, default, f"at least {least} random characters", parse)

    def _take(
        self, name: str, default: str | None, expected: str, parse: Callable[[str], Value | None]
    ) -> Value:
        text = self._environment.get(name) or default
        if text is None:
            raise BadConfiguration(f"{name} is not set; expected {expected}")
        value = parse(text)
        if value is None:
            # The value itself is not repeated: it may be a secret or hold one.
            raise BadConfiguration(f"{name} is not usable; expected {expected}")
        return value
