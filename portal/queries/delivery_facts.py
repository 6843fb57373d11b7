"""Facts from rows, without any list: enough to say which profile wins and which of its parts count.

`delivery_narrow` and `delivery_wide` fill the lists in.
"""

from typing import Any

from sqlalchemy import Row

from portal.domain.facts import Agent, Organization, ProfileFacts, Terminal
from portal.domain.versions import parse_version
from portal.domain.words import DisplayList, Status, TargetType, TerminalType
from portal.models import Organization as OrganizationRow


def organization_facts(row: OrganizationRow | Row[Any]) -> Organization:
    """Return what the rules have to know of an organisation, or of a row that has these columns of one."""
    return Organization(
        parse_version(row.server_version),
        frozenset(row.options),
        row.show_all_ring_group_numbers,
        row.show_call_center_numbers,
    )


def terminal_facts(extension: str, terminal_type: TerminalType) -> Terminal:
    """Return a terminal as if no group rang it."""
    return Terminal(extension, terminal_type, frozenset())


def agent_facts(login: str, *, enabled: bool, signed_in: bool = True) -> Agent:
    """Return an agent as if they answered for no call centre."""
    return Agent(login, enabled, signed_in, frozenset())


def profile_facts(
    profile_id: int, name: str, status: Status, target_type: TargetType, display_list: DisplayList
) -> ProfileFacts:
    """Return a profile as if it selected nothing."""
    return ProfileFacts(
        profile_id, name, status is Status.ENABLED, target_type, display_list, (), (), (), None
    )
