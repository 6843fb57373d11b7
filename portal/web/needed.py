"""Says on a form that a field is needed, and leaves the refusal to whoever knows all the rules."""

from typing import ClassVar

from wtforms import Form
from wtforms.fields import Field


class Needed:
    """A validator that only marks its field: what is empty is refused together with every other fault."""

    field_flags: ClassVar = {"required": True}

    def __call__(self, form: Form, field: Field) -> None:
        """Accept everything."""
