"""What a softphone is answered: the kept answer while nothing changed, else a new one (DLV-7, DLV-8)."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path

import importer.canonical
import portal
from importer.canonical import digest
from importer.catalogue import catalogue
from portal.domain.effective import call_ui, resolve
from portal.domain.facts import Facts
from portal.domain.versions import Version
from portal.domain.winner import standings, unmanaged_because, winner
from portal.domain.words import Language
from portal.queries.delivery import Asker
from portal.queries.delivery_narrow import answer_facts
from portal.services import memo
from portal.services.memo import Kept


class Subject(StrEnum):
    """What can be asked for."""

    SETTINGS = "settings"
    CALL_UI = "call_ui"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for, by which version of a softphone, in which language."""

    subject: Subject
    softphone_version: Version
    language: Language


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer; without `body` it is the one that the asker has already."""

    revision: str
    body: bytes | None


def answer(
    question: Question, asker: Asker, *, has: Callable[[str], bool], in_one_state: Callable[[], Asker]
) -> Answer:
    """Return the answer to `question`.

    `has` tells whether the asker has the answer of a revision. `in_one_state` gives the asker again, as the
    first of what is read from one state of the database; it is only called when a document has to be built.
    """
    key = f"haishin:{question.subject}:{asker.terminal_id}:{asker.account_id or ''}:{question.language}"
    kept = memo.recall(key)
    usable = kept is not None and (kept.body is not None or has(kept.revision))
    if kept is not None and usable and kept.stamp == _stamp(asker, _facts(question, asker)):
        return Answer(kept.revision, kept.body)
    new = _computed(question, in_one_state())
    memo.keep(key, new)
    return Answer(new.revision, new.body)


def _computed(question: Question, asker: Asker) -> Kept:
    facts = _facts(question, asker)
    effective = resolve(answer_facts(asker, facts, catalogue()), catalogue())
    if question.subject is Subject.CALL_UI:
        effective = call_ui(effective.document)
    return Kept(_stamp(asker, facts), effective.revision, effective.body)


def _facts(question: Question, asker: Asker) -> Facts:
    return asker.facts(question.softphone_version, question.language)


def _stamp(asker: Asker, facts: Facts) -> str:
    """Return a digest of all that the answer depends on; for lists stand random ids that change with them."""
    won = winner(standings(facts))
    candidate = asker.candidate(won.profile.id) if won else None
    organization = facts.organization
    return digest(
        [
            _code(),
            catalogue().version,
            list(facts.softphone_version.parts),
            facts.language,
            asker.organization_id,
            asker.directory_revision,
            str(organization.server_version),
            sorted(organization.options),
            organization.show_all_ring_group_numbers,
            organization.show_call_center_numbers,
            asker.terminal_id,
            unmanaged_because(facts),
            asker.account_id,
            None if facts.agent is None else facts.agent.enabled,
            None if candidate is None else [candidate.profile.id, candidate.revision],
            None if candidate is None else candidate.snapshot_name,
        ]
    )


@cache
def _code() -> str:
    """Return a digest of the code that makes answers: a new release may word the same facts differently."""
    root = Path(portal.__file__).parent
    found = sorted([*root.glob("domain/*.py"), *root.glob("queries/delivery*.py")])
    sources = [*found, Path(importer.canonical.__file__)]
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
