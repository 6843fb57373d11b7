"""Whatever ends the tests, no server of theirs stays behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from plumbing.postgres import PostgresServer
from plumbing.programs import ROOT
from plumbing.valkey import ValkeyServer
from plumbing.waiting import wait_until

STARTED = """
import sys, time
from plumbing.{module} import {server}
server = {server}().start()
print(server.pid, server.home, flush=True)
time.sleep(60)
"""


def runs(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(
    ("module", "server"),
    [
        pytest.param("valkey", "ValkeyServer", id="Valkey"),
        pytest.param("postgres", "PostgresServer", id="PostgreSQL"),
    ],
)
@pytest.mark.parametrize(
    "number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name
)
def test_a_server_ends_when_the_tests_are_ended(module, server, number):
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests")}
    command = [sys.executable, "-c", STARTED.format(module=module, server=server)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as tests:
        pid, home = tests.stdout.readline().split()
        assert runs(int(pid))

        tests.send_signal(number)
        tests.wait()

    wait_until(lambda: not runs(int(pid)), what="the server is gone")
    wait_until(lambda: not Path(home).exists(), what="its files are gone")


def test_postgresql_can_be_stopped_and_goes_on_with_its_data():
    server = PostgresServer().start()
    try:
        server.create("kept")
        server.stop(keep=True)
        server.start()

        server.connect("kept").close()
    finally:
        server.stop()


def test_a_durable_valkey_can_be_stopped_and_goes_on_with_its_data():
    server = ValkeyServer(durable=True).start()
    try:
        with server.connect() as client:
            client.set("kept", "yes")
        server.stop(keep=True)
        server.start()

        with server.connect() as client:
            assert client.get("kept") == b"yes"
    finally:
        server.stop()
