"""API keys: how other programs show who they are, for one organisation."""

from collections.abc import Collection, Sequence

from sqlalchemy import select, update

from importer.faults import Fault, FaultCode
from portal.domain.audit import Action, Subject
from portal.domain.text import NAME_LENGTH, BadText, TextFault, clean_text
from portal.domain.words import ApiRight
from portal.extensions import db
from portal.models import ApiKey, Organization
from portal.queries.clock import database_now
from portal.services import history
from portal.services.errors import NotAcceptable
from portal.services.history import About
from portal.services.tokens import digest_of, new_token


def create(organization: Organization, rights: Collection[ApiRight], *, name: str = "") -> str:
    """Return a new key in clear, for the only time. Raises NotAcceptable for a bad name or no right."""
    opened = [right for right in ApiRight if right in rights]
    if not set(opened) - {ApiRight.READ_ONLY}:
        choices = ", ".join(right for right in ApiRight if right != ApiRight.READ_ONLY)
        raise NotAcceptable((Fault("/rights", FaultCode.NOT_ALLOWED, {"allowed": choices}),))
    key = new_token("hk")
    row = ApiKey(
        organization_id=organization.id,
        digest=digest_of(key),
        name=_clean_name(name),
        rights=",".join(opened),
    )
    db.session.add(row)
    db.session.flush()
    history.record(organization.id, Action.API_KEY_CREATED, _about(row), {"rights": [*opened]})
    return key


def revoke(key: ApiKey) -> None:
    """End the key at once; its row stays, for whoever asks what it was."""
    ended = (
        update(ApiKey)
        .where(ApiKey.id == key.id, ApiKey.revoked_at.is_(None))
        .values(revoked_at=database_now())
        .returning(ApiKey.id)
    )
    # Of two at once one ends it.
    if db.session.scalar(ended) is not None:
        history.record(key.organization_id, Action.API_KEY_REVOKED, _about(key))


def all_of(organization: Organization) -> Sequence[ApiKey]:
    """Return the organisation's keys, the oldest first, revoked ones too."""
    return db.session.scalars(
        select(ApiKey).where(ApiKey.organization_id == organization.id).order_by(ApiKey.id)
    ).all()


def _about(key: ApiKey) -> About:
    return About(Subject.API_KEY, key.name, key.id)


def _clean_name(name: str) -> str:
    try:
        return clean_text(name, NAME_LENGTH)
    except BadText as bad:
        too_long = Fault("/name", FaultCode.TOO_LONG, {"most": NAME_LENGTH, "count": len(name)})
        fault = too_long if bad.code is TextFault.TOO_LONG else Fault("/name", FaultCode.NOT_TEXT)
        raise NotAcceptable((fault,)) from bad
