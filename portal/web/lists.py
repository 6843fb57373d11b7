"""A list's page and headings as the list macros show them: with addresses to sort by and to go on to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from portal.queries.listing import Listing, Page

Item = TypeVar("Item")
# Makes the list's own address from query arguments.
Address = Callable[..., str]


@dataclass(frozen=True, slots=True)
class ShownPage(Generic[Item]):
    """What `pagination` needs of a page, and the page's rows."""

    items: tuple[Item, ...]
    total: int
    number: int
    pages: int
    first_item: int
    last_item: int
    previous_url: str | None
    next_url: str | None


def shown(page: Page[Item], listing: Listing, address: Address) -> ShownPage[Item]:
    """Return the page with the addresses of its neighbours."""

    def at(number: int | None) -> str | None:
        return address(**listing.at(number).args()) if number else None

    return ShownPage(
        items=page.items,
        total=page.total,
        number=page.number,
        pages=page.pages,
        first_item=page.first_item,
        last_item=page.last_item,
        previous_url=at(page.previous),
        next_url=at(page.following),
    )


def plain(*labels: str) -> list[dict[str, Any]]:
    """Return headings of columns that a list is not sorted by."""
    return [{"label": label} for label in labels]


def heading(
    label: str, listing: Listing, address: Address, sort: str, *, numeric: bool = False
) -> dict[str, Any]:
    """Return a heading that sorts its list by `sort`, and says how the list is sorted now."""
    direction = "descending" if listing.descending else "ascending"
    return {
        "label": label,
        "url": address(**listing.sorted_by(sort).args()),
        "sorted": direction if listing.sort == sort else None,
    } | ({"numeric": True} if numeric else {})
