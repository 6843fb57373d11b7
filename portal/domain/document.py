"""The effective settings document, as other programs read it, and its digests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from importer.canonical import canonical, digest
from importer.catalogue import Catalogue
from importer.json_value import JsonValue
from portal.domain.facts import ContactPoint, Facts, Number, ProfileFacts
from portal.domain.judgement import Judgement
from portal.domain.locks import NOTICES, locked_keys
from portal.domain.other_settings import unavailable
from portal.domain.words import NotControlled

Document: TypeAlias = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Effective:
    """One answer. `body` is `document` as UTF-8 JSON, the same bytes for the same answer (DLV-7)."""

    document: Document
    body: bytes

    @property
    def revision(self) -> str:
        """Hex SHA-256 of the RFC 8785 form of the document without its `revision` (TRU-3)."""
        return str(self.document["revision"])


def sealed(answer: Document) -> Effective:
    """Return the answer with its revision; its bytes are the canonical form with the revision in front."""
    form = canonical(answer)
    revision = sha256(form).hexdigest()
    return Effective({"revision": revision, **answer}, b'{"revision":"%s",%s' % (revision.encode(), form[1:]))


def not_controlled(reason: NotControlled) -> Document:
    """Return the answer that tells a softphone to drop what was delivered (REL-1)."""
    return {
        "controlled": False,
        "reason": reason.value,
        "profile": None,
        "notice": None,
        "display": None,
        "cti": None,
        "other": None,
        "locked": [],
    }


def controlled(judgement: Judgement, facts: Facts, catalogue: Catalogue) -> Document:
    """Return what the winning profile delivers, without its revision."""
    profile = judgement.standing.profile
    cti_numbers = _numbers(judgement.cti_numbers.delivered)
    other_keys = judgement.other.delivered
    return {
        "controlled": True,
        "reason": None,
        "profile": {"id": profile.id, "name": profile.name, "target_type": profile.target_type.value},
        "notice": NOTICES[facts.language],
        "display": _display(judgement),
        "cti": None if cti_numbers is None else {"numbers": cti_numbers},
        "other": _other(profile, other_keys, facts, catalogue),
        "locked": [*locked_keys(catalogue, other_keys or (), cti=cti_numbers is not None)],
    }


def applied_digest(document: Mapping[str, JsonValue]) -> str | None:
    """Return what a softphone that has this document in force reports as `digest`; None when released."""
    if not document["controlled"]:
        return None
    other = document["other"]
    values = other["values"] if isinstance(other, Mapping) else {}
    return digest({"display": document["display"], "cti": document["cti"], "values": values})


def call_ui(document: Mapping[str, JsonValue]) -> Effective:
    """Return what OpenCTI and workspace get of this document: its two lists, no other settings (CUI-1)."""
    display = document["display"]
    lists = display if isinstance(display, Mapping) else {"numbers": None, "contact_points": None}
    return sealed(
        {
            "controlled": document["controlled"],
            "numbers": lists["numbers"],
            "contact_points": lists["contact_points"],
        }
    )


def _display(judgement: Judgement) -> Document:
    return {
        "list": judgement.standing.profile.shown_list.value,
        "numbers": _numbers(judgement.display_numbers.delivered),
        "contact_points": _contact_points(judgement.contact_points.delivered),
        # Off, whatever the user had (CPL-4).
        "auto_show_new_call_centers": False,
        "auto_show_new_business_labels": False,
    }


def _numbers(numbers: Iterable[Number] | None) -> list[JsonValue] | None:
    return None if numbers is None else [_number(number) for number in numbers]


def _number(number: Number) -> Document:
    owner = number.owner
    return {
        "number": number.number,
        "kind": number.kind.value,
        "name": number.name,
        "owner": {"type": owner.type.value, "name": owner.name, "extension": owner.extension},
    }


def _contact_points(points: Iterable[ContactPoint] | None) -> list[JsonValue] | None:
    if points is None:
        return None
    return [
        {"type": point.type.value, "name": point.name, "caller_number": point.caller_number}
        for point in points
    ]


def _other(
    profile: ProfileFacts, keys: list[str] | None, facts: Facts, catalogue: Catalogue
) -> Document | None:
    pinned = profile.pinned
    if pinned is None or keys is None:
        return None
    return {
        "snapshot": {
            "name": pinned.name,
            "version": pinned.version,
            "captured_at": pinned.captured_at,
            "source_extension": pinned.source_extension,
            "source_version": pinned.source_version,
        },
        "values": {key: pinned.values[key] for key in keys},
        "unavailable": [*unavailable(keys, facts.organization.options, catalogue)],
    }
