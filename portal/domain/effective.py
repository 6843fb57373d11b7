"""The one resolver: what a softphone gets, and why (DLV, EXP-1).

Softphones, call UIs, preview, command line and delivery state all read what these functions return.
"""

from dataclasses import dataclass

from importer.catalogue import Catalogue
from portal.domain.document import (
    Document,
    Effective,
    applied_digest,
    call_ui,
    controlled,
    not_controlled,
    sealed,
)
from portal.domain.facts import Facts
from portal.domain.judgement import Judgement, judge
from portal.domain.trace import TraceEntry, trace
from portal.domain.winner import standings, unmanaged_because, winner
from portal.domain.words import NotControlled

__all__ = [
    "Document",
    "Effective",
    "Explanation",
    "TraceEntry",
    "applied_digest",
    "call_ui",
    "explain",
    "resolve",
]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One answer, the same that the softphone gets, and why it is so.

    `judgements` are of the profiles that match, the account's first; `trace` is what they withhold.
    """

    effective: Effective
    trace: tuple[TraceEntry, ...]
    judgements: tuple[Judgement, ...]

    @property
    def document(self) -> Document:
        """The effective settings document."""
        return self.effective.document


def resolve(facts: Facts, catalogue: Catalogue) -> Effective:
    """Return what this softphone gets.

    The facts may hold all that the matching profiles select, or of the winner only what could be delivered:
    the answer is the same.
    """
    won = winner(standings(facts))
    return _answer(None if won is None else judge(won, facts, catalogue), facts, catalogue)


def explain(facts: Facts, catalogue: Catalogue) -> Explanation:
    """Return the same answer with its trace, which is complete only for facts that hold all."""
    judgements = tuple(judge(standing, facts, catalogue) for standing in standings(facts))
    won = next((judgement for judgement in judgements if judgement.standing.reason is None), None)
    return Explanation(_answer(won, facts, catalogue), trace(judgements), judgements)


def _answer(won: Judgement | None, facts: Facts, catalogue: Catalogue) -> Effective:
    if won is not None:
        return sealed(controlled(won, facts, catalogue))
    unmanaged = unmanaged_because(facts)
    return sealed(not_controlled(NotControlled(unmanaged.value) if unmanaged else NotControlled.NO_PROFILE))
