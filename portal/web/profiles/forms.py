"""Fields that several forms of profiles have."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from portal.domain.words import DisplayList
from portal.web.profiles import words


def name_field() -> StringField:
    """Return the field for the profile's name; how long it may be the service decides (PRF-3)."""
    return StringField(lazy_gettext("Profile name"), [InputRequired(lazy_gettext("Enter a name."))])


def memo_field() -> TextAreaField:
    """Return the field for the memo."""
    return TextAreaField(lazy_gettext("Memo"))


def display_list_field() -> RadioField:
    """Return the field for the lists that the softphone shows."""
    return RadioField(
        lazy_gettext("Display list"),
        choices=choices(words.DISPLAY_LIST),
        default=DisplayList.SWITCHABLE.value,
        validators=[],
    )


class RevisionForm(FlaskForm):
    """What a form without fields of its own posts: which state of the profile was seen (PRF-9)."""

    revision = HiddenField()


def revision_field() -> HiddenField:
    """Return the field that says which state of the profile the person saw (PRF-9)."""
    return HiddenField()


def choices(labels: Mapping[StrEnum, Any]) -> list[SelectChoice]:
    """Return the choices of a field, in the order of their table."""
    return [SelectChoice(value=choice.value, label=label) for choice, label in labels.items()]
