"""An organisation whose softphones all get the same profile, loaded in a few large statements."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import insert, select

from factories import make_profile, make_snapshot_version
from importer.catalogue import SettingClass, catalogue
from measure.documents import directory
from portal.domain.selection import Whole
from portal.domain.words import Kind, OwnerType, Part
from portal.extensions import db
from portal.models import (
    Account,
    AgentSession,
    BusinessLabel,
    CallCenter,
    DeviceToken,
    Number,
    NumberOwner,
    Organization,
    Profile,
    Terminal,
)
from portal.services import selections, targets
from portal.services.directory import Mode, Taking, take
from portal.services.tokens import digest_of, new_token

WHO = "benchmark"


@dataclass(frozen=True)
class Softphone:
    """What one softphone sends: its device token, and the token of the agent who is signed in on it."""

    device_token: str
    agent_token: str


def load(slug: str, softphones: int) -> list[Softphone]:
    """Make an organisation with a profile that delivers every part to as many signed-in agents; commit it."""
    take(directory(slug, softphones), Taking(Mode.SYNC))
    signed_in = _sign_in(deliver_to_all(slug).id)
    db.session.commit()
    return signed_in


def deliver_to_all(slug: str) -> Organization:
    """Give the organisation a profile that delivers everything to all its accounts; commit it."""
    organization = db.session.scalars(select(Organization).filter_by(slug=slug)).one()
    profile = make_profile(
        organization, "営業部", pinned=make_snapshot_version(organization, settings=_values())
    )
    _choose(profile)
    db.session.commit()
    return organization


def _values() -> dict[str, object]:
    """Return a value for each setting that a snapshot can hold."""
    settings = catalogue().settings.values()
    return {each.key: each.default for each in settings if each.setting_class is SettingClass.SHARED}


def _choose(profile: Profile) -> None:
    """Let the profile deliver all extensions, dial-in numbers of IVRs and contact points to all accounts."""

    def all_of(table: type[Account | BusinessLabel | CallCenter]) -> Whole:
        ids = select(table.id).where(table.organization_id == profile.organization_id)
        return Whole(frozenset(db.session.scalars(ids)))

    targets.save_targets(profile, all_of(Account), seen_revision=profile.revision, who=WHO)
    for part in (Part.DISPLAY_NUMBERS, Part.CTI_NUMBERS):
        numbers = Whole(_numbers(profile.organization_id))
        selections.save_numbers(profile, part, numbers, seen_revision=profile.revision, who=WHO)
    selections.save_contact_points(
        profile, all_of(CallCenter), all_of(BusinessLabel), seen_revision=profile.revision, who=WHO
    )


def _numbers(organization_id: int) -> frozenset[int]:
    of_terminals = (NumberOwner.type == OwnerType.TERMINAL) & (Number.kind == Kind.EXTENSION)
    of_ivrs = (NumberOwner.type == OwnerType.IVR) & (Number.kind == Kind.EXTERNAL)
    ids = select(Number.id).join(NumberOwner).where(Number.organization_id == organization_id)
    return frozenset(db.session.scalars(ids.where(of_terminals | of_ivrs)))


def _sign_in(organization_id: int) -> list[Softphone]:
    """Enrol every terminal and sign the account of the same place in on it."""
    terminals = select(Terminal.id).where(Terminal.organization_id == organization_id).order_by(Terminal.id)
    accounts = select(Account.id).where(Account.organization_id == organization_id).order_by(Account.id)
    pairs = list(zip(db.session.scalars(terminals), db.session.scalars(accounts), strict=True))
    made = [Softphone(new_token("hd"), new_token("ha")) for _ in pairs]
    devices = [
        {"terminal_id": terminal_id, "digest": digest_of(softphone.device_token)}
        for softphone, (terminal_id, _) in zip(made, pairs, strict=True)
    ]
    device_ids = db.session.scalars(
        insert(DeviceToken).returning(DeviceToken.id, sort_by_parameter_order=True), devices
    ).all()
    expires_at = dt.datetime.now(dt.UTC) + dt.timedelta(hours=24)
    sessions = [
        {"account_id": account_id, "device_token_id": device_id, "digest": digest_of(softphone.agent_token)}
        for softphone, (_, account_id), device_id in zip(made, pairs, device_ids, strict=True)
    ]
    db.session.execute(insert(AgentSession).values(expires_at=expires_at), sessions)
    return made
