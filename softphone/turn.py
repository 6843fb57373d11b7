"""One turn of the softphone: its state, held against every other program, and the portal to speak to."""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from softphone.catalogue import Language
from softphone.client import Credentials, Portal
from softphone.state import State
from softphone.state_file import locked, read_state, write_state

Clock = Callable[[], float]


@dataclass(slots=True)
class Turn:
    """What one action works with. `keep` is the only way that something is remembered."""

    path: Path
    state: State
    server: str
    language: Language
    portal: Portal
    clock: Clock

    def keep(self, state: State) -> None:
        """Remember `state`: on the disk first."""
        if state != self.state:
            write_state(self.path, state)
            self.state = state

    @property
    def credentials(self) -> Credentials:
        """The tokens at hand."""
        agent = self.state.agent
        return Credentials(self.state.device_token, None if agent is None else agent.token)

    @property
    def device_alone(self) -> Credentials:
        """The device token without the agent's."""
        return Credentials(self.state.device_token)

    @property
    def now(self) -> float:
        """Seconds since 1970."""
        return self.clock()

    @property
    def at(self) -> str:
        """The time now: RFC 3339 with this machine's offset."""
        return datetime.fromtimestamp(self.now, UTC).astimezone().isoformat(timespec="seconds")


@contextlib.contextmanager
def take_turn(
    path: Path, server: str | None, language: Language | None, clock: Clock = time.time
) -> Iterator[Turn]:
    """Take a turn. Server and language are the remembered ones unless named. Raises `StateBusy`."""
    with locked(path):
        state = read_state(path)
        where, spoken = server or state.server, language or state.language
        with Portal(where, state.version, spoken) as portal:
            yield Turn(path, state, where, spoken, portal, clock)
