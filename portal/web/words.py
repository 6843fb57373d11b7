"""What pages of several subjects call the same things by."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from flask_babel import lazy_gettext

from portal.domain.words import Part

# Texts that are translated when they are shown.
Words: TypeAlias = Mapping[Any, Any]

# The kinds of a directory document, in its order.
DIRECTORY_KINDS: Words = {
    "organization": lazy_gettext("Contract"),
    "roles": lazy_gettext("Roles"),
    "accounts": lazy_gettext("Accounts"),
    "terminals": lazy_gettext("Terminals"),
    "ring_groups": lazy_gettext("Ring groups"),
    "ivrs": lazy_gettext("IVRs"),
    "call_centers": lazy_gettext("Call centres"),
    "business_labels": lazy_gettext("Business labels"),
    "phone_book": lazy_gettext("Phone book"),
}
# What a softphone is given.
DELIVERED_PARTS: Words = {
    Part.DISPLAY_NUMBERS: lazy_gettext("Number list"),
    Part.CONTACT_POINTS: lazy_gettext("Contact point list"),
    Part.CTI_NUMBERS: lazy_gettext("CTI numbers"),
    Part.OTHER: lazy_gettext("Other settings"),
}
# The parts of a profile, called as their tabs are.
PARTS: Words = {
    Part.PROFILE: lazy_gettext("Basic settings"),
    Part.TARGETS: lazy_gettext("Target selection"),
    Part.DISPLAY_NUMBERS: lazy_gettext("Display (phone numbers)"),
    Part.CONTACT_POINTS: lazy_gettext("Display (contact points)"),
    Part.CTI_NUMBERS: lazy_gettext("CTI (phone numbers)"),
    Part.OTHER: lazy_gettext("Other settings"),
}
