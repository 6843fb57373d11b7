"""Fields that several forms of profiles have."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from flask import request
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from portal.domain.words import DisplayList, TargetType
from portal.services.profile_details import Details, faults_of
from portal.web.profiles import words
from portal.web.profiles.refusals import put


def display_list_field() -> RadioField:
    """Return the field for the lists that the softphone shows."""
    return RadioField(
        lazy_gettext("Display list"),
        choices=choices(words.DISPLAY_LIST),
        default=DisplayList.SWITCHABLE.value,
        validators=[],
    )


class DetailsForm(FlaskForm):
    """A profile's name and memo; the service that keeps them is asked before the person is (PRF-3)."""

    name = StringField(lazy_gettext("Profile name"), [InputRequired(lazy_gettext("Enter a name."))])
    memo = TextAreaField(lazy_gettext("Memo"))

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Tell whether all can be saved, and say beside each field what can not."""
        valid = super().validate(extra_validators)
        typed = Details(self.name.data or "", self.memo.data or "")
        faults = faults_of(typed, TargetType.ACCOUNT)
        put(self, (fault for fault in faults if not self[fault.pointer.strip("/")].errors))
        return valid and not faults


class RevisionForm(FlaskForm):
    """What a form without fields of its own posts: which state of the profile was seen (PRF-9)."""

    revision = HiddenField()


def revision_field() -> HiddenField:
    """Return the field that says which state of the profile the person saw (PRF-9)."""
    return HiddenField()


def choices(labels: Mapping[StrEnum, Any]) -> list[SelectChoice]:
    """Return the choices of a field, in the order of their table."""
    return [SelectChoice(value=choice.value, label=label) for choice, label in labels.items()]


def revision_in(text: str | None) -> str:
    """Return the revision that a form sent; what is none was never seen."""
    return text if text and _REVISION.fullmatch(text) else ""


def goes_on(form: FlaskForm) -> bool:
    """Tell whether the person goes on from what somebody else saved; the next save then does (PRF-9)."""
    if request.form.get("go") != "go-on":
        return False
    form.revision.data = revision_in(request.form.get("onto"))
    return True


_REVISION = re.compile(r"[0-9a-f]{32}")
