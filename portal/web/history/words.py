"""What the history says, in words: who, what was done, and what differs (HIS-1)."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from importer.json_value import JsonValue
from portal.domain.audit import Action, ActorKind, Subject
from portal.domain.words import ContactPointType, DisplayList, Part, Status, TargetType
from portal.web.profiles import words
from portal.web.words import PARTS, Words

ACTIONS: Words = {
    Action.PROFILE_CREATED: lazy_gettext("Profile created"),
    Action.PROFILE_CHANGED: lazy_gettext("Profile changed"),
    Action.PROFILE_DUPLICATED: lazy_gettext("Profile duplicated"),
    Action.PROFILE_DELETED: lazy_gettext("Profile deleted"),
    Action.PROFILE_RESTORED: lazy_gettext("Profile restored"),
    Action.PROFILE_LOST: lazy_gettext("Taken from the profile by the directory"),
    Action.REDELIVERY_WISHED: lazy_gettext("To be delivered again"),
    Action.DIRECTORY_CHANGED: lazy_gettext("Directory changed"),
    Action.DIRECTORY_REFUSED: lazy_gettext("Directory refused: it would have removed too much"),
    Action.PASSWORD_CHANGED: lazy_gettext("Password changed"),
    Action.LANGUAGE_CHANGED: lazy_gettext("Language changed"),
    Action.SIGNED_IN: lazy_gettext("Signed in"),
    Action.SIGNED_OUT: lazy_gettext("Signed out"),
    Action.SESSIONS_ENDED: lazy_gettext("Sessions ended"),
    Action.ENROLLED: lazy_gettext("Softphone enrolled"),
    Action.ENROLMENT_ENDED: lazy_gettext("Softphone enrolment ended"),
    Action.API_KEY_CREATED: lazy_gettext("API key created"),
    Action.API_KEY_REVOKED: lazy_gettext("API key revoked"),
    Action.WEBHOOK_CREATED: lazy_gettext("Webhook created"),
    Action.WEBHOOK_CHANGED: lazy_gettext("Webhook changed"),
    Action.WEBHOOK_DELETED: lazy_gettext("Webhook deleted"),
    Action.WEBHOOK_SECRET_RENEWED: lazy_gettext("New secret of a webhook"),
    Action.DAILY_MAIL_CHANGED: lazy_gettext("Daily mail changed"),
    Action.CAPTURE_RECEIVED: lazy_gettext("Capture received"),
    Action.CAPTURE_INGESTED: lazy_gettext("Capture taken in"),
    Action.CAPTURE_REFUSED: lazy_gettext("Capture refused"),
    Action.CAPTURE_TRIED_AGAIN: lazy_gettext("Capture tried again"),
    Action.CAPTURES_DELETED: lazy_gettext("Captures deleted"),
    Action.SNAPSHOT_CHANGED: lazy_gettext("Captured setting changed"),
    Action.SNAPSHOT_DELETED: lazy_gettext("Captured setting deleted"),
    Action.VERSION_CREATED: lazy_gettext("Version created"),
    Action.VERSION_DELETED: lazy_gettext("Version deleted"),
    Action.SIGN_IN_FAILED: lazy_gettext("Sign-in failed"),
    Action.AGENT_SIGN_IN_FAILED: lazy_gettext("Agent sign-in failed"),
    Action.ENROLMENT_FAILED: lazy_gettext("Softphone enrolment failed"),
    Action.DENIED: lazy_gettext("Access denied"),
}
# With these all of a profile comes or goes.
WHOLE = {Action.PROFILE_CREATED, Action.PROFILE_DUPLICATED, Action.PROFILE_DELETED}
ACTORS: Words = {
    ActorKind.ACCOUNT: lazy_gettext("Account"),
    ActorKind.API_KEY: lazy_gettext("API key"),
    ActorKind.COMMAND_LINE: lazy_gettext("Command line"),
    ActorKind.SOFTPHONE: lazy_gettext("Softphone"),
    ActorKind.JOB: lazy_gettext("Automatic"),
    ActorKind.NOBODY: lazy_gettext("Not signed in"),
}
SUBJECTS: Words = {
    Subject.PROFILE: lazy_gettext("Softphone setting profile"),
    Subject.DIRECTORY: lazy_gettext("Directory"),
    Subject.ACCOUNT: lazy_gettext("Account"),
    Subject.TERMINAL: lazy_gettext("Terminal"),
    Subject.API_KEY: lazy_gettext("API key"),
    Subject.CAPTURE: lazy_gettext("Capture"),
    Subject.SNAPSHOT: lazy_gettext("Captured setting"),
    Subject.WEBHOOK: lazy_gettext("Webhook"),
    Subject.DAILY_MAIL: lazy_gettext("Daily mail"),
    Subject.PAGE: lazy_gettext("Page"),
}
FIELDS: Words = {
    "name": lazy_gettext("Profile name"),
    "memo": lazy_gettext("Memo"),
    "target_type": lazy_gettext("Target type"),
    "status": lazy_gettext("Status"),
    "display_list": lazy_gettext("Display list"),
    "display_numbers_saved": lazy_gettext("Display (phone numbers)"),
    "contact_points_saved": lazy_gettext("Display (contact points)"),
    "cti_numbers_saved": lazy_gettext("CTI (phone numbers)"),
    "other": lazy_gettext("Other settings"),
    "note": lazy_gettext("Note"),
    "language": lazy_gettext("Language"),
    "url": lazy_gettext("Address"),
    "events": lazy_gettext("Events"),
    "enabled": lazy_gettext("Enabled"),
    "hour": lazy_gettext("Hour"),
}
LISTS: Words = {part.value: label for part, label in PARTS.items() if part is not Part.PROFILE} | {
    "addresses": lazy_gettext("Mail addresses"),
}
# What else an entry may say; what stands nowhere here is said only on the entry's own page.
MORE: Words = {
    "of": lazy_gettext("Copied from"),
    "extension": lazy_gettext("Source extension"),
    "login": lazy_gettext("Login"),
    "rights": lazy_gettext("Rights"),
    "version": lazy_gettext("Version"),
    "versions": lazy_gettext("Versions"),
    "edited_from": lazy_gettext("Edited from version"),
    "faults": lazy_gettext("Reason"),
    "accounts": lazy_gettext("Accounts"),
    "count": lazy_gettext("Count"),
    "target": lazy_gettext("Target"),
    "restored": lazy_gettext("State after entry"),
    "left_out": lazy_gettext("Left out"),
}


def label(words_of: Words, word: str) -> str:
    """Return how a word is called; one that this release does not know stands for itself."""
    return str(words_of.get(word, word))


def value(name: str, said: JsonValue) -> str | None:
    """Return a field's value in words; None for none."""
    if said is None or said == "":
        return str(_("No selection")) if name == "other" else None
    in_words = _VALUES.get(name, str)
    return str(in_words(said))


def item(name: str, text: str) -> str:
    """Return what an item of a list is called."""
    kind, found, key = text.partition(":")
    if name == Part.CONTACT_POINTS.value and found and kind in set(ContactPointType):
        return f"{words.CONTACT_POINT_TYPE[ContactPointType(kind)]} {key}"
    return text


def _version(said: Any) -> str:  # noqa: ANN401  as it was recorded
    if not isinstance(said, Mapping):
        return str(said)
    return str(_("%(name)s, version %(number)s", name=said.get("snapshot"), number=said.get("version")))


def _choice(labels: Words, kind: Callable[[str], Any]) -> Callable[[Any], str]:
    def words_for(said: Any) -> str:  # noqa: ANN401  as it was recorded
        try:
            return str(labels[kind(str(said))])
        except (ValueError, KeyError):
            return str(said)

    return words_for


def _switched(said: Any) -> str:  # noqa: ANN401  as it was recorded
    return str(_("On") if said else _("Off"))


def _saved(said: Any) -> str:  # noqa: ANN401  as it was recorded
    return str(_("saved") if said else _("never saved"))


_VALUES: Mapping[str, Callable[[Any], str]] = {
    "target_type": _choice(words.TARGET_TYPE, TargetType),
    "status": _choice(words.STATUS, Status),
    "display_list": _choice(words.DISPLAY_LIST, DisplayList),
    "display_numbers_saved": _saved,
    "contact_points_saved": _saved,
    "cti_numbers_saved": _saved,
    "enabled": _switched,
    "other": _version,
}
