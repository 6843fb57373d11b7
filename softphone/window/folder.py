"""The phones of one window: a folder with one state file a phone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from softphone.state import State
from softphone.state_file import StateUnreadable, locked, read_state, write_state

NAME_FORM = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Window:
    """Where the phones are kept, which server they ask, and what version a new one is."""

    folder: Path
    server: str
    version: str

    def path(self, name: str) -> Path | None:
        """Return the state file of the phone called `name`, None if there is none."""
        if not NAME_FORM.fullmatch(name):
            return None
        path = self.folder / f"{name}.json"
        return path if path.is_file() else None

    def names(self) -> list[str]:
        """Return the names of the phones, phone-2 before phone-10."""
        found = [path.stem for path in self.folder.glob("*.json") if NAME_FORM.fullmatch(path.stem)]
        return sorted(found, key=lambda name: (len(name), name))

    def phones(self) -> Iterator[tuple[str, State | None]]:
        """Yield every phone with its state, None for a file that cannot be read."""
        for name in self.names():
            try:
                yield name, read_state(self.folder / f"{name}.json")
            except StateUnreadable:
                yield name, None

    def add(self, version: str) -> str:
        """Add a phone of that version and return its name."""
        with locked(self.folder / "phones"):
            taken = set(self.names())
            name = next(name for number in count(1) if (name := f"phone-{number}") not in taken)
            path = self.folder / f"{name}.json"
            with locked(path):
                write_state(path, State(server=self.server, version=version))
        return name
