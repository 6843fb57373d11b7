"""The state file: written whole or not at all, and by one program at a time.

A new state is written beside the old one, forced to the disk and put in its place by a rename, so
that a softphone killed at any moment finds the old state or the new one. The file holds tokens and
passwords: nobody but its owner may read it (0600).
"""

import contextlib
import dataclasses
import fcntl
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from softphone.state import State

BUSY_AFTER = 20.0
"""Seconds to wait for another program that uses the same file: longer than any request takes."""

_SHAPE = TypeAdapter(State)
_OWNER_ONLY = 0o600
_LOOK_AGAIN = 0.02


class StateUnreadable(Exception):
    """The file is there and is no state of a softphone. It is left as it is."""


class StateBusy(Exception):
    """Another program uses the file."""


def read_state(path: Path) -> State:
    """Return the state kept in `path`, a new one if there is no such file. Raises `StateUnreadable`."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return State()
    try:
        state = _SHAPE.validate_json(raw, strict=True)
        if state.controlled is not None:
            _ = state.controlled.delivered
    except ValidationError as error:
        raise StateUnreadable(str(path)) from error
    return state


def write_state(path: Path, state: State) -> None:
    """Put `state` in place of what `path` holds. Only under `locked`. Raises `OSError`."""
    text = json.dumps(dataclasses.asdict(state), ensure_ascii=False, indent=1)
    write_whole(path, text.encode())


def write_whole(path: Path, content: bytes) -> None:
    """Make `path` hold `content`, readable by its owner alone; after a crash it holds that or the former."""
    beside = _beside(path)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, _OWNER_ONLY)
    with open(descriptor, "wb") as file:  # noqa: PTH123  the descriptor decides who may read it
        os.fchmod(descriptor, _OWNER_ONLY)
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    beside.replace(path)
    _force_folder(path.parent)


def remove_state(path: Path) -> None:
    """Forget the state. Only under `locked`. The lock file stays: another program may wait on it."""
    path.unlink(missing_ok=True)
    _beside(path).unlink(missing_ok=True)
    _force_folder(path.parent)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _force_folder(folder: Path) -> None:
    # The rename itself is on the disk only when the folder is.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def locked(path: Path, patience: float = BUSY_AFTER) -> Iterator[None]:
    """Keep every other program and thread from `path`. Raises `StateBusy` after `patience` seconds."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, _OWNER_ONLY)
    try:
        _take(lock, path, time.monotonic() + patience)
        yield
    finally:
        os.close(lock)  # which also gives the lock back, as does the end of the process


def _take(lock: int, path: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= deadline:
                raise StateBusy(str(path)) from error
            time.sleep(_LOOK_AGAIN)
        else:
            return
