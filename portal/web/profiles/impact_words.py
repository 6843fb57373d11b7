"""What a change would do, in the words of the page and of the questions that are asked before it (STA-2)."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from portal.domain.impact import Action, Effect
from portal.queries.impact import Impact
from portal.web.words import Words

ACTIONS: Words = {
    Action.SAVE: lazy_gettext("Save my edits"),
    Action.ENABLE: lazy_gettext("Enable the profile"),
    Action.DISABLE: lazy_gettext("Disable the profile"),
    Action.DELETE: lazy_gettext("Delete the profile"),
}
EFFECTS: Words = {
    Effect.MANAGED: lazy_gettext("Newly controlled"),
    Effect.RELEASED: lazy_gettext("Is released"),
    Effect.CHANGED: lazy_gettext("Gets something else"),
    Effect.SAME: lazy_gettext("Stays the same"),
    Effect.TOO_OLD: lazy_gettext("Too old: gets nothing"),
    Effect.NOT_DELIVERABLE: lazy_gettext("Cannot be delivered to"),
    Effect.UNCONTROLLED: lazy_gettext("Not controlled: the profile is disabled"),
}


def sentences(found: Impact) -> list[str]:
    """Return an impact in a few sentences; none where there are no targets."""
    counted = [(effect, found.effects.get(effect, 0)) for effect in EFFECTS]
    effects = [
        _("%(what)s: %(count)d", what=EFFECTS[effect], count=count) for effect, count in counted if count
    ]
    old = [settingless(version, count) for version, count in found.too_old]
    return [str(_(", ").join(effects)), *old] if effects else []


def settingless(version: str, count: int) -> str:
    """Return how many softphones are too old for other settings (VER-2)."""
    return str(
        ngettext(
            "%(num)d softphone of version %(version)s gets no other settings.",
            "%(num)d softphones of version %(version)s get no other settings.",
            count,
            version=version,
        )
    )
