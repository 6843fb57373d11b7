"""A real process that can not outlive the tests: a pipe holds it, and when the pipe closes it ends.

The pipe closes when the tests say so, and also when they are killed: then the system closes it.
Run as a program this file is the keeper at the other end of the pipe.
"""

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

KEEP = b"keep"


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
        keeper = [sys.executable, "-E", "-P", "-S", __file__, "--log", str(log), "--signal", stop_signal]
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
            self._keeper.stdin.write(KEEP)
        self._keeper.stdin.close()
        try:
            self._keeper.wait(self._patience + 10)
        finally:
            self._keeper.stdout.close()


def _end(command, number, patience):
    """Ask `command` to end, and after `patience` seconds end all that is left of its group."""
    command.send_signal(number)
    command.send_signal(signal.SIGCONT)
    with contextlib.suppress(subprocess.TimeoutExpired):
        command.wait(patience)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(command.pid, signal.SIGKILL)


def _keep():
    options = argparse.ArgumentParser()
    options.add_argument("--log")
    options.add_argument("--signal")
    options.add_argument("--patience", type=float)
    options.add_argument("--user")
    options.add_argument("--remove", action="append", default=[])
    options.add_argument("command", nargs="+")
    given = options.parse_args()
    as_user = {"user": given.user, "group": _group_of(given.user), "extra_groups": []} if given.user else {}
    with Path(given.log).open("ab") as log:
        command = subprocess.Popen(
            given.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **as_user
        )
    sys.stdout.write(f"{command.pid}\n")
    sys.stdout.flush()
    threading.Thread(target=command.wait, daemon=True).start()
    last_word = sys.stdin.buffer.read()
    _end(command, signal.Signals[f"SIG{given.signal}"], given.patience)
    if last_word != KEEP:
        for path in given.remove:
            shutil.rmtree(path, ignore_errors=True)


def _group_of(user):
    import pwd  # noqa: PLC0415  not on every system, and needed by root alone

    return pwd.getpwnam(user).pw_gid


if __name__ == "__main__":
    _keep()
