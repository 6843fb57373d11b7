"""The demonstration, started for a while in a folder of its own."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "haishin-demo"
TERMINAL_PASSWORD = "denwa-demo"
PORT = int(os.environ.get("PORT") or 8460)


@dataclass(frozen=True)
class Addresses:
    """Where the portal and the softphone window are."""

    portal: str
    softphone: str


@contextlib.contextmanager
def demonstration() -> Iterator[Addresses]:
    """Start portal, worker and softphone with fresh demonstration data; end all of it afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        others = {name: value for name, value in os.environ.items() if not name.startswith("HAISHIN_")}
        environment = others | {"PORT": str(PORT), "HAISHIN_DATA_DIR": folder}
        started = subprocess.Popen(
            [sys.executable, "-u", ROOT / "scripts" / "serve"],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            _wait_until_ready(started)
            yield Addresses(f"http://127.0.0.1:{PORT}", f"http://127.0.0.1:{PORT + 1}")
        finally:
            started.terminate()
            started.communicate(timeout=60)


def _wait_until_ready(started: subprocess.Popen[str]) -> None:
    said = []
    for line in started.stdout or ():
        said.append(line)
        if "Ctrl-C ends it" in line:
            return
    raise SystemExit("the demonstration did not start:\n" + "".join(said[-20:]))
