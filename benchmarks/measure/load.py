"""The load generator: wrk with keep-alive connections, on the same machine as the servers."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from measure.servers import THREADS, WORKERS

# Every thread of the server has one caller.
CONNECTIONS = WORKERS * THREADS

_SCRIPT = Path(__file__).with_name("asks.lua")
_SAID = re.compile(r"^asked (\d+) (\d+) (\d+) (\d+) (\d+)$", re.MULTILINE)

Headers = Mapping[str, str]


@dataclass(frozen=True)
class Burst:
    """What came of some seconds of load; latencies in milliseconds."""

    a_second: float
    median_ms: float
    slowest_percent_ms: float


def write_requests(path: Path, requests: Iterable[Headers]) -> Path:
    """Write the headers of the requests that `burst` sends in rotation."""
    lines = ("\t".join(f"{name}: {value}" for name, value in headers.items()) for headers in requests)
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


def burst(address: str, requests: Path, *, seconds: int, start: int = 0) -> Burst:
    """Ask at `address` as it answers, from request `start` on; raises RuntimeError when one failed."""
    wrk = shutil.which("wrk")
    if wrk is None:
        raise RuntimeError("wrk is needed (Debian: apt-get install wrk)")
    options = ["--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds}s"]
    ended = subprocess.run(
        [wrk, *options, "--script", _SCRIPT, address, "--", requests, str(start)],
        check=True,
        capture_output=True,
        text=True,
    )
    said = _SAID.search(ended.stdout)
    if said is None:
        raise RuntimeError(f"wrk did not say what it saw:\n{ended.stdout}")
    answers, microseconds, failed, median, slowest = map(int, said.groups())
    if failed or not answers:
        raise RuntimeError(f"{failed} of {answers} requests to {address} failed")
    return Burst(answers / microseconds * 1e6, median / 1e3, slowest / 1e3)
