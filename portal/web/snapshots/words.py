"""How states and sources are called on the pages of captures and snapshots."""

from collections.abc import Mapping
from typing import Any, Protocol

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.domain.values_difference import Change
from portal.domain.words import CaptureState, Origin


class Sourced(Protocol):
    """What came from somewhere: a version, or its row in a list."""

    @property
    def origin(self) -> Origin:
        """What kind of source it is."""
        ...

    @property
    def source_extension(self) -> str:
        """The extension of the softphone that captured it."""
        ...

    @property
    def account_login(self) -> str:
        """Who captured, took in or edited."""
        ...


# How a state is called, and the kind of its badge.
STATES: Mapping[CaptureState, tuple[Any, str]] = {
    CaptureState.RECEIVED: (lazy_gettext("Received"), "neutral"),
    CaptureState.PROCESSING: (lazy_gettext("Being processed"), "neutral"),
    CaptureState.INGESTED: (lazy_gettext("Taken in"), "good"),
    CaptureState.REFUSED: (lazy_gettext("Refused"), "danger"),
}

# What became of a setting, and the kind of its badge.
CHANGES: Mapping[Change, tuple[Any, str]] = {
    Change.ADDED: (lazy_gettext("Added"), "good"),
    Change.REMOVED: (lazy_gettext("Taken out"), "danger"),
    Change.CHANGED: (lazy_gettext("Changed"), "warning"),
}


def source_of(version: Sourced) -> str:
    """Return where a version came from, in one line of a list."""
    match version.origin:
        case Origin.EDIT:
            return str(_("Edited by %(who)s", who=version.account_login))
        case Origin.FILE:
            return str(_("File (%(extension)s)", extension=version.source_extension))
    return version.source_extension
