"""What a change of a profile does to one of its targets (STA-2)."""

from enum import StrEnum


class Effect(StrEnum):
    """What happens to the softphone of a target at its next start or sign-in."""

    MANAGED = "managed"
    """It was not controlled, and is."""
    RELEASED = "released"
    """It was controlled, and is not any more (REL-1)."""
    CHANGED = "changed"
    """It stays controlled and gets something else."""
    SAME = "same"
    """It stays controlled and gets the same."""
    TOO_OLD = "too_old"
    """Its softphone was last seen in a version that gets nothing (VER-1)."""
    NOT_DELIVERABLE = "not_deliverable"
    """It does not qualify, or the server is too old (TGT-5, VER-1)."""
    UNCONTROLLED = "uncontrolled"
    """Nothing controls it, before and after: the profile is disabled."""


class RunState(StrEnum):
    """How far a worker has come with what a change of a large profile would do."""

    WAITING = "waiting"
    COUNTING = "counting"
    DONE = "done"
    OUTDATED = "outdated"
    """What it is counted from changed again and again meanwhile."""
    GIVEN_UP = "given_up"
    """Every attempt ended without an outcome (TRU-6)."""


OPEN = (RunState.WAITING, RunState.COUNTING)


class Action(StrEnum):
    """What somebody is about to do to a profile."""

    ENABLE = "enable"
    DISABLE = "disable"
    DELETE = "delete"
    SAVE = "save"
