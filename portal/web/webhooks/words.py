"""How events, states and problems of webhooks are called."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext

from portal.domain.webhook_targets import TargetFault
from portal.domain.webhooks import TEST, DeliveryState, Event, Problem

EVENTS: Mapping[str, Any] = {
    Event.PROFILE_CHANGED: lazy_gettext("A profile was made or changed"),
    Event.PROFILE_ENABLED: lazy_gettext("A profile was enabled"),
    Event.PROFILE_DISABLED: lazy_gettext("A profile was disabled"),
    Event.PROFILE_DELETED: lazy_gettext("A profile was deleted"),
    Event.CAPTURE_INGESTED: lazy_gettext("Captured settings were taken in"),
    Event.CAPTURE_REFUSED: lazy_gettext("Captured settings were refused"),
    Event.NUMBERS_WAITING: lazy_gettext("Newly added numbers wait for review"),
    Event.DELIVERY_FAILED: lazy_gettext("A softphone could not apply its settings"),
    Event.DIRECTORY_REFUSED: lazy_gettext("A directory was refused that would have removed too much"),
    TEST: lazy_gettext("Test"),
}

# How a state is called, and the kind of its badge.
STATES: Mapping[DeliveryState, tuple[Any, str]] = {
    DeliveryState.WAITING: (lazy_gettext("Waiting"), "warning"),
    DeliveryState.DELIVERED: (lazy_gettext("Sent"), "good"),
    DeliveryState.FAILED: (lazy_gettext("Failed"), "danger"),
}

PROBLEMS: Mapping[Problem, Any] = {
    Problem.ADDRESS_REFUSED: lazy_gettext("The address leads into a network that is not allowed."),
    Problem.NAME_UNKNOWN: lazy_gettext("The host name is unknown."),
    Problem.NOT_CONNECTED: lazy_gettext("Nobody answers at the address."),
    Problem.NOT_TRUSTED: lazy_gettext("The certificate is not trusted."),
    Problem.TIMED_OUT: lazy_gettext("No answer in time."),
    Problem.BAD_ANSWER: lazy_gettext("The answer could not be read."),
    Problem.STATUS: lazy_gettext("The receiver refused it."),
    Problem.GONE: lazy_gettext("The receiver says that it is gone for good."),
    Problem.NO_OUTCOME: lazy_gettext("The last attempt ended without an outcome."),
    Problem.TOO_OLD: lazy_gettext("Its turn never came: the receiver failed for too long."),
    Problem.SWITCHED_OFF: lazy_gettext("The webhook was switched off."),
}

TARGET_FAULTS: Mapping[TargetFault, Any] = {
    TargetFault.NO_ADDRESS: lazy_gettext("Not an address: expected is the form https://host/path."),
    TargetFault.TOO_LONG: lazy_gettext("The address is too long."),
    TargetFault.NOT_HTTPS: lazy_gettext("The address has to begin with https://."),
    TargetFault.USER_INFO: lazy_gettext("The address must not hold a user name or a password."),
    TargetFault.ODD_PORT: lazy_gettext("This port is not allowed: possible are 443 and 8443."),
    TargetFault.FRAGMENT: lazy_gettext("The address must not have a part after #."),
    TargetFault.PRIVATE: lazy_gettext("The address leads into a network that is not allowed."),
    TargetFault.SECRET: lazy_gettext(
        "A secret seems to stand in the address, where everybody who reads it could see it. "
        "Receivers know the portal by its signature."
    ),
}
