"""Random organisations with profiles for whoever asks: enough of everything to meet every rule."""

import random
from dataclasses import dataclass

from sqlalchemy import select

from factories import (
    make_account,
    make_call_center,
    make_ivr,
    make_label,
    make_organization,
    make_phone_book_entry,
    make_profile,
    make_ring_group,
    make_snapshot_version,
    make_terminal,
)
from portal.domain.numbers import CTI_LIST, NUMBER_LIST
from portal.domain.words import DisplayList, Part, Status, TerminalType
from portal.extensions import db
from portal.models import Number, NumberOwner, RemovedItem

VALUES = {
    "phone.auto_answer": True,
    "audio.noise_suppression": "low",
    "cti.popup_size": "large",
    "window.language": "en",
}


@dataclass
class RandomDirectory:
    """An organisation; `terminals` and `accounts` are those that may ask."""

    organization: object
    terminals: list
    accounts: list


def random_directory(seed):
    """Make the organisation of this seed."""
    pick = random.Random(seed)  # noqa: S311  repeats itself on purpose
    organization = make_organization(
        slug=f"random-{seed}",
        options=pick.choice([[], ["crm_integration"]]),
        server_version=pick.choice(["3.12.9", "3.12.10", "3.13.0", "3.13.2"]),
        show_all_ring_group_numbers=pick.random() < 0.5,
        show_call_center_numbers=pick.random() < 0.5,
    )
    kinds = [TerminalType.SOFTPHONE, TerminalType.SOFTPHONE_ENCRYPTED, TerminalType.WEBRTC]
    terminals = [
        make_terminal(organization, dial_in=_dial_in(pick), terminal_type=pick.choices(kinds, (6, 2, 1))[0])
        for _ in range(4)
    ]
    accounts = [make_account(organization, agent_enabled=pick.random() < 0.8) for _ in range(3)]
    points = _owners(pick, organization, terminals, accounts)
    for targets in _shares(pick, accounts) + _shares(pick, terminals):
        _profile(pick, organization, targets, points)
    return RandomDirectory(organization, terminals, accounts)


def _owners(pick, organization, terminals, accounts):
    for _ in range(4):
        make_ring_group(organization, dial_in=_dial_in(pick), members=_some(pick, terminals))
        make_ivr(organization, dial_in=_dial_in(pick))
    caller_numbers = [None, "0120000001"]
    centers = [
        make_call_center(
            organization,
            dial_in=_dial_in(pick),
            agents=_some(pick, accounts),
            caller_number=pick.choice(caller_numbers),
        )
        for _ in range(4)
    ]
    labels = [make_label(organization, caller_number=pick.choice(caller_numbers)) for _ in range(3)]
    numbers = db.session.scalars(select(Number.number).filter_by(organization_id=organization.id)).all()
    for number in _some(pick, numbers):
        make_phone_book_entry(organization, number, f"name of {number}")
    return centers + labels


def _profile(pick, organization, targets, points):
    version = make_snapshot_version(organization, settings=dict(_some(pick, VALUES.items())))
    profile = make_profile(
        organization,
        targets=targets,
        status=pick.choices([Status.ENABLED, Status.DISABLED], (4, 1))[0],
        display_list=pick.choice([*DisplayList]),
        display_numbers=_some(pick, _listed(organization, NUMBER_LIST)),
        contact_points=_some(pick, points) if hasattr(targets[0], "login") else None,
        cti_numbers=_some(pick, _listed(organization, CTI_LIST)),
        pinned=pick.choice([None, version, version]),
    )
    db.session.add(RemovedItem(profile_id=profile.id, part=Part.DISPLAY_NUMBERS, item="0999"))
    db.session.flush()


def _listed(organization, table):
    rows = db.session.execute(
        select(Number, NumberOwner.type)
        .join(NumberOwner, NumberOwner.id == Number.owner_id)
        .where(Number.organization_id == organization.id)
    )
    return [number for number, owner_type in rows if (owner_type, number.kind) in table]


def _dial_in(pick):
    return [f"05{pick.randrange(10**9):09}" for _ in range(pick.randrange(3))]


def _some(pick, items):
    return [item for item in items if pick.random() < 0.6]


def _shares(pick, targets):
    """Split the targets among up to two profiles; some have none."""
    first = _some(pick, targets)
    second = [target for target in _some(pick, targets) if target not in first]
    return [share for share in (first, second) if share]
