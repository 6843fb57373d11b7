"""`scripts/run` with nothing configured: it comes up, says where it is, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from plumbing.programs import ROOT, environment
from plumbing.waiting import free_port, wait_until


class Run:
    """One `scripts/run`, with all it says in a file."""

    def __init__(self, data, port):
        """Start it on a data folder and a port."""
        self.data = data
        self.port = port
        self.log = Path(f"{data}.log")
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [ROOT / "scripts" / "run"],
                env=surroundings(data) | {"PORT": str(port)},
                cwd=data.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def said(self):
        return self.log.read_text(errors="replace")

    def wait_for(self, words, times=1):
        def heard():
            assert self.process.poll() is None, self.said()
            return self.said().count(words) >= times

        wait_until(heard, seconds=180, what=lambda: f"{words!r} is said:\n{self.said()}")

    def end(self, number):
        """Send the signal and return the exit status, once everything that belongs to the run is gone."""
        self.process.send_signal(number)
        code = self.process.wait(30)
        assert processes_of(self.data) == []
        return code


def surroundings(data):
    return environment({"HAISHIN_DATA_DIR": str(data), "HAISHIN_VENV": sys.prefix})


def processes_of(data):
    """Return the command lines of all processes that were started for this data folder."""
    mine = f"HAISHIN_DATA_DIR={data}\0".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mine in (process / "environ").read_bytes() + b"\0":
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


@pytest.fixture
def start(tmp_path):
    """A function that starts a run; whatever a failed test leaves running is ended."""
    runs = []

    def started(name="data", port=None):
        runs.append(Run(tmp_path / name, port or free_port(after=1)))
        return runs[-1]

    yield started
    for run in runs:
        if run.process.poll() is None:
            os.killpg(run.process.pid, signal.SIGTERM)
            run.process.wait(30)


def test_it_comes_up_alone_and_comes_up_again_with_what_it_kept(start, tmp_path):
    first = start()
    first.wait_for("Haishin is ready.")

    assert httpx.get(f"http://127.0.0.1:{first.port}/readyz").status_code == 200
    assert httpx.get(f"http://127.0.0.1:{first.port + 1}/").status_code == 200
    assert f"http://127.0.0.1:{first.port}" in first.said()
    assert len(processes_of(first.data)) > 5
    _commands_run_beside_it(first, tmp_path)
    _another_is_refused_in_words(first, start)
    assert first.end(signal.SIGINT) == 0

    kept = (first.data / "secret-key").read_text()
    second = start(port=first.port)
    second.wait_for("Haishin is ready.", times=2)
    assert (second.data / "secret-key").read_text() == kept
    assert (second.data / "secret-key").stat().st_mode & 0o077 == 0
    assert second.end(signal.SIGTERM) == 0


def _commands_run_beside_it(run, folder):
    doctor = subprocess.run(
        [ROOT / "scripts" / "haishin", "doctor"],
        env=surroundings(run.data),
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    assert doctor.returncode == 0, doctor.stdout + doctor.stderr


def _another_is_refused_in_words(run, start):
    same_data = start()
    same_port = start("other", port=run.port)
    assert same_data.process.wait(30) == 1
    assert same_port.process.wait(30) == 1
    wait_until(
        lambda: "is in use by another scripts/run" in same_data.said(), what="the data folder is taken"
    )
    assert f"port {run.port} can not be used" in same_port.said()


def test_a_stop_in_the_middle_of_the_start_leaves_nothing(start):
    run = start()
    run.wait_for("started (pid=")

    assert run.end(signal.SIGTERM) == 0
