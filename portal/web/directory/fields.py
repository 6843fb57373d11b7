"""Fields that several forms of the directory have, and what is typed in them as documents say it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from portal.queries.numbers import digits_in
from portal.web.directory.corrections import lines
from portal.web.needed import Needed

ONE_A_LINE = lazy_gettext("One per line.")


def name_field() -> StringField:
    """Return the field for a name; what it may be the directory decides."""
    return StringField(lazy_gettext("Name"), [Needed()])


def dial_in_field() -> TextAreaField:
    """Return the field for dial-in numbers, one a line."""
    return TextAreaField(lazy_gettext("Dial-in numbers"), description=ONE_A_LINE)


def caller_number_field() -> StringField:
    """Return the field for the number that is shown when somebody calls as the contact point."""
    return StringField(
        lazy_gettext("Outbound caller number"),
        description=lazy_gettext("Leave it empty if nobody calls as this contact point."),
    )


def choice_field(label: Any, choices: Mapping[Any, Any]) -> SelectField:  # noqa: ANN401  a text to translate
    """Return a field with these choices, in the order of their table."""
    return SelectField(
        label, choices=[SelectChoice(value=choice.value, label=text) for choice, text in choices.items()]
    )


def as_number(text: str) -> str:
    """Return a number as it is stored; what is none stays, to be refused."""
    return digits_in(text) or text


def as_numbers(text: str | None) -> list[Any]:
    """Return the numbers of a text, one a line."""
    return [as_number(line) for line in lines(text)]


def number_or_none(text: str | None) -> str | None:
    """Return the number of a field that may be empty."""
    return as_number(text.strip()) if text and text.strip() else None
