"""What a save does to softphones, and when: never at once (DST-4)."""

from flask_babel import gettext as _

from portal.domain.words import Status


def saved(status: Status) -> str:
    """Return what to say after a save that left the status as it was."""
    if status is Status.ENABLED:
        return str(_("Saved. Each softphone gets the change at its next start or sign-in."))
    return str(_("Saved."))


def switched(was: Status, status: Status) -> str:
    """Return what to say after a save that may have switched the profile on or off."""
    if was is status:
        return saved(status)
    if status is Status.ENABLED:
        return str(_("Saved and enabled. Each softphone gets the settings at its next start or sign-in."))
    return str(_("Saved and disabled. Each softphone is released at its next start or sign-in."))
