"""The page of one thing: facts, what is delivered, and lists of what belongs to it, each paged by itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.rights import Right
from portal.queries.listing import Listing, Page, read_listing
from portal.web.access import visitor
from portal.web.directory.cells import Cell
from portal.web.directory.lists import Column
from portal.web.lists import Address, ShownPage, shown
from portal.web.page import page


@dataclass(frozen=True, slots=True)
class Section:
    """One list on the page of a thing. `name` is its anchor, and its page is the argument `<name>_page`."""

    name: str
    title: str
    empty: str
    headings: Sequence[dict[str, Any]]
    listing: Listing
    found: Page[list[Cell]]

    @classmethod
    def of(
        cls,
        name: str,
        title: str,
        empty: str,
        find: Callable[[Listing], Page[Any]],
        columns: Sequence[Column[Any]],
    ) -> "Section":
        """Return the section with the page of its list that was asked for."""
        listing = read_listing({"page": request.args.get(f"{name}_page", "")})
        headings = [
            {"label": column.label} | ({"numeric": True} if column.numeric else {}) for column in columns
        ]
        found = find(listing).map(lambda row: [column.cell(row) for column in columns])
        return cls(name, title, empty, headings, listing, found)

    def rows(self, address: Address) -> ShownPage[list[Cell]]:
        """Return the rows, with the way on; the other lists begin anew."""

        def at(**args: str) -> str:
            number = args.get("page")
            return address(**({f"{self.name}_page": number} if number else {}), _anchor=self.name)

        return shown(self.found, self.listing, at)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence on what is delivered. `kind` is that of a note: success, info or warning."""

    kind: str
    text: str
    link: Cell | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A button: a link, or, with a question, something that is asked and then done.

    `kind` is that of a button: primary, secondary or danger.
    """

    label: str
    url: str
    icon: str
    kind: str = "secondary"
    question: str | None = None
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Detail:
    """The page of one thing; `trail` is the list that it stands in, if any."""

    title: str
    trail: tuple[str, str] | None
    address: Address
    facts: Sequence[tuple[str, Cell]]
    delivery: Sequence[Line] = ()
    sections: Sequence[Section] = ()
    actions: Sequence[Action] = ()


def actions(resource: str, endpoint: str, identity: str, **ids: int) -> list[Action]:
    """Return the buttons that the visitor's rights allow (ACC-2)."""
    own, at = visitor(), f"directory.{endpoint}"
    found = []
    if own.may(resource, Right.EDIT):
        found.append(Action(_("Edit"), _at(f"{at}_edit", ids), "pencil", "primary"))
    if own.may(resource, Right.DELETE):
        seen = {"revision": own.account.organization.directory_revision}
        question = delete_question(identity, resource)
        found.append(Action(_("Delete"), _at(f"{at}_delete", ids), "trash", "danger", question, seen))
    return found


def preview(**asked: str) -> list[Action]:
    """Return the way to the preview of a softphone, for those who may see it (ACC-1)."""
    if not visitor().administers:
        return []
    values: dict[str, Any] = dict(asked)
    return [Action(_("Preview"), url_for("preview.anywhere", **values), "eye")]


def delete_question(identity: str, resource: str) -> str:
    """Return what to ask before something of the directory is deleted."""
    if resource == "roles":
        return str(_("Delete the role “%(name)s”?", name=identity))
    said = _("Delete “%(name)s”? Profiles lose it too. The PBX may bring it back.", name=identity)
    return str(said)


def _at(endpoint: str, ids: dict[str, int]) -> str:
    values: dict[str, Any] = dict(ids)
    return url_for(endpoint, **values)


def show_detail(
    detail: Detail, status: int = 200, problem: str | None = None, made: str | None = None
) -> ResponseReturnValue:
    """Answer with the page; `problem` says why something was not done, `made` is a secret shown once."""
    sections = [(section, section.rows(detail.address)) for section in detail.sections]
    return page("directory/detail", status, detail=detail, sections=sections, problem=problem, made=made)
