"""What stands in the tables and facts of the directory: texts, some of them links or marks.

A link is only made for who may follow it (ACC-1, ACC-2); the others read the same text.
"""

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.domain.rights import Right
from portal.domain.words import OwnerType, Status
from portal.queries.directory_having import Having
from portal.web.access import visitor
from portal.web.profiles import words


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, with where it leads; `mark` is the kind of a badge."""

    text: Any
    url: str | None = None
    mark: str | None = None
    numeric: bool = False


# The resource that guards each type of owner, which is also the endpoint of its list; its page's endpoint.
OWNER_PAGES = {
    OwnerType.TERMINAL: ("terminals", "terminal"),
    OwnerType.RING_GROUP: ("ring_groups", "ring_group"),
    OwnerType.IVR: ("ivrs", "ivr"),
    OwnerType.CALL_CENTER: ("call_centers", "call_center"),
}


def titles() -> dict[str, str]:
    """Return what each list of owners is called."""
    return {
        "terminals": _("Terminals"),
        "ring_groups": _("Ring groups"),
        "ivrs": _("IVRs"),
        "call_centers": _("Call centres"),
    }


def agent_function(enabled: bool) -> Cell:  # noqa: FBT001  a value, not a choice of the caller
    """Return whether an account can sign in on softphones."""
    return Cell(_("Enabled"), mark="good") if enabled else Cell(_("Disabled"), mark="neutral")


def count(number: int) -> Cell:
    """Return a number that is read in a column of numbers."""
    return Cell(number, numeric=True)


def owner(owner_type: OwnerType, owner_id: int, text: str) -> Cell:
    """Return the name of a terminal, ring group, IVR or call centre."""
    resource, endpoint = OWNER_PAGES[owner_type]
    return linked(resource, url_for(f"directory.{endpoint}", owner_id=owner_id), text)


def number(number_id: int, text: str) -> Cell:
    """Return a phone number."""
    return linked("numbers", url_for("directory.number", number_id=number_id), text)


def account(account_id: int, text: str) -> Cell:
    """Return a login."""
    return linked("accounts", url_for("directory.account", account_id=account_id), text)


def label(label_id: int, text: str) -> Cell:
    """Return a business label's code."""
    return linked("business_labels", url_for("directory.business_label", label_id=label_id), text)


def profile(profile_id: int | None, text: str | None) -> Cell:
    """Return a profile's name; only the system administrator role reaches its pages (ACC-1)."""
    if profile_id is None:
        return Cell(None)
    reaches = visitor().administers
    return Cell(text, url_for("profiles.basic", profile_id=profile_id) if reaches else None)


def status(having: Having) -> Cell:
    """Return a profile's status as a mark."""
    return Cell(words.STATUS[having.status], mark="good" if having.status is Status.ENABLED else "neutral")


def linked(resource: str, url: str, text: str) -> Cell:
    """Return a text that is a link for who may view the resource."""
    return Cell(text, url if visitor().may(resource, Right.VIEW) else None)
