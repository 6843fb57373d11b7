"""Connections to judged addresses alone, with one deadline for all that happens on them (TRU-4)."""

import socket
import ssl
import threading
import time
from collections.abc import Iterable, Sequence
from ipaddress import ip_address
from queue import Empty, SimpleQueue

import httpcore
from httpcore import SOCKET_OPTION

from portal.domain.webhook_targets import Address, Network, Target, allowed


class AddressRefused(Exception):
    """The name leads to no address that may be connected to."""


class NameUnknown(Exception):
    """The name leads to no address, as far as could be found out in time."""


class Deadline:
    """A moment by which everything has to be over; each wait is for what is left, at most."""

    def __init__(self, seconds: float) -> None:
        """Begin now."""
        self._end = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """Return the seconds that may still be waited, at most `most`. Raises httpcore.TimeoutException."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if most is None else min(left, most)


class Connecting(httpcore.NetworkBackend):
    """Looks the target's name up, judges each address, and connects to one that is allowed."""

    def __init__(
        self, target: Target, networks: Sequence[Network], deadline: Deadline, connect_s: float
    ) -> None:
        """Connect to `target` within `connect_s` seconds, to an address that is public or in `networks`."""
        self._target = target
        self._networks = networks
        self._deadline = deadline
        self._connect_s = connect_s
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  the deadline decides
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers."""
        quick = Deadline(self._deadline.left(self._connect_s))
        found = [address for address in _look_up(host, port, quick) if self._may(address)]
        if not found:
            raise AddressRefused
        for address in found[:-1]:
            try:
                return self._connect(address, port, quick, local_address, socket_options)
            except httpcore.ConnectError:
                continue
        return self._connect(found[-1], port, quick, local_address, socket_options)

    def _may(self, address: Address) -> bool:
        return allowed(self._target, address, self._networks)

    def _connect(
        self,
        address: Address,
        port: int,
        quick: Deadline,
        local_address: str | None,
        socket_options: Iterable[SOCKET_OPTION] | None,
    ) -> httpcore.NetworkStream:
        stream = self._plain.connect_tcp(str(address), port, quick.left(), local_address, socket_options)
        return _Limited(stream, self._deadline)


class _Limited(httpcore.NetworkStream):
    """A stream on which each wait ends with the deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return _Limited(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _look_up(host: str, port: int, quick: Deadline) -> Sequence[Address]:
    """Return the addresses of a name, each once. The system's own look-up knows no time limit."""
    answers: SimpleQueue[Sequence[Address] | None] = SimpleQueue()
    name = host.strip("[]")
    threading.Thread(target=_ask, args=(name, port, answers), daemon=True, name="webhook look-up").start()
    try:
        found = answers.get(timeout=quick.left())
    except Empty:
        raise httpcore.ConnectTimeout from None
    if not found:
        raise NameUnknown
    return found


def _ask(name: str, port: int, answers: SimpleQueue[Sequence[Address] | None]) -> None:
    try:
        infos = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
        # An address of one link alone carries the link's name, and is refused without it.
        texts = dict.fromkeys(str(info[4][0]).partition("%")[0] for info in infos)
        answers.put([ip_address(text) for text in texts])
    except (OSError, UnicodeError, ValueError):
        answers.put(None)
