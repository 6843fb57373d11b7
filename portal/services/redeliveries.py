"""もう一度配信: the next answer to a target is given in full, and so reported anew (DST-1)."""

from sqlalchemy import CursorResult, update

from portal.extensions import db
from portal.models import Profile
from portal.models.columns import new_revision
from portal.queries.listing import AnySelect
from portal.queries.targets import TARGETS


def ask_again(profile: Profile, wanted: AnySelect) -> int:
    """Wish it of those targets of the profile whose ids `wanted` finds; return how many there are.

    Each softphone of them gets its next answer in full, once, whatever it has; no answer changes by it.
    """
    table = TARGETS[profile.target_type]
    wish = (
        update(table.target)
        .where(table.target.profile_id == profile.id, table.candidate_id.in_(wanted))
        .values(redelivery=new_revision())
        .execution_options(synchronize_session=False)
    )
    done: CursorResult[object] = db.session.execute(wish)  # type: ignore[assignment]
    return done.rowcount
