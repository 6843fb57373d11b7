"""What the pages say of a mail's day, of problems, and of addresses that are none."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from portal.domain.daily_mail import MOST_ADDRESSES, AddressFault, BadAddresses, DayState, Problem

# How far a day's mail has come, and the kind of its badge.
DAY_STATES: Mapping[DayState, tuple[Any, str]] = {
    DayState.WAITING: (lazy_gettext("On its way"), "warning"),
    DayState.SENT: (lazy_gettext("Sent"), "good"),
    DayState.NOTHING: (lazy_gettext("Nothing waited, so no mail was sent"), "neutral"),
    DayState.REFUSED: (lazy_gettext("Refused"), "danger"),
}

PROBLEMS: Mapping[Problem, Any] = {
    Problem.NOT_CONNECTED: lazy_gettext("The mail server cannot be reached."),
    Problem.TIMED_OUT: lazy_gettext("The mail server did not answer in time."),
    Problem.NO_TLS: lazy_gettext(
        "The mail server does not offer the encryption or the sign-in that is set up."
    ),
    Problem.NOT_TRUSTED: lazy_gettext("The mail server's certificate is not trusted."),
    Problem.SIGN_IN_REFUSED: lazy_gettext("The mail server refused the sign-in."),
    Problem.SENDER_REFUSED: lazy_gettext("The mail server refused the sender's address."),
    Problem.ADDRESSES_REFUSED: lazy_gettext("The mail server did not take the mail for every address."),
    Problem.MESSAGE_REFUSED: lazy_gettext("The mail server refused the mail."),
    Problem.BROKEN_OFF: lazy_gettext("The mail server broke the connection off."),
}


def address_fault(bad: BadAddresses) -> str:
    """Return what is wrong with the addresses that were typed."""
    match bad.code:
        case AddressFault.NONE:
            return str(_("Enter at least one address, or leave the mail switched off."))
        case AddressFault.TOO_MANY:
            return str(_("At most %(most)d addresses are possible.", most=MOST_ADDRESSES))
        case AddressFault.NOT_AN_ADDRESS:
            return str(
                _(
                    "Line %(line)d is no mail address: %(text)s. Expected is the form name@example.com.",
                    line=bad.line,
                    text=bad.text[:100],
                )
            )
