"""The softphone: what a vendor would embed. Every method is one turn with the state file.

    phone = Softphone(Path("phone.json"), server="https://portal.example.jp")
    phone.enrol("acme", "1001", password)
    phone.start()

Outcomes are values, not exceptions; `StateBusy`, `StateUnreadable` and `OSError` are about the file.
"""

import time
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

from softphone import asking, capturing, enrolling, signing
from softphone.catalogue import VERSION_FORM, Language
from softphone.outcomes import (
    AgentFunctionOff,
    Enrolled,
    NoAnswer,
    NotEnrolled,
    NothingCaptured,
    NotSignedIn,
    SignedIn,
)
from softphone.reading import JsonValue
from softphone.settings import AGENT_FUNCTION, NotChanged, Settings, settings_of
from softphone.state import Standing, State, Upload
from softphone.state_file import read_state, remove_state
from softphone.turn import Clock, Turn, take_turn


class BadVersion(ValueError):
    """Not a version of the form 3.13.7."""


class Softphone:
    """One softphone, kept in one file."""

    def __init__(
        self,
        path: Path,
        *,
        server: str | None = None,
        language: Language | None = None,
        clock: Clock = time.time,
    ) -> None:
        """Touch nothing yet. Server and language of the notice are the remembered ones unless named."""
        self.path = path
        self._server = server
        self._language = language
        self._clock = clock

    @property
    def state(self) -> State:
        """The state as it is on the disk, read anew. Raises `StateUnreadable`."""
        return read_state(self.path)

    @property
    def settings(self) -> Settings:
        """What is in force, read anew."""
        return settings_of(self.state)

    def enrol(self, organization: str, extension: str, password: str) -> Enrolled | NoAnswer:
        """Become a terminal, and start."""
        with self._turn() as turn:
            return enrolling.enrol(turn, organization, extension, password)

    def start(self) -> Standing:
        """Ask for the settings, as at every start."""
        with self._turn() as turn:
            return asking.ask(turn)

    def sign_in(self, login: str, password: str) -> SignedIn | NoAnswer | NotEnrolled | AgentFunctionOff:
        """Sign an agent in, and ask again."""
        with self._turn() as turn:
            return signing.sign_in(turn, login, password)

    def sign_out(self) -> Standing | NotSignedIn:
        """Sign the agent out, here even when the portal cannot be told, and ask again."""
        with self._turn() as turn:
            return signing.sign_out(turn)

    def change(self, values: Mapping[str, JsonValue]) -> Settings | NotChanged:
        """Change the user's own settings: all of them, or none and why."""
        with self._turn() as turn:
            changed = settings_of(turn.state).changed(values)
            if isinstance(changed, NotChanged):
                return changed
            turn.keep(replace(turn.state, own=changed))
            if settings_of(turn.state).value(AGENT_FUNCTION) is False:
                signing.sign_out(turn)  # unticking the agent function signs out (REL-1)
            return settings_of(turn.state)

    def capture(self, name: str) -> Upload | NoAnswer | NotSignedIn:
        """Upload the settings in force under `name`."""
        with self._turn() as turn:
            return NotSignedIn() if turn.state.agent is None else capturing.capture(turn, name)

    def follow_capture(self) -> Upload | NoAnswer | NotSignedIn | NothingCaptured:
        """Send the newest capture again if the portal does not have it, otherwise ask where it stands."""
        with self._turn() as turn:
            upload = turn.state.upload
            if upload is None:
                return NothingCaptured()
            if upload.finished:
                return upload
            return NotSignedIn() if turn.state.agent is None else capturing.resend(turn, upload)

    def become_version(self, version: str) -> None:
        """Act as another version of the softphone from the next start on. Raises `BadVersion`."""
        if not VERSION_FORM.fullmatch(version):
            raise BadVersion(version)
        with self._turn() as turn:
            turn.keep(replace(turn.state, version=version))

    def reset(self) -> None:
        """Forget everything, the user's own settings included; the portal is told if it can be."""
        with self._turn() as turn:
            if turn.state.device_token is not None:
                turn.portal.end_enrolment(turn.device_alone)
            remove_state(self.path)

    def _turn(self) -> AbstractContextManager[Turn]:
        return take_turn(self.path, self._server, self._language, self._clock)
