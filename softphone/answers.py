"""The answer to the softphone's question, checked before anything of it is believed."""

from dataclasses import dataclass
from functools import cached_property

from pydantic import ValidationError

from softphone.document import Delivered, Release
from softphone.reading import JsonObject, JsonValue, NotJson, digest


@dataclass(frozen=True)
class Controlled:
    """A checked answer that controls this softphone; `document` is it, as it came."""

    document: JsonObject

    @cached_property
    def delivered(self) -> Delivered:
        """The document by its fields. Raises `ValidationError` for one of another shape."""
        return Delivered.model_validate(self.document)

    @property
    def revision(self) -> str:
        """Hex SHA-256 of the answer without it."""
        return self.delivered.revision

    @cached_property
    def locked(self) -> frozenset[str]:
        """The keys that the user cannot change: what is named, and all that the other part has (LCK-4)."""
        return frozenset(self.delivered.locked) | frozenset(self.values)

    @property
    def values(self) -> JsonObject:
        """The other settings, {} when there are none."""
        return {} if self.delivered.other is None else self.delivered.other.values

    @cached_property
    def unavailable(self) -> dict[str, str]:
        """The delivered keys that have no use here, with the option that each needs (OSV-2)."""
        other = self.delivered.other
        return {} if other is None else {entry.key: entry.option for entry in other.unavailable}

    @cached_property
    def digest(self) -> str:
        """What a report says is in force: the digest over display, CTI and other values."""
        return digest(
            {
                "display": self.document.get("display"),
                "cti": self.document.get("cti"),
                "values": self.values,
            }
        )


@dataclass(frozen=True, slots=True)
class NotControlled:
    """A checked answer that releases this softphone."""

    revision: str
    reason: str


@dataclass(frozen=True, slots=True)
class Unusable:
    """An answer that cannot be applied: `why`, in English, for the report."""

    revision: str | None
    why: str


def read_answer(document: JsonValue) -> Controlled | NotControlled | Unusable:
    """Return what `document` says, or why it is not to be believed."""
    if not isinstance(document, dict):
        return Unusable(None, "the answer is not an object")
    revision = document.get("revision")
    named = revision if isinstance(revision, str) else None
    try:
        if digest({key: value for key, value in document.items() if key != "revision"}) != revision:
            return Unusable(named, "the revision does not match the content")
        return _by_shape(document)
    except ValidationError as error:
        return Unusable(named, _first_fault(error))
    except NotJson as error:
        return Unusable(named, str(error))


def _by_shape(document: JsonObject) -> Controlled | NotControlled | Unusable:
    match document.get("controlled"):
        case True:
            answer = Controlled(document)
            _ = answer.delivered  # the shape is judged here, not when it is first used
            return answer
        case False:
            release = Release.model_validate(_without_empty(document))
            if release.locked:
                return Unusable(release.revision, "locked: nothing can be locked without control")
            return NotControlled(release.revision, release.reason)
    return Unusable(str(document["revision"]), "controlled: neither true nor false")


def _without_empty(document: JsonObject) -> JsonObject:
    # "null or empty": an empty object or list says no more than null; `locked` alone is a list.
    return {key: None if value in ({}, []) and key != "locked" else value for key, value in document.items()}


def _first_fault(error: ValidationError) -> str:
    fault = error.errors(include_url=False, include_input=False)[0]
    return f"{'.'.join(str(step) for step in fault['loc'])}: {fault['msg']}"
