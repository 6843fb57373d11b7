"""Ends one command when its own input ends. It runs by itself and imports nothing of ours."""

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path


def _end(command, number, patience):
    """Ask `command` to end, and after `patience` seconds end all that is left of its group."""
    command.send_signal(number)
    command.send_signal(signal.SIGCONT)
    with contextlib.suppress(subprocess.TimeoutExpired):
        command.wait(patience)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(command.pid, signal.SIGKILL)


def keep():
    """Start the command, say its process id, and wait for the word or for the silence."""
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
    if last_word != b"keep":
        for path in given.remove:
            shutil.rmtree(path, ignore_errors=True)


def _group_of(user):
    import pwd  # noqa: PLC0415  not on every system, and needed by root alone

    return pwd.getpwnam(user).pw_gid


if __name__ == "__main__":
    keep()
