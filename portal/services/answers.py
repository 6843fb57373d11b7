"""What a softphone is answered: the kept answer while nothing changed, else a new one (DLV-7, DLV-8)."""

import json
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
from portal.domain.effective import applied_digest, call_ui, resolve
from portal.domain.facts import Facts
from portal.domain.sightings import Note
from portal.domain.versions import Version
from portal.domain.winner import standings, unmanaged_because, winner
from portal.domain.words import Language, NotControlled
from portal.queries.delivery import Asker, Candidate
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
    """An answer; without `body` it is the one that the asker has already.

    One that is `wanted_whole` is given with its body even to who has it.
    """

    revision: str
    body: bytes | None
    wanted_whole: bool = False


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who asks, what is known of them, and the profile that they get."""

    asker: Asker
    facts: Facts
    won: Candidate | None


def answer(
    question: Question,
    asker: Asker,
    *,
    has: Callable[[str], bool],
    in_one_state: Callable[[], Asker],
    noted: bool = False,
) -> Answer:
    """Return the answer to `question`.

    `has` tells whether the asker has the answer of a revision. `in_one_state` gives the asker again, as the
    first of what is read from one state of the database; it is only called when a document has to be built.
    A question that is `noted` becomes a sighting of the softphone (DST-3).
    """
    key = _key(question.subject, asker.terminal_id, asker.account_id, question.language)
    asked = _asked(question, asker)
    stamp = _stamp(asked)
    kept = memo.recall(key, stamp, _note(asked) if noted else None)
    usable = kept is not None and (kept.body is not None or has(kept.revision))
    if kept is not None and usable and kept.stamp == stamp:
        return Answer(kept.revision, kept.body)
    asked = _asked(question, in_one_state())
    new = _computed(question, asked)
    memo.keep(key, new, _note(asked) if noted else None)
    # Once it is kept, it was given in full.
    wanted_whole = asked.won is not None and asked.won.redelivery is not None
    return Answer(new.revision, new.body, wanted_whole=wanted_whole)


def digest_given(terminal_id: int, account_id: int | None, revision: str) -> str | None:
    """Return the digest that a softphone has in force which applied the answer `revision` as it is.

    None when that is not the last answer that was given to it, or not kept any more.
    """
    for language in Language:
        kept = memo.recall(_key(Subject.SETTINGS, terminal_id, account_id, language))
        if kept is not None and kept.revision == revision and kept.body is not None:
            return applied_digest(json.loads(kept.body))
    return None


def release() -> str:
    """Return what stands for the code and the catalogue that answers are made with now."""
    return _code()[:8] + catalogue().version[:8]


def _key(subject: Subject, terminal_id: int, account_id: int | None, language: Language) -> str:
    return f"haishin:{subject}:{terminal_id}:{account_id or ''}:{language}"


def _asked(question: Question, asker: Asker) -> _Asked:
    facts = asker.facts(question.softphone_version, question.language)
    won = winner(standings(facts))
    return _Asked(asker, facts, None if won is None else asker.candidate(won.profile.id))


def _computed(question: Question, asked: _Asked) -> Kept:
    effective = resolve(answer_facts(asked.asker, asked.facts, catalogue()), catalogue())
    if question.subject is Subject.CALL_UI:
        effective = call_ui(effective.document)
    return Kept(_stamp(asked), effective.revision, effective.body)


def _stamp(asked: _Asked) -> str:
    """Return a digest of all that the answer depends on; for lists stand random ids that change with them."""
    asker, facts, won = asked.asker, asked.facts, asked.won
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
            None if won is None else [won.profile.id, won.revision],
            None if won is None else won.snapshot_name,
            None if won is None else won.redelivery,
        ]
    )


def _note(asked: _Asked) -> Note:
    asker, facts, won = asked.asker, asked.facts, asked.won
    return Note(
        terminal_id=asker.terminal_id,
        account_id=asker.account_id,
        softphone_version=facts.softphone_version,
        not_controlled=_not_controlled(facts) if won is None else None,
        profile_id=None if won is None else won.profile.id,
        profile_revision=None if won is None else won.revision,
        snapshot_name=None if won is None else won.snapshot_name,
        directory_revision=asker.directory_revision,
        release=release(),
        redelivery=None if won is None else won.redelivery,
    )


def _not_controlled(facts: Facts) -> NotControlled:
    unmanaged = unmanaged_because(facts)
    return NotControlled(unmanaged.value) if unmanaged else NotControlled.NO_PROFILE


@cache
def _code() -> str:
    """Return a digest of the code that makes answers: a new release may word the same facts differently."""
    root = Path(portal.__file__).parent
    queries = (*root.glob("queries/delivery*.py"), root / "queries/phone_book.py")
    found = sorted([*root.glob("domain/*.py"), *queries])
    sources = [*found, Path(importer.canonical.__file__)]
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
