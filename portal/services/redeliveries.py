"""もう一度配信: the next answer to a target is given in full, and so reported anew (DST-1)."""

from collections.abc import Sequence

from sqlalchemy import select, update

from importer.json_value import JsonValue
from portal.domain.audit import Action, Subject
from portal.extensions import db
from portal.models import Profile
from portal.models.columns import new_revision
from portal.queries.listing import AnySelect
from portal.queries.targets import TARGETS
from portal.services import history
from portal.services.history import About


def ask_again(profile: Profile, wanted: AnySelect) -> int:
    """Wish it of those targets of the profile whose ids `wanted` finds; return how many there are.

    Each softphone of them gets its next answer in full, once, whatever it has; no answer changes by it. All
    of them are one entry of the profile's history.
    """
    table = TARGETS[profile.target_type]
    wish = (
        update(table.target)
        .where(table.target.profile_id == profile.id, table.candidate_id.in_(wanted))
        .values(redelivery=new_revision())
        .returning(table.candidate_id)
        .execution_options(synchronize_session=False)
    )
    wished = db.session.scalars(wish).all()
    if wished:
        _record(profile, wished)
    return len(wished)


def _record(profile: Profile, wished: Sequence[int]) -> None:
    details: dict[str, JsonValue] = {"count": len(wished)}
    if len(wished) == 1:
        table = TARGETS[profile.target_type]
        details = {"target": db.session.scalar(select(table.key).where(table.candidate.id == wished[0]))}
    about = About(Subject.PROFILE, profile.name, profile.id, profile.id, None, profile.revision)
    history.record(profile.organization_id, Action.REDELIVERY_WISHED, about, details)
