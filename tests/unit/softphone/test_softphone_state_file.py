"""Killed at any moment, the softphone starts again with its user's settings [manual 4.1]."""

import dataclasses
import errno
import json
import os
import random
import signal
import stat
import sys
from contextlib import contextmanager

import pytest
from softphone_answers import controlled

from softphone import state_file
from softphone.softphone import Softphone
from softphone.state import State
from softphone.state_file import StateBusy, StateUnreadable, locked, read_state, write_state

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")

ROUNDS = 40
PADDING = {f"phone.of_the_user_{number}": "x" * 200 for number in range(200)}


def with_number(number):
    """Return a state of some 50 KB with `number` in the user's own settings."""
    return State(own=PADDING | {"number": number}, in_force=controlled(), revision="r")


OLD, NEW = with_number(1), with_number(2)


@contextmanager
def child(work):
    """Run `work` in a process of its own; yield its id. It is killed and taken in at the end."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(0)
    try:
        yield pid
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def write_in_place(path, state):
    """Write a state as it must not be written: the control of the tests below."""
    with path.open("w") as file:
        file.write(json.dumps(dataclasses.asdict(state)))


def die_before_line(number):
    """Kill this process before it executes that line (counted from now) of a save."""
    left = iter(range(number, -1, -1))

    def trace(frame, event, _argument):
        if frame.f_code.co_filename not in {state_file.__file__, __file__}:
            return None
        if event == "line" and next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)


def save_and_die(path, number, write=write_state):
    """Save another state in a child that is killed before that line. Returns whether it was."""
    pid = os.fork()
    if pid == 0:
        try:
            die_before_line(number)
            write(path, NEW)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


@pytest.mark.rule("REL-1")
def test_killed_before_any_line_of_a_save_the_old_state_or_the_new_is_there(tmp_path):
    path = tmp_path / "phone.json"
    found = []

    for line in range(1000):
        write_state(path, OLD)
        killed = save_and_die(path, line)
        found.append(read_state(path))
        if not killed:
            break

    assert not killed
    assert len(found) > 10
    assert found == [OLD] * found.count(OLD) + [NEW] * found.count(NEW)


def test_control_a_save_in_place_loses_everything_when_it_is_killed(tmp_path):
    path = tmp_path / "phone.json"
    write_state(path, OLD)

    line = 0
    while save_and_die(path, line, write_in_place) and path.stat().st_size:
        line += 1

    with pytest.raises(StateUnreadable):
        read_state(path)


@pytest.mark.rule("REL-1")
def test_killed_in_the_middle_of_many_saves_what_was_acknowledged_is_there(tmp_path):
    path = tmp_path / "phone.json"
    chance = random.Random(20261122)  # noqa: S311  where a child is killed is no secret

    for _ in range(ROUNDS):
        told, tell = os.pipe()

        def save_for_ever(tell=tell):
            for number in range(1_000_000):
                write_state(path, with_number(number))
                os.write(tell, f"{number}\n".encode())

        with child(save_for_ever), os.fdopen(told) as lines:
            for _ in range(chance.randint(1, 4)):
                acknowledged = int(lines.readline())
            # Leaving the block kills the child wherever it is in its next save.
        os.close(tell)

        state = read_state(path)
        assert state.own["number"] >= acknowledged
        assert state == with_number(state.own["number"])


@pytest.mark.rule("REL-1")
def test_what_a_killed_save_left_behind_is_overwritten(tmp_path):
    path = tmp_path / "phone.json"
    write_state(path, with_number(1))
    (tmp_path / ".phone.json.new").write_bytes(b"half a st" * 100_000)

    write_state(path, with_number(2))

    assert read_state(path) == with_number(2)
    assert [one.name for one in tmp_path.iterdir()] == ["phone.json"]


def test_a_full_disk_leaves_the_old_state(monkeypatch, phone):
    before = phone.state

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        phone.change({"phone.park_prefix": "7"})

    assert phone.state == before


@pytest.mark.rule("TRU-16")
def test_nobody_else_may_read_the_state(tmp_path):
    path = tmp_path / "deep" / "phone.json"
    umask = os.umask(0)
    try:
        Softphone(path, server="http://127.0.0.1:9").become_version("3.12.5")
    finally:
        os.umask(umask)

    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in [path.parent, *path.parent.iterdir()]}
    assert modes == {"deep": 0o700, "phone.json": 0o600, "phone.json.lock": 0o600}


@pytest.mark.rule("TRU-16")
def test_a_link_in_the_place_of_the_new_file_is_not_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / ".phone.json.new").symlink_to(elsewhere)

    with pytest.raises(OSError, match="symbolic links"):
        write_state(tmp_path / "phone.json", State())

    assert not elsewhere.exists()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'{"format": 2}',
        b'{"own": []}',
        b'{"in_force": {"controlled": true}}',
        b"\xff",
    ],
)
def test_a_file_that_is_no_state_is_named_and_left_as_it_is(tmp_path, raw):
    path = tmp_path / "phone.json"
    path.write_bytes(raw)

    with pytest.raises(StateUnreadable, match=r"phone\.json"):
        Softphone(path, server="http://127.0.0.1:9").start()

    assert path.read_bytes() == raw


def test_a_state_is_read_back_as_it_was_written(tmp_path):
    odd = {"a": 1.5, "b": [None, True, {"ü": "\U0001f4de"}], "c": -0.25, "d": 10**15}
    state = State(own=odd, in_force=controlled({"x": odd}), revision="r", not_before=1.25)

    write_state(tmp_path / "phone.json", state)

    assert read_state(tmp_path / "phone.json") == state


def test_two_programs_do_not_overwrite_each_others_changes(phone):
    changes = {
        "phone.auto_answer_delay": list(range(10, 30)),
        "phone.park_prefix": [str(number) for number in range(20)],
        "display.numbers": [[str(number)] for number in range(20)],
    }

    def change(key):
        for value in changes[key]:
            Softphone(phone.path).change({key: value})

    pids = []
    for key in changes:
        pid = os.fork()
        if pid == 0:
            try:
                change(key)
            finally:
                os._exit(0)
        pids.append(pid)
    for pid in pids:
        os.waitpid(pid, 0)

    assert {key: phone.settings.value(key) for key in changes} == {
        key: values[-1] for key, values in changes.items()
    }


def test_a_busy_file_is_said_to_be_busy_and_free_again_after_a_kill(tmp_path):
    path = tmp_path / "phone.json"
    told, tell = os.pipe()

    def hold():
        with locked(path):
            os.write(tell, b"held")
            signal.pause()

    with child(hold):
        os.read(told, 4)
        with pytest.raises(StateBusy), locked(path, patience=0):
            pass
    os.close(told)
    os.close(tell)

    with locked(path, patience=0):
        write_state(path, State())
