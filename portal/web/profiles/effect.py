"""What a save does to softphones, and when: never at once (DST-4)."""

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.versions import OLDEST_SOFTPHONE, OLDEST_SOFTPHONE_FOR_OTHER
from portal.domain.words import Status
from portal.models import Profile
from portal.queries.targets import TargetCounts


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


def enabling() -> str:
    """Return when an enabled profile reaches softphones, and which of them are too old for what (STA-2)."""
    return str(
        _(
            "Each softphone gets the settings at its next start or sign-in. "
            "Below version %(oldest)s it gets nothing, below %(newer)s no other settings.",
            oldest=OLDEST_SOFTPHONE,
            newer=OLDEST_SOFTPHONE_FOR_OTHER,
        )
    )


def delete_question(profile: Profile) -> str:
    """Return what to ask before the profile is deleted."""
    return str(_("Delete the profile “%(name)s”?", name=profile.name))


def released(profile: Profile, targets: TargetCounts) -> str:
    """Return how many softphones are released when the profile is deleted (PRF-10)."""
    if profile.status is Status.DISABLED:
        return str(_("It is disabled: no softphone is released."))
    return str(
        ngettext(
            "%(num)d softphone will be released at its next start or sign-in.",
            "%(num)d softphones will be released at their next start or sign-in.",
            targets.total - targets.not_deliverable,
        )
    )
