"""The state of each target, decided in the database from the signs of its softphones (DST-2)."""

from sqlalchemy import Subquery, and_, case, func, not_, select, true

from portal.domain.delivery_state import DECISIONS, DeliveryState, Sign
from portal.domain.words import TargetType
from portal.queries.delivery_state_signs import Condition, Now, signs_of


def judged(target_type: TargetType, now: Now, *conditions: Condition) -> Subquery:
    """Return the targets of the profiles that fit, each once: with the softphone that says most of it.

    That is the one with the worst state (DST-2); one that others use since says something only when all do.
    """
    states = _states(target_type, now, *conditions).c
    severity = case({state.value: place for place, state in enumerate(DeliveryState)}, value=states.state)
    moved_on = states[Sign.MOVED_ON]
    place = func.row_number().over(
        partition_by=states.target_id,
        order_by=(moved_on, case((moved_on, 0), else_=severity), states.asked_at.desc()),
    )
    softphones = func.count(states.terminal_id).over(partition_by=states.target_id)
    placed = select(*states, severity.label("severity"), place.label("place"), softphones.label("softphones"))
    found = placed.subquery()
    return select(found).where(found.c.place == 1).subquery()


def _states(target_type: TargetType, now: Now, *conditions: Condition) -> Subquery:
    signs = signs_of(target_type, now, *conditions).c
    decided = [
        (
            and_(
                true(),
                *(signs[sign] for sign in sorted(there)),
                *(not_(signs[sign]) for sign in sorted(absent)),
            ),
            state.value,
        )
        for there, absent, state in DECISIONS
    ]
    return select(*signs, case(*decided).label("state")).subquery()
