"""What a view says of itself, beside it: the OpenAPI document is built from this alone.

A shape is a pydantic model, or a JSON Schema (2020-12) where there is none.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict

Shape: TypeAlias = type[BaseModel] | Mapping[str, Any]
View = TypeVar("View", bound=Callable[..., object])


class AnswerShape(BaseModel):
    """The parent of shapes of answers: what is not named is not in them."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of an operation; `headers` are the names of those that matter."""

    description: str
    shape: Shape | None = None
    headers: tuple[str, ...] = ()
    media_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A query parameter, or a header beside the credentials."""

    name: str
    place: str
    description: str
    schema: Mapping[str, Any]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Documentation:
    """What one view takes and answers; as a decorator it stands below the credential's.

    `problems` are the statuses that are its own. 401 and 403 of its credential, 400, 413, 415 and 422 of a
    body, and 503 need not be named.
    """

    tag: str
    summary: str
    answers: Mapping[int, Answer]
    problems: tuple[int, ...] = ()
    body: Shape | None = None
    parameters: tuple[Parameter, ...] = ()
    text_bodies: tuple[str, ...] = ()
    """Media types of plain texts that are taken as well as `body`."""

    def __call__(self, view: View) -> View:
        """Tie it to its view."""
        view.documentation = self  # type: ignore[attr-defined]
        return view


# As a decorator it reads better so.
documented = Documentation

SOFTPHONE_VERSION = Parameter(
    "X-Softphone-Version",
    "header",
    "The version of the softphone, as 3.13.7.",
    {"type": "string", "pattern": r"^(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8})){1,3}$"},
    required=True,
)
IF_NONE_MATCH = Parameter(
    "If-None-Match", "header", "The ETag of the answer that the caller has.", {"type": "string"}
)
IF_MATCH = Parameter("If-Match", "header", "The ETag of the state that is changed.", {"type": "string"})
ACCEPT_LANGUAGE = Parameter(
    "Accept-Language", "header", "ja or en: the language of texts for people.", {"type": "string"}
)
