"""Waiting for what is true, never for time to pass."""

import socket
import time


class NeverTrue(AssertionError):
    """What was waited for did not come."""


def wait_until(condition, *, seconds=10, what="the condition"):
    """Return the first true value of `condition()`; fail after `seconds` with `what` in words.

    `what` may be a function that tells more at the time of the failure.
    """
    end = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > end:
            raise NeverTrue(f"not within {seconds} s: {what() if callable(what) else what}")
        time.sleep(0.02)
    return value


def free_port(after=0):
    """Return a free port of the loopback address; the `after` ports that follow it are free too."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        if all(_free(port + offset) for offset in range(after + 1)):
            return port


def _free(port):
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def listening(port):
    """Tell whether somebody accepts connections at `port`."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
