"""How far the delivery to one target has come (DST-2): a table, read by functions and by SQL alike.

What is known of a target and one softphone is a set of signs; the first row that fits them is the state.
"""

from collections.abc import Set as AbstractSet
from enum import StrEnum


class DeliveryState(StrEnum):
    """How far the delivery has come, the worst first: of several softphones the worst is the target's."""

    FAILED = "failed"
    DRIFTED = "drifted"
    OUTDATED = "outdated"
    UNDELIVERABLE = "undeliverable"
    PENDING = "pending"
    DELIVERED = "delivered"
    UNSEEN = "unseen"
    RELEASED = "released"
    SUPERSEDED = "superseded"
    APPLIED = "applied"


class Sign(StrEnum):
    """What can be true of a target and one softphone of it.

    Its softphone is the terminal's, or one on which the account was signed in. "Now" is what the next
    question would be answered with.
    """

    UNDELIVERABLE = "undeliverable"
    """The target or the server can be given nothing (TGT-5, VER-1)."""
    UNSEEN = "unseen"
    """No softphone of it has asked yet."""
    ENABLED = "enabled"
    """The profile delivers (DLV-1)."""
    MOVED_ON = "moved_on"
    """Somebody else, or nobody, was signed in when the softphone asked last."""
    UNCHANGED = "unchanged"
    """Nothing that the answer depends on changed since the softphone asked."""
    HELD = "held"
    """What the softphone was answered came from this profile."""
    OVERRIDDEN = "overridden"
    """The profile of the account that is signed in wins (DLV-2)."""
    TOO_OLD = "too_old"
    """The softphone is too old for everything (VER-1)."""
    PART_TOO_OLD = "part_too_old"
    """The softphone is too old for a part that the profile has (VER-2)."""
    REPORTED = "reported"
    """The last report is about this answer."""
    SAYS_APPLIED = "says_applied"
    SAYS_FAILED = "says_failed"
    DIFFERS = "differs"
    """What the softphone reports as in force is not what it was given."""
    NOT_GIVEN_BACK = "not_given_back"
    """Nothing controls the softphone any more, and it has not said that it released what it had."""


_S, _D = Sign, DeliveryState

# Signs that must be there, signs that must not, and the state. The first row that fits counts.
DECISIONS: tuple[tuple[frozenset[Sign], frozenset[Sign], DeliveryState], ...] = (
    (frozenset({_S.UNDELIVERABLE}), frozenset({_S.HELD}), _D.UNDELIVERABLE),
    (frozenset({_S.UNSEEN}), frozenset(), _D.UNSEEN),
    # An account went to another softphone, or home: what the softphone holds is not its own any more.
    (frozenset({_S.MOVED_ON, _S.ENABLED}), frozenset({_S.UNCHANGED}), _D.PENDING),
    (frozenset({_S.MOVED_ON, _S.NOT_GIVEN_BACK}), frozenset(), _D.DELIVERED),
    (frozenset({_S.MOVED_ON}), frozenset(), _D.RELEASED),
    # It should have nothing of this profile.
    (frozenset({_S.HELD, _S.UNDELIVERABLE}), frozenset(), _D.PENDING),
    (frozenset({_S.HELD}), frozenset({_S.ENABLED}), _D.PENDING),
    (frozenset({_S.HELD, _S.OVERRIDDEN}), frozenset(), _D.PENDING),
    (frozenset({_S.NOT_GIVEN_BACK}), frozenset({_S.ENABLED}), _D.DELIVERED),
    (frozenset(), frozenset({_S.ENABLED}), _D.RELEASED),
    (frozenset({_S.TOO_OLD}), frozenset(), _D.OUTDATED),
    (frozenset({_S.OVERRIDDEN}), frozenset(), _D.SUPERSEDED),
    # It should have this profile, as it is now.
    (frozenset(), frozenset({_S.UNCHANGED}), _D.PENDING),
    (frozenset(), frozenset({_S.REPORTED}), _D.DELIVERED),
    (frozenset({_S.SAYS_FAILED}), frozenset(), _D.FAILED),
    (frozenset({_S.DIFFERS}), frozenset(), _D.DRIFTED),
    (frozenset({_S.PART_TOO_OLD, _S.SAYS_APPLIED}), frozenset(), _D.OUTDATED),
    (frozenset({_S.SAYS_APPLIED}), frozenset(), _D.APPLIED),
    # It says that it released what nobody told it to release.
    (frozenset(), frozenset(), _D.DELIVERED),
)


def state_of(signs: AbstractSet[Sign]) -> DeliveryState:
    """Return the state that the signs make."""
    return next(state for there, absent, state in DECISIONS if there <= signs and not absent & signs)


def worst(states: AbstractSet[DeliveryState]) -> DeliveryState:
    """Return the worst of some states: a total is never better than its worst part (DST-2)."""
    return next(state for state in DeliveryState if state in states)
