"""Which profile a softphone gets, and why the others lose (DLV-1 to DLV-6, VER-1)."""

from dataclasses import dataclass

from portal.domain.facts import Facts, ProfileFacts
from portal.domain.versions import OLDEST_SERVER, OLDEST_SOFTPHONE
from portal.domain.words import MANAGED_TERMINAL_TYPES, Reason


@dataclass(frozen=True, slots=True)
class Standing:
    """A profile that targets this softphone, and why it delivers nothing; without a reason it won."""

    profile: ProfileFacts
    reason: Reason | None


def standings(facts: Facts) -> tuple[Standing, ...]:
    """Return how the matching profiles stand, the account's first; at most one is without a reason."""
    unmanaged = unmanaged_because(facts)
    account = _standing(facts.account_profile, unmanaged, _no_agent_because(facts))
    superseded = Reason.SUPERSEDED_BY_ACCOUNT if winner(account) else None
    return account + _standing(facts.terminal_profile, unmanaged, superseded)


def winner(standings: tuple[Standing, ...]) -> Standing | None:
    """Return the one that delivers; None when the softphone is not controlled (DLV-4)."""
    return next((standing for standing in standings if standing.reason is None), None)


def unmanaged_because(facts: Facts) -> Reason | None:
    """Return why this softphone gets nothing, whatever targets it; None when it can be managed."""
    if facts.terminal.type not in MANAGED_TERMINAL_TYPES:
        return Reason.TERMINAL_TYPE
    if facts.organization.server_version < OLDEST_SERVER:
        return Reason.SERVER_TOO_OLD
    if facts.softphone_version < OLDEST_SOFTPHONE:
        return Reason.SOFTPHONE_TOO_OLD
    return None


def _no_agent_because(facts: Facts) -> Reason | None:
    if facts.agent is not None and not facts.agent.enabled:
        return Reason.AGENT_FUNCTION_OFF
    if facts.agent is None or not facts.agent.signed_in:
        return Reason.NOT_SIGNED_IN
    return None


def _standing(
    profile: ProfileFacts | None, unmanaged: Reason | None, beaten: Reason | None
) -> tuple[Standing, ...]:
    if profile is None:
        return ()
    disabled = None if profile.enabled else Reason.DISABLED
    return (Standing(profile, unmanaged or disabled or beaten),)
