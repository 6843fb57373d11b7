"""The audit log's words, and how its entries are bound to each other (TRU-17)."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from importer.canonical import digest

# What stands before the first entry of a chain.
NO_HASH = "0" * 64


class ActorKind(StrEnum):
    """How somebody got in."""

    ACCOUNT = "account"
    API_KEY = "api_key"
    COMMAND_LINE = "command_line"
    SOFTPHONE = "softphone"
    JOB = "job"
    # Whoever shows no valid credential.
    NOBODY = "nobody"


class Subject(StrEnum):
    """What an entry is about."""

    PROFILE = "profile"
    DIRECTORY = "directory"
    ACCOUNT = "account"
    TERMINAL = "terminal"
    API_KEY = "api_key"
    CAPTURE = "capture"
    SNAPSHOT = "snapshot"
    WEBHOOK = "webhook"
    DAILY_MAIL = "daily_mail"
    PAGE = "page"


class Action(StrEnum):
    """What was done, or refused."""

    PROFILE_CREATED = "profile_created"
    PROFILE_CHANGED = "profile_changed"
    PROFILE_DUPLICATED = "profile_duplicated"
    PROFILE_DELETED = "profile_deleted"
    PROFILE_RESTORED = "profile_restored"
    # The directory lost what the profile had selected (REC-5).
    PROFILE_LOST = "profile_lost"
    # Its targets get their settings in full once more; the profile stays as it is.
    REDELIVERY_WISHED = "redelivery_wished"
    DIRECTORY_CHANGED = "directory_changed"
    # It would have removed more than goes without being asked (TRU-21).
    DIRECTORY_REFUSED = "directory_refused"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105  the name of an action
    LANGUAGE_CHANGED = "language_changed"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SESSIONS_ENDED = "sessions_ended"
    ENROLLED = "enrolled"
    ENROLMENT_ENDED = "enrolment_ended"
    API_KEY_CREATED = "api_key_created"
    API_KEY_REVOKED = "api_key_revoked"
    WEBHOOK_CREATED = "webhook_created"
    WEBHOOK_CHANGED = "webhook_changed"
    WEBHOOK_DELETED = "webhook_deleted"
    WEBHOOK_SECRET_RENEWED = "webhook_secret_renewed"  # noqa: S105  the name of an action
    DAILY_MAIL_CHANGED = "daily_mail_changed"
    CAPTURE_RECEIVED = "capture_received"
    CAPTURE_INGESTED = "capture_ingested"
    CAPTURE_REFUSED = "capture_refused"
    CAPTURE_TRIED_AGAIN = "capture_tried_again"
    CAPTURES_DELETED = "captures_deleted"
    SNAPSHOT_CHANGED = "snapshot_changed"
    SNAPSHOT_DELETED = "snapshot_deleted"
    VERSION_CREATED = "version_created"
    VERSION_DELETED = "version_deleted"
    SIGN_IN_FAILED = "sign_in_failed"
    AGENT_SIGN_IN_FAILED = "agent_sign_in_failed"
    ENROLMENT_FAILED = "enrolment_failed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did something and from where: a login, the name of a key, an extension, a user of the machine."""

    kind: ActorKind = ActorKind.NOBODY
    name: str = ""
    account_id: int | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as it is bound: everything of it but its hash. `details` is canonical JSON text."""

    organization_id: int
    position: int
    at: dt.datetime
    actor_kind: str
    actor_name: str
    actor_account_id: int | None
    address: str | None
    action: str
    subject_kind: str
    subject: str
    subject_id: int | None
    profile_id: int | None
    seen_revision: str | None
    profile_revision: str | None
    details: str
    previous_hash: str

    def hash(self) -> str:
        """Return the SHA-256 of the entry's RFC 8785 form, in which its details stand as their SHA-256."""
        return digest(
            {
                "organization_id": self.organization_id,
                "position": self.position,
                "at": self.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
                "actor": [self.actor_kind, self.actor_name, self.actor_account_id, self.address],
                "action": self.action,
                "subject": [self.subject_kind, self.subject, self.subject_id],
                "profile": [self.profile_id, self.seen_revision, self.profile_revision],
                "details": sha256(self.details.encode()).hexdigest(),
                "previous": self.previous_hash,
            }
        )
