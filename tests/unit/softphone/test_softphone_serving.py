"""The window as a program: it starts its phones, answers on this machine alone, and ends cleanly."""

import signal
import subprocess
import sys
from contextlib import contextmanager

import httpx
import pytest

LONGEST = 30


@contextmanager
def window(folder, server):
    """Run the window's command on a free port; yield its process and address."""
    command = [sys.executable, "-m", "softphone.cli", "window", "--port", "0"]
    command += ["--server", server, "--state-dir", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


@pytest.mark.rule("DLV-10")
def test_the_window_starts_its_phones_shows_them_and_ends_when_told(portal, phone):
    with window(phone.path.parent, portal.address) as (process, address):
        assert portal.reported.wait(LONGEST)
        page = httpx.get(address, trust_env=False)
        process.send_signal(signal.SIGTERM)
        output, complaints = process.communicate(timeout=LONGEST)

    assert address.startswith("http://127.0.0.1:")
    assert "1001 営業1" in page.text
    assert (process.returncode, output, complaints) == (0, "", "")
    assert phone.state.controlled is not None


def test_a_port_that_is_taken_is_said(portal, tmp_path):
    with window(tmp_path, portal.address) as (_, address):
        port = address.rstrip("/").rpartition(":")[2]
        command = [sys.executable, "-m", "softphone.cli", "window", "--port", port]

        second = subprocess.run(
            [*command, "--state-dir", str(tmp_path)],
            capture_output=True,
            text=True,
            timeout=LONGEST,
            check=False,
        )

    assert second.returncode == 1
    assert "in use" in second.stderr
    assert "Traceback" not in second.stderr
