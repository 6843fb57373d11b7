"""Edits of profiles of random directories that are not saved yet."""

from sqlalchemy import select

from portal.domain.numbers import CTI_LIST, NUMBER_LIST
from portal.domain.selection import Ticked
from portal.domain.words import ContactPointType, Part, TargetType
from portal.extensions import db
from portal.models import (
    AccountTarget,
    BusinessLabel,
    CallCenter,
    Draft,
    Number,
    NumberOwner,
    TerminalTarget,
)
from portal.services import drafts, drafts_saving
from portal.services.drafts_tab import Tab


def make_drafts(pick, directory, profile, admin):
    """Change something of every list, without saving it."""
    organization_id = directory.organization.id
    of_owner = select(NumberOwner).filter_by(organization_id=organization_id)
    ticks = {
        Part.TARGETS: {"": ticked(pick, targets_for(directory, profile))},
        Part.DISPLAY_NUMBERS: {"": ticked(pick, numbers_for(organization_id, NUMBER_LIST))},
        Part.CTI_NUMBERS: {"": ticked(pick, numbers_for(organization_id, CTI_LIST))},
    }
    if profile.target_type is TargetType.ACCOUNT:
        centers = db.session.scalars(of_owner.where(CallCenter.caller_number.is_not(None))).all()
        labels = select(BusinessLabel).where(
            BusinessLabel.organization_id == organization_id, BusinessLabel.caller_number.is_not(None)
        )
        ticks[Part.CONTACT_POINTS] = {
            ContactPointType.CALL_CENTER: ticked(pick, centers),
            ContactPointType.BUSINESS_LABEL: ticked(pick, db.session.scalars(labels).all()),
        }
    for part, named in ticks.items():
        assert drafts.tick(Tab(profile, part, admin.id), named, seen_revision=profile.revision)


def save_drafts(profile, admin):
    """Save every draft of the profile."""
    for part in db.session.scalars(select(Draft.part).order_by(Draft.id)).all():
        drafts_saving.save(Tab(profile, part, admin.id), seen_revision=profile.revision, who="admin")
    db.session.commit()


def targets_for(directory, profile):
    """Return what the profile targets, and what it could."""
    if profile.target_type is TargetType.ACCOUNT:
        taken = select(AccountTarget.account_id).where(AccountTarget.profile_id != profile.id)
        able = [account for account in directory.accounts if account.agent_enabled]
    else:
        taken = select(TerminalTarget.terminal_id).where(TerminalTarget.profile_id != profile.id)
        able = [each for each in directory.terminals if each.terminal_type.value.startswith("softphone")]
    others = set(db.session.scalars(taken))
    return [each for each in able if each.id not in others]


def numbers_for(organization_id, table):
    rows = db.session.execute(
        select(Number, NumberOwner.type)
        .join(NumberOwner, NumberOwner.id == Number.owner_id)
        .where(Number.organization_id == organization_id)
    )
    return [number for number, owner_type in rows if (owner_type, number.kind) in table]


def ticked(pick, items):
    """Return ticks of some of these: half of them ticked, half not."""
    shown = [item.id for item in items if pick.random() < 0.7]
    return Ticked(frozenset(shown), frozenset(each for each in shown if pick.random() < 0.5))
