"""The number list and the contact point list as the phone shows them."""

from dataclasses import dataclass

from softphone.document import ContactPoint, Number
from softphone.reading import JsonValue
from softphone.settings import Settings

NUMBERS_ONLY, CONTACT_POINTS_ONLY = "numbers_only", "contact_points_only"


@dataclass(frozen=True, slots=True)
class NumberLine:
    """One number. What the phone book or the owner is called is known for delivered numbers alone."""

    number: str
    name: str | None = None
    kind: str | None = None
    owner: str | None = None
    owner_type: str | None = None
    by_name: bool = False

    @property
    def title(self) -> str:
        """What stands first: the phone book's name if the user wants names and there is one."""
        return self.name if self.by_name and self.name else self.number


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact point."""

    name: str
    type: str | None = None
    caller_number: str | None = None


@dataclass(frozen=True, slots=True)
class Lists:
    """Both lists; None for one that the display list leaves out."""

    numbers: list[NumberLine] | None
    contact_points: list[ContactLine] | None

    @property
    def switchable(self) -> bool:
        """Whether the user switches between the two."""
        return self.numbers is not None and self.contact_points is not None


def shown(settings: Settings) -> Lists:
    """Return what the phone shows: when controlled what is delivered and nothing else [manual 4.1]."""
    display_list = settings.value("display.list")
    return Lists(
        None if display_list == CONTACT_POINTS_ONLY else _numbers(settings),
        None if display_list == NUMBERS_ONLY else _contact_points(settings),
    )


def _numbers(settings: Settings) -> list[NumberLine]:
    by_name = settings.value("display.numbers_by_phone_book_name") is True
    if settings.controlled is None:
        lines = [NumberLine(number) for number in _texts(settings.value("display.numbers"))]
    else:
        delivered = settings.controlled.delivered.display.numbers or []
        lines = [number_line(number, by_name=by_name) for number in delivered]
    if settings.value("display.sort_numbers") is True:
        lines.sort(key=lambda line: (line.title, line.number))
    return lines


def _contact_points(settings: Settings) -> list[ContactLine]:
    if settings.controlled is None:
        return [ContactLine(name) for name in _texts(settings.value("display.contact_points"))]
    return [contact_line(point) for point in settings.controlled.delivered.display.contact_points or []]


def number_line(number: Number, *, by_name: bool) -> NumberLine:
    """Return a delivered number as a line."""
    owner = number.owner
    return NumberLine(number.number, number.name, number.kind, owner.name, owner.type, by_name)


def contact_line(point: ContactPoint) -> ContactLine:
    """Return a delivered contact point as a line."""
    return ContactLine(point.name, point.type, point.caller_number)


def _texts(value: JsonValue) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
