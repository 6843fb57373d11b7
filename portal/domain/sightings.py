"""What is noted of a softphone that asked, on its way from an answer to the database (DST-3)."""

import json
from dataclasses import dataclass

from portal.domain.versions import Version, parse_version
from portal.domain.words import NotControlled


class Unreadable(ValueError):
    """Not a note of this release."""


@dataclass(frozen=True, slots=True)
class Note:
    """Who asked, and what the answer was made from; see `SoftphoneSighting` for what each field says."""

    terminal_id: int
    account_id: int | None
    softphone_version: Version
    not_controlled: NotControlled | None
    profile_id: int | None
    profile_revision: str | None
    snapshot_name: str | None
    directory_revision: str
    release: str
    redelivery: str | None

    def written(self) -> str:
        """Return the note as one short text."""
        values = [
            self.terminal_id,
            self.account_id,
            str(self.softphone_version),
            self.not_controlled,
            self.profile_id,
            self.profile_revision,
            self.snapshot_name,
            self.directory_revision,
            self.release,
            self.redelivery,
        ]
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def read_note(text: str) -> Note:
    """Read what `Note.written` wrote; raise Unreadable for anything else."""
    try:
        values = json.loads(text)
        terminal, account, version, not_controlled, profile, *rest = values
        revision, snapshot, directory, release, redelivery = rest
        return Note(
            int(terminal),
            account if account is None else int(account),
            parse_version(version),
            None if not_controlled is None else NotControlled(not_controlled),
            profile if profile is None else int(profile),
            _short(revision, 32),
            _short(snapshot, 60),
            _short(directory, 32) or "",
            _short(release, 16) or "",
            _short(redelivery, 32),
        )
    except (ValueError, TypeError, RecursionError) as error:
        raise Unreadable from error


def _short(value: object, most: int) -> str | None:
    if value is None or (isinstance(value, str) and len(value) <= most):
        return value
    raise Unreadable
