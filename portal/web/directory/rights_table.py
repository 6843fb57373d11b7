"""What roles may do, in words and as a table of ticks: a row a resource, a column a right."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice

from portal.domain.rights import RESOURCES, RIGHTS, Right, Rights

RESOURCE = {
    "accounts": lazy_gettext("Accounts"),
    "roles": lazy_gettext("Roles"),
    "terminals": lazy_gettext("Terminals"),
    "ring_groups": lazy_gettext("Ring groups"),
    "ivrs": lazy_gettext("IVRs"),
    "call_centers": lazy_gettext("Call centres"),
    "business_labels": lazy_gettext("Business labels"),
    "numbers": lazy_gettext("Phone numbers"),
    "system_settings": lazy_gettext("System settings"),
}
RIGHT = {
    Right.VIEW: lazy_gettext("View"),
    Right.EDIT: lazy_gettext("Edit"),
    Right.DELETE: lazy_gettext("Delete"),
}
# Whether the visitor may give a right on a resource.
MayGive = Callable[[str, Right], bool]


class RightsField(SelectMultipleField):
    """Ticks, each `resource.right`; `may_give` tells those that the visitor can set."""

    may_give: MayGive

    def __init__(self, label: Any, **kwargs: Any) -> None:  # noqa: ANN401  as WTForms has them
        """Offer every right on every resource."""
        choices = [SelectChoice(value=tick_of(each, right)) for each in RESOURCES for right in RIGHTS]
        super().__init__(label, choices=choices, **kwargs)

    def rows(self) -> list[tuple[str, str, list[tuple[str, str, bool, bool]]]]:
        """Return each resource with its label, and each right on it: tick, label, ticked, may be set."""
        ticked = set(self.data or ())
        return [
            (
                resource,
                str(label),
                [
                    (
                        tick_of(resource, right),
                        str(RIGHT[right]),
                        tick_of(resource, right) in ticked,
                        self.may_give(resource, right),
                    )
                    for right in RIGHTS
                ],
            )
            for resource, label in RESOURCE.items()
        ]

    def rights(self) -> dict[str, list[str]]:
        """Return the ticked rights, by resource, as a document says them."""
        ticked = set(self.data or ())
        return {
            resource: [right.value for right in RIGHTS if tick_of(resource, right) in ticked]
            for resource in RESOURCES
        }

    def ungiven(self) -> list[tuple[str, Right]]:
        """Return what is ticked and not the visitor's to give."""
        return [
            (resource, Right(right))
            for resource, named in self.rights().items()
            for right in named
            if not self.may_give(resource, Right(right))
        ]


def tick_of(resource: str, right: Right) -> str:
    """Return the value of the tick of a right."""
    return f"{resource}.{right.value}"


def ticks_of(rights: Rights) -> list[str]:
    """Return the ticks of a role as it is stored."""
    return [tick_of(resource, Right(right)) for resource, named in rights.items() for right in named]


def in_words(rights: Mapping[str, Sequence[str]]) -> str:
    """Return the rights as lines of text, a resource a line, in their one order."""
    said = [
        f"{RESOURCE[resource]}: {_(', ').join(str(RIGHT[right]) for right in RIGHTS if right in named)}"
        for resource in RESOURCES
        if (named := rights.get(resource))
    ]
    return "\n".join(said)
