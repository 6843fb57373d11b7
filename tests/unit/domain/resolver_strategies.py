"""Random questions over a small directory, so that every relation of asker and item occurs often."""

from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from resolver_facts import AGENT, CATALOGUE, account_profile, extension_profile

from portal.domain.facts import (
    ContactPoint,
    Facts,
    Number,
    Organization,
    Owner,
    Pinned,
    RemovedItem,
    Terminal,
)
from portal.domain.numbers import CTI_LIST, NUMBER_LIST, NumberRule
from portal.domain.versions import parse_version
from portal.domain.words import (
    ContactPointType,
    DisplayList,
    Kind,
    Language,
    OwnerType,
    Part,
    TerminalType,
)

# No time limit an example: a busy machine is no fault of the resolver.
always_holds = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

OWNERS = [
    Owner(owner_type, f"{owner_type}{place % 2}", f"{thousand}00{place}")
    for thousand, owner_type in enumerate(OwnerType, start=1)
    for place in (1, 2, 3)
]
NUMBERS = [Number(owner.extension, Kind.EXTENSION, owner, None) for owner in OWNERS] + [
    Number(f"03{owner.extension}000{place}", Kind.EXTERNAL, owner, f"電話帳{place}")
    for owner in OWNERS
    for place in (1, 2)
]
# Names repeat, caller numbers do not, so that a delivered one can be told.
CONTACT_POINTS = [
    ContactPoint(point_type, f"窓口{place % 2}", caller_number, key)
    for point_type, keys in (
        (ContactPointType.CALL_CENTER, ["4001", "4002", "4003", "4004"]),
        (ContactPointType.BUSINESS_LABEL, ["4001", "new", "renewal"]),
    )
    for place, key in enumerate(keys)
    for caller_number in [None if key in {"4004", "new"} else f"0{len(point_type)}{key}"]
]
REMOVED = [RemovedItem(part, "gone") for part in (Part.DISPLAY_NUMBERS, Part.CONTACT_POINTS, Part.TARGETS)]
VERSIONS = ["3.9", "3.12.4", "3.12.5", "3.12.10", "3.13", "3.13.6", "3.13.7", "3.13.9", "4.0"]
EXTENSIONS_BY_TYPE = {
    owner_type: [owner.extension for owner in OWNERS if owner.type == owner_type] for owner_type in OwnerType
}


def some(items):
    return st.lists(st.sampled_from(items), unique=True).map(tuple)


def mostly(usual, choices):
    """Draw the usual choice most of the time: else nearly every softphone would be unmanaged."""
    return st.sampled_from([usual] * 2 * len(choices) + [*choices])


def usually(strategy):
    """Draw nothing now and then."""
    return mostly(usual=True, choices=[False]).flatmap(lambda there: strategy if there else st.none())


@st.composite
def pins(draw):
    keys = draw(some([*CATALOGUE.settings, "future.key", "初.key"]))
    values = {
        key: draw(st.one_of(st.booleans(), st.integers(0, 99), st.text("ab", max_size=3))) for key in keys
    }
    return Pinned("標準設定", 3, "2026-11-20T09:00:00+09:00", "1001", "3.13.7", values)


@st.composite
def profiles(draw, build):
    return build(
        enabled=draw(mostly(usual=True, choices=[False])),
        display_list=draw(st.sampled_from(DisplayList)),
        numbers=draw(some(NUMBERS)),
        contact_points=draw(some(CONTACT_POINTS)),
        cti_numbers=draw(some(NUMBERS)),
        pinned=draw(usually(pins())),
        removed=draw(some(REMOVED)),
    )


def agents():
    return st.builds(
        replace,
        st.just(AGENT),
        enabled=mostly(usual=True, choices=[False]),
        signed_in=mostly(usual=True, choices=[False]),
        call_centers=some(EXTENSIONS_BY_TYPE[OwnerType.CALL_CENTER]).map(frozenset),
    )


def questions():
    """Wide facts: all that both profiles select."""
    versions = mostly("3.13.9", VERSIONS).map(parse_version)
    return st.builds(
        Facts,
        organization=st.builds(
            Organization,
            server_version=versions,
            options=some(["crm_integration", "recording"]).map(frozenset),
            show_all_ring_group_numbers=st.booleans(),
            show_call_center_numbers=st.booleans(),
        ),
        terminal=st.builds(
            Terminal,
            extension=st.sampled_from(EXTENSIONS_BY_TYPE[OwnerType.TERMINAL]),
            type=mostly(TerminalType.SOFTPHONE, [*TerminalType]),
            ring_groups=some(EXTENSIONS_BY_TYPE[OwnerType.RING_GROUP]).map(frozenset),
        ),
        agent=usually(agents()),
        softphone_version=versions,
        language=st.sampled_from(Language),
        account_profile=usually(profiles(account_profile)),
        terminal_profile=usually(profiles(extension_profile)),
    )


def narrow(facts):
    """Return the facts as the queries for an answer read them: the winner alone, and what could be delivered.

    Written from the tables' words and the facts, not with the resolver's own predicates.
    """
    agent = facts.agent if facts.agent and facts.agent.enabled and facts.agent.signed_in else None
    account = facts.account_profile if agent and facts.account_profile else None
    if account and account.enabled:
        return replace(facts, agent=agent, account_profile=_narrowed(account, facts), terminal_profile=None)
    terminal = facts.terminal_profile
    kept = _narrowed(terminal, facts) if terminal and terminal.enabled else None
    return replace(facts, agent=agent, account_profile=None, terminal_profile=kept)


def _narrowed(profile, facts):
    return replace(
        profile,
        numbers=_possible(profile.numbers, NUMBER_LIST, facts),
        cti_numbers=_possible(profile.cti_numbers, CTI_LIST, facts),
        contact_points=tuple(
            point
            for point in profile.contact_points
            if point.caller_number
            and (
                point.type == ContactPointType.BUSINESS_LABEL
                or (facts.agent and point.key in facts.agent.call_centers)
            )
        ),
        removed=(),
    )


def _possible(numbers, table, facts):
    allowed = {
        NumberRule.OWN: {facts.terminal.extension},
        NumberRule.OF_SHOWN_GROUP: set(EXTENSIONS_BY_TYPE[OwnerType.RING_GROUP])
        if facts.organization.show_all_ring_group_numbers
        else facts.terminal.ring_groups,
        NumberRule.IF_CALL_CENTERS_SHOWN: set(EXTENSIONS_BY_TYPE[OwnerType.CALL_CENTER])
        if facts.organization.show_call_center_numbers
        else set(),
        NumberRule.ALWAYS: {owner.extension for owner in OWNERS},
    }
    return tuple(
        number
        for number in numbers
        if number.owner.extension in allowed.get(table.get((number.owner.type, number.kind)), ())
    )
