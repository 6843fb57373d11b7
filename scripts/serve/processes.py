"""The running processes: honcho with what it runs, and commands beside it, from start to end."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

from place import CannotStart
from procfile import PROGRAMS

ROOT = Path(__file__).resolve().parents[2]
STARTED = re.compile(r"system\s+\| \S+ started \(pid=\d+\)")


class Processes:
    """Everything that has to be gone when this program ends."""

    def __init__(self, settings: dict[str, str]) -> None:
        """Start nothing yet; `settings` are the HAISHIN_ variables of whatever is started."""
        self._environment = {**os.environ, **settings, "PYTHONUNBUFFERED": "1"}
        self._command: subprocess.Popen[str] | None = None
        self._honcho: subprocess.Popen[str] | None = None
        self._starting = 0
        self.stopping = False

    def stop_on_signals(self) -> None:
        """Take Ctrl-C, TERM and a closed terminal as the wish to stop."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        """End everything. honcho loses a signal that comes before it has started all: until then we wait."""
        self.stopping = True
        if self._command is not None and self._command.poll() is None:
            self._command.kill()
        if self._honcho is not None and not self._starting and self._honcho.poll() is None:
            self._honcho.terminate()

    @property
    def going(self) -> bool:
        """Tell whether honcho runs and nobody wished to stop."""
        return not self.stopping and self._honcho is not None and self._honcho.poll() is None

    def run(self, *words: str) -> str:
        """Run one `haishin` command to its end and return what it printed."""
        if self.stopping:
            raise CannotStart("stopped")
        self._command = self._start(["haishin", *words], None)
        printed, _ = self._command.communicate()
        if self._command.returncode:
            raise CannotStart("stopped" if self.stopping else f"haishin {' '.join(words)} failed")
        return printed

    def start(self, procfile: Path) -> None:
        """Start what the Procfile names."""
        self._starting = len(procfile.read_text().splitlines())
        honcho = ["honcho", "start", "--procfile", str(procfile), "--env", os.devnull]
        self._honcho = self._start(honcho, subprocess.STDOUT)

    def follow(self) -> None:
        """Show what the processes say, until the last of them is gone."""
        if self._honcho is None or self._honcho.stdout is None:
            return
        for line in self._honcho.stdout:
            sys.stdout.write(line)
            if self._starting and STARTED.search(line):
                self._starting -= 1
                if self.stopping:
                    self.stop()
        self._honcho.wait()

    def _start(self, command: list[str], errors: int | None) -> subprocess.Popen[str]:
        # In a session of its own: Ctrl-C comes to this program alone, which passes it on once.
        return subprocess.Popen(
            [str(PROGRAMS / command[0]), *command[1:]],
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
            text=True,
            errors="replace",
        )
