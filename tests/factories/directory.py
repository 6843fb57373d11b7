"""Terminals, ring groups, IVRs, call centres, labels, numbers."""

from sqlalchemy import select

from factories.people import hash_of
from factories.rows import fresh_number, stored
from portal.domain.words import Kind, TerminalType
from portal.extensions import db
from portal.models import (
    BusinessLabel,
    CallCenter,
    CallCenterAgent,
    Ivr,
    Number,
    PhoneBookEntry,
    RingGroup,
    RingGroupMember,
    Terminal,
)

_WORDS = {Terminal: "端末", RingGroup: "着信グループ", Ivr: "IVR", CallCenter: "窓口"}


def make_terminal(organization, extension=None, *, dial_in=(), password=None, **columns):
    """Make a softphone; without a password it can not be enrolled."""
    columns = {"terminal_type": TerminalType.SOFTPHONE, "password_hash": hash_of(password)} | columns
    return _make_owner(Terminal, organization, extension, dial_in, columns)


def make_ring_group(organization, extension=None, *, dial_in=(), members=(), **columns):
    """Make a ring group that rings the terminals `members`."""
    group = _make_owner(RingGroup, organization, extension, dial_in, columns)
    stored(group, *(RingGroupMember(ring_group_id=group.id, terminal_id=terminal.id) for terminal in members))
    return group


def make_ivr(organization, extension=None, *, dial_in=(), **columns):
    """Make a voice menu."""
    return _make_owner(Ivr, organization, extension, dial_in, columns)


def make_call_center(organization, extension=None, *, dial_in=(), agents=(), **columns):
    """Make a call centre that the accounts `agents` answer for; it has a caller number unless told None."""
    columns = {"caller_number": f"0120{fresh_number():06}"} | columns
    center = _make_owner(CallCenter, organization, extension, dial_in, columns)
    stored(center, *(CallCenterAgent(call_center_id=center.id, account_id=account.id) for account in agents))
    return center


def _make_owner(kind, organization, extension, dial_in, columns):
    # A range of its own: what tests name themselves is shorter.
    extension = extension or str(8_000_000 + fresh_number())
    columns = {"name": f"{_WORDS[kind]}{extension}"} | columns
    owner = stored(kind(organization_id=organization.id, extension=extension, **columns))
    addresses = [(Kind.EXTENSION, extension), *((Kind.EXTERNAL, number) for number in dial_in)]
    stored(
        owner,
        *(
            Number(organization_id=organization.id, owner_id=owner.id, kind=kind, number=number)
            for kind, number in addresses
        ),
    )
    return owner


def make_label(organization, code=None, **columns):
    """Make a business label; it has a caller number unless told None."""
    code = code or f"label-{fresh_number()}"
    columns = {"name": f"業務{code}", "caller_number": f"0123{fresh_number():06}"} | columns
    return stored(BusinessLabel(organization_id=organization.id, code=code, **columns))


def make_phone_book_entry(organization, number, name="代表"):
    """Give `number` a name."""
    return stored(PhoneBookEntry(organization_id=organization.id, number=number, name=name))


def number_of(organization, number):
    """Return the row of a number, by its digits."""
    return db.session.scalars(select(Number).filter_by(organization_id=organization.id, number=number)).one()
