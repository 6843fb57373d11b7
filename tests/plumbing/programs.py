"""The project's own programs as real processes, as a deployment runs them."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import httpx
from celery import Celery

from plumbing.leash import Leashed
from plumbing.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
SECRET_KEY = "only-for-tests-0123456789abcdef0123456789"
# What every worker serves.
QUEUES = ("celery", "webhooks")
PROGRAMS = Path(sys.executable).parent


def settings_for(database_url, redis_url, base_url="http://127.0.0.1:8000"):
    """Return the variables of one deployment under test."""
    return {
        "HAISHIN_DATABASE_URL": database_url,
        "HAISHIN_REDIS_URL": redis_url,
        "HAISHIN_SECRET_KEY": SECRET_KEY,
        "HAISHIN_BASE_URL": base_url,
        "HAISHIN_ENVIRONMENT": "test",
        "HAISHIN_LOG_FORMAT": "text",
        # Where the tests' own receivers listen.
        "HAISHIN_WEBHOOK_PRIVATE_NETWORKS": "127.0.0.1/32",
    }


def environment(settings):
    """Return the environment of a process with `settings` and nothing else of ours."""
    others = {key: value for key, value in os.environ.items() if not key.startswith("HAISHIN_")}
    return others | settings | {"PYTHONUNBUFFERED": "1"}


def run(settings, *command, seconds=60, given=None):
    """Run one of the project's commands to its end and return what it said; `check` is the caller's."""
    return subprocess.run(
        [PROGRAMS / command[0], *map(str, command[1:])],
        env=environment(settings),
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=seconds,
        input=given,
    )


def start_worker(settings, folder, *, processes=1):
    """Start a worker and wait until it answers over the broker."""
    command = ["celery", "-A", "workers.app:celery", "worker", "--concurrency", processes, "--without-gossip"]
    worker = _start(settings, folder, "worker", *command, "--without-mingle", "--hostname", "worker@tests")
    with contextlib.closing(Celery(broker=settings["HAISHIN_REDIS_URL"], set_as_current=False)) as asker:
        return worker.ready_when(lambda: asker.control.ping(timeout=0.2), what="the worker answers")


@contextlib.contextmanager
def listening(redis_url):
    """Let the worker take what it is rung for, and nothing more when this ends."""
    with contextlib.closing(Celery(broker=redis_url, set_as_current=False)) as asker:
        at_once = {"reply": True, "timeout": 10, "limit": 1}
        for queue in QUEUES:
            asker.control.add_consumer(queue, **at_once)
        yield
        for queue in QUEUES:
            asker.control.cancel_consumer(queue, **at_once)
        wait_until(lambda: _idle(asker), what="the worker is idle")


def _idle(asker):
    seen = asker.control.inspect(timeout=10, limit=1)
    return not any(tasks for found in (seen.active(), seen.reserved()) for tasks in (found or {}).values())


def start_beat(settings, folder):
    """Start the scheduler; it needs no wait: nothing depends on its first ring."""
    schedule = Path(folder) / "schedule"
    return _start(
        settings, folder, "beat", "celery", "-A", "workers.app:celery", "beat", "--schedule", schedule
    )


def start_portal(settings, folder, *, port, threads=8):
    """Start the portal under gunicorn and wait until it is ready."""
    options = ["--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", threads]
    options += ["--no-control-socket", "--graceful-timeout", 5]
    portal = _start(settings, folder, "portal", "gunicorn", *options, "portal.app:create_app()")
    return portal.ready_when(lambda: _answers(f"http://127.0.0.1:{port}/readyz"), what="the portal is ready")


def start_softphone(settings, folder, *, port, server):
    """Start the reference softphone's window and wait until it shows a page."""
    options = ["--port", port, "--server", server, "--state-dir", Path(folder) / "softphone"]
    window = _start(settings, folder, "softphone", "haishin-softphone", "window", *options)
    return window.ready_when(lambda: _answers(f"http://127.0.0.1:{port}/"), what="the softphone has a window")


def _start(settings, folder, name, *command):
    log = Path(folder) / f"{name}.log"
    program = PROGRAMS / command[0]
    return Leashed([program, *command[1:]], log=log, environment=environment(settings), directory=ROOT)


def _answers(url):
    try:
        return httpx.get(url, timeout=5).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False
