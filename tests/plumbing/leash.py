"""A real process that can not outlive the tests: a pipe holds it, and when the pipe closes it ends.

The pipe closes when the tests say so, and also when they are killed: then the system closes it.
`keeper.py` is the program at its other end.
"""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

from plumbing.waiting import wait_until

KEEPER = Path(__file__).with_name("keeper.py")


class Leashed:
    """A running command, in a session of its own, with a keeper that ends it when we are gone."""

    def __init__(
        self,
        command,
        *,
        log,
        environment=None,
        directory=None,
        user=None,
        stop_signal="TERM",
        patience=10,
        remove=(),
    ):
        """Start `command` with its output in the file `log`.

        `patience` is how many seconds it may take to end; the folders `remove` are deleted afterwards.
        """
        self.log = Path(log)
        self._patience = patience
        keeper = [sys.executable, "-E", "-P", "-S", str(KEEPER), "--log", str(log), "--signal", stop_signal]
        keeper += ["--patience", str(patience), *(f"--remove={path}" for path in remove)]
        if user is not None:
            keeper += ["--user", user]
        self._keeper = subprocess.Popen(
            [*keeper, "--", *map(str, command)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            cwd=directory,
            start_new_session=True,
        )
        self.pid = int(self._keeper.stdout.readline() or 0)

    @property
    def running(self):
        """Tell whether the command itself still runs; the keeper takes note of its end at once."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def ready_when(self, condition, *, seconds=30, what):
        """Wait until `condition()` holds and return self; stop a command that never comes so far."""

        def came_so_far():
            if not self.running:
                raise RuntimeError(f"ended before {what}\n{self.output()}")
            return condition()

        try:
            wait_until(came_so_far, seconds=seconds, what=lambda: f"{what}\n{self.output()}")
        except BaseException:
            self.stop()
            raise
        return self

    def output(self, most=4000):
        """Return the end of what the command wrote, at most `most` characters."""
        with contextlib.suppress(FileNotFoundError):
            return self.log.read_text(errors="replace")[-most:]
        return ""

    def send(self, number):
        """Send a signal to the command itself, for tests of what a fault does."""
        os.kill(self.pid, number)

    def stop(self, *, keep=False):
        """End the command and wait until it is gone; `keep` leaves what was to be removed."""
        if keep:
            self._keeper.stdin.write(b"keep")
        self._keeper.stdin.close()
        try:
            self._keeper.wait(self._patience + 10)
        finally:
            self._keeper.stdout.close()
