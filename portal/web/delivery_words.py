"""The states of a delivery as people read them, and what each says of one target."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _

from portal.domain.delivery_state import DeliveryState
from portal.domain.words import TargetType
from portal.models import Profile
from portal.queries.delivery_state import DeliveryRow


@dataclass(frozen=True, slots=True)
class StateWords:
    """A state's name, the kind of its mark, and its explanation for the legend."""

    label: LazyString
    mark: str
    meaning: LazyString


STATES: Mapping[DeliveryState, StateWords] = {
    DeliveryState.FAILED: StateWords(
        lazy_gettext("Could not be applied"),
        "danger",
        lazy_gettext("The softphone got it and could not apply it; it keeps what it had."),
    ),
    DeliveryState.DRIFTED: StateWords(
        lazy_gettext("Differs"),
        "danger",
        lazy_gettext("The softphone says that something else is in force than it was given."),
    ),
    DeliveryState.OUTDATED: StateWords(
        lazy_gettext("Softphone too old"),
        "warning",
        lazy_gettext("The softphone has to be updated before it can get everything."),
    ),
    DeliveryState.UNDELIVERABLE: StateWords(
        lazy_gettext("Cannot be delivered to"),
        "warning",
        lazy_gettext("The target, or the server, can be given no settings."),
    ),
    DeliveryState.PENDING: StateWords(
        lazy_gettext("Waiting for the softphone"),
        "new",
        lazy_gettext("The softphone has not asked since the last change of the profile or the directory."),
    ),
    DeliveryState.DELIVERED: StateWords(
        lazy_gettext("Delivered, not confirmed"),
        "neutral",
        lazy_gettext("The softphone got it and has not said yet what it did with it."),
    ),
    DeliveryState.UNSEEN: StateWords(
        lazy_gettext("No softphone seen"),
        "neutral",
        lazy_gettext("No softphone of this target has ever asked."),
    ),
    DeliveryState.RELEASED: StateWords(
        lazy_gettext("Released"),
        "neutral",
        lazy_gettext("The softphone is not controlled by this profile; its user's own settings are back."),
    ),
    DeliveryState.SUPERSEDED: StateWords(
        lazy_gettext("Overridden"),
        "neutral",
        lazy_gettext("The profile of the account that is signed in applies instead."),
    ),
    DeliveryState.APPLIED: StateWords(
        lazy_gettext("Applied"),
        "good",
        lazy_gettext("The softphone says that exactly this is in force."),
    ),
}


def why(row: DeliveryRow, profile: Profile) -> str:
    """Return what there is to say of one target beside its state."""
    found = _WHY.get(row.state)
    said = [] if found is None else [found(row, profile)]
    if row.too_old_for_part and row.state is not DeliveryState.OUTDATED:
        said.append(str(_("Too old for other settings")))
    return " ".join(text for text in said if text)


def _undeliverable(row: DeliveryRow, profile: Profile) -> str:
    if row.qualifies:
        return str(_("The server or the terminal can be given no settings"))
    if profile.target_type is TargetType.ACCOUNT:
        return str(_("The agent function is off"))
    return str(_("The terminal type cannot be managed"))


def _outdated(row: DeliveryRow, _profile: Profile) -> str:
    return str(_("Too old for other settings") if row.too_old_for_part else _("Too old for any settings"))


def _released(row: DeliveryRow, profile: Profile) -> str:
    signed_out = row.moved_on and profile.status == "enabled"
    return str(_("Signed out; applied again at the next sign-in")) if signed_out else ""


def _detail(row: DeliveryRow, _profile: Profile) -> str:
    return row.detail or ""


def _rival(row: DeliveryRow, _profile: Profile) -> str:
    return row.rival_name or ""


_WHY: Mapping[DeliveryState, Callable[[DeliveryRow, Profile], str]] = {
    DeliveryState.FAILED: _detail,
    DeliveryState.DRIFTED: _detail,
    DeliveryState.UNDELIVERABLE: _undeliverable,
    DeliveryState.OUTDATED: _outdated,
    DeliveryState.RELEASED: _released,
    DeliveryState.SUPERSEDED: _rival,
}
