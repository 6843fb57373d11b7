"""Where a run of the portal listens and keeps its things, and what it keeps there."""

import fcntl
import os
import secrets
import shlex
import socket
from dataclasses import dataclass
from pathlib import Path

# What the scripts read themselves; the programs know nothing of it.
OF_THE_SCRIPTS = {"HAISHIN_DATA_DIR", "HAISHIN_DEMO", "HAISHIN_VENV", "HAISHIN_PYTHON", "HAISHIN_INSTALLER"}

# The softphone window takes the one after it.
PORTS = range(1, 65535)


class CannotStart(Exception):
    """What stands in the way, in words for the person at the terminal."""


@dataclass(frozen=True)
class Place:
    """Where this run listens and keeps its things."""

    host: str
    port: int
    data: Path

    @property
    def address(self) -> str:
        """The portal's address for a browser on this machine."""
        everywhere = self.host in ("0.0.0.0", "::")
        return f"http://{'127.0.0.1' if everywhere else self.host}:{self.port}"

    @property
    def softphone_address(self) -> str:
        """The softphone window's address; it is for this machine alone."""
        return f"http://127.0.0.1:{self.port + 1}"


def place_of(environment: dict[str, str]) -> Place:
    """Read PORT, HOST and HAISHIN_DATA_DIR."""
    port = environment.get("PORT") or "8000"
    if not (port.isascii() and port.isdigit() and int(port[:6]) in PORTS):
        raise CannotStart(f"PORT is {port!r}; expected a number from 1 to {PORTS[-1]}")
    return Place(
        environment.get("HOST") or "127.0.0.1", int(port), Path(environment["HAISHIN_DATA_DIR"]).absolute()
    )


def take(place: Place) -> int:
    """Make the data folder ours until this process ends; return the open lock."""
    try:
        place.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(place.data / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise CannotStart(f"{place.data} can not be used ({error.strerror})") from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        message = f"{place.data} is in use by another scripts/run; HAISHIN_DATA_DIR=... names another place"
        raise CannotStart(message) from None
    return lock


def check_ports(place: Place) -> None:
    """Refuse a port that somebody has already."""
    for host, port in ((place.host, place.port), ("127.0.0.1", place.port + 1)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                message = f"port {port} can not be used ({error.strerror}); PORT=... names another"
                raise CannotStart(message) from None


def settings_of(place: Place, environment: dict[str, str]) -> dict[str, str]:
    """Return the HAISHIN_ variables of this run; what the caller set stays."""
    password = _kept_secret(place.data / "broker-password")
    ours = {
        "HAISHIN_DATABASE_URL": f"sqlite:///{place.data}/haishin.sqlite3",
        "HAISHIN_REDIS_URL": f"redis://:{password}@127.0.0.1:{_free_port()}/0",
        "HAISHIN_SECRET_KEY": _kept_secret(place.data / "secret-key"),
        "HAISHIN_BASE_URL": place.address,
        "HAISHIN_ENVIRONMENT": "development",
    }
    said = {name: value for name, value in environment.items() if name.startswith("HAISHIN_") and value}
    return ours | {name: value for name, value in said.items() if name not in OF_THE_SCRIPTS}


def write_environment(place: Place, settings: dict[str, str]) -> None:
    """Keep the settings for scripts/haishin."""
    lines = (f"{name}={shlex.quote(value)}\n" for name, value in sorted(settings.items()))
    write_private(place.data / "environment", "".join(lines))


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)


def _kept_secret(path: Path) -> str:
    """Return the secret in the file, made at the first start."""
    if not path.exists():
        write_private(path, secrets.token_urlsafe(48))
    return path.read_text().strip()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
