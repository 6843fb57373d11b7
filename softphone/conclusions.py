"""What an answer means for what is in force. Pure: the old state and the answer give the new state.

Only an answer that says "not controlled" in so many words releases (TRU-1); everything that is no
answer leaves the last one in force (DLV-10).
"""

from dataclasses import replace

from softphone.answers import Controlled, NotControlled, Unusable
from softphone.outcomes import Answer, Refused, TokenEnded, Unchanged, Unreachable, Whose
from softphone.state import Report, Standing, State


def conclude(state: State, answer: Answer, at: str, now: float) -> State:
    """Return the state after `answer`, which came at `at` (RFC 3339) or `now` (seconds since 1970)."""
    answered = replace(state, not_before=None)
    match answer:
        case Controlled():
            return _apply(answered, answer, at)
        case NotControlled():
            return _release(answered, answer, at)
        case Unchanged():
            return _confirm(answered, at)
        case Unusable(revision, why):
            return _keep_after_failure(answered, revision, why, at)
        case Unreachable(why, retry_after):
            until = None if retry_after is None else now + retry_after
            return replace(state, not_before=until, standing=Standing("unreachable", at, why))
    return _keep_after_refusal(answered, answer, at)


def _apply(state: State, answer: Controlled, at: str) -> State:
    return replace(
        state,
        in_force=answer.document,
        revision=answer.revision,
        # Told again although it was told already: who gives an answer in full wants to know.
        owed=Report(answer.revision, "applied", answer.digest),
        standing=Standing("controlled", at),
    )


def _release(state: State, answer: NotControlled, at: str) -> State:
    # A softphone that nothing controlled has nothing to give back, and an unsent report of that stays owed.
    was_released = Report(answer.revision, "released", None) if state.in_force is not None else state.owed
    return replace(
        state,
        in_force=None,
        revision=answer.revision,
        owed=was_released,
        standing=Standing("not_controlled", at, answer.reason),
    )


def _confirm(state: State, at: str) -> State:
    kept = state.controlled
    if kept is None:
        return replace(state, standing=Standing("not_controlled", at))
    # The digest is made anew from what is in force, so a state that drifted is told.
    report = Report(kept.revision, "applied", kept.digest)
    return replace(state, owed=_unless_acknowledged(state, report), standing=Standing("unchanged", at))


def _keep_after_failure(state: State, revision: str | None, why: str, at: str) -> State:
    kept = state.controlled
    failed = replace(state, standing=Standing("failed", at, why))
    if revision is None:
        return failed
    report = Report(revision, "failed", None if kept is None else kept.digest, why[:500])
    return replace(failed, owed=_unless_acknowledged(state, report))


def _keep_after_refusal(state: State, answer: TokenEnded | Refused, at: str) -> State:
    match answer:
        case TokenEnded(Whose.AGENT):
            return replace(state, agent=None, standing=Standing("agent_ended", at))
        case TokenEnded():
            return replace(state, standing=Standing("device_ended", at))
    return replace(state, standing=Standing("refused", at, answer.detail))


def _unless_acknowledged(state: State, report: Report) -> Report | None:
    return None if report == state.acknowledged else report
