"""Who saves a profile first: the database decides, in one statement or one constraint."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy import delete, func, inspect, select, update
from sqlalchemy.exc import IntegrityError

from portal.domain.words import Part
from portal.extensions import db
from portal.models import Profile, RemovedItem
from portal.models.columns import new_revision
from portal.queries.profile_states import fields_of
from portal.services.errors import EditConflict, Refused
from portal.services.profile_history import Noting, record_save

WHO_LENGTH = 80

Explain = Callable[[], Refused | None]


@contextmanager
def all_or_nothing(explain: Explain = lambda: None) -> Iterator[None]:
    """Undo everything that runs inside when it is refused (TRU-19).

    When a constraint refuses it, `explain` looks up why; where it knows no reason, it is a fault of the code.
    """
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError as error:
        refusal = explain()
        if refusal is None:
            raise
        raise refusal from error


@contextmanager
def saving(  # noqa: PLR0913  what every save of a profile needs
    profile: Profile,
    parts: Collection[Part],
    columns: Mapping[str, object],
    *,
    seen_revision: str,
    who: str,
    explain: Explain = lambda: None,
) -> Iterator[Noting]:
    """Give the profile a new revision with these columns, then run what saves its `parts`, all or nothing.

    What the directory had lost of these parts is forgotten (REC-5). What changes goes into the history: of
    the columns by itself, of lists as it is noted (HIS-1). Raises EditConflict when the revision is no longer
    the one that was seen.
    """
    noting = Noting()
    try:
        with all_or_nothing(explain):
            before = fields_of(profile.id, lock=True) or {}
            _advance(profile, columns, seen_revision, who)
            db.session.execute(
                delete(RemovedItem).where(RemovedItem.profile_id == profile.id, RemovedItem.part.in_(parts))
            )
            yield noting
            record_save(profile, before, noting, seen_revision=seen_revision, who=who)
    finally:
        # Saved or refused, the object says again what the database says.
        db.session.expire(profile, inspect(Profile).column_attrs.keys())


def _advance(profile: Profile, columns: Mapping[str, object], seen_revision: str, who: str) -> None:
    # One statement decides who is first, however many web processes save at once (PRF-9).
    claimed = (
        update(Profile)
        .where(Profile.id == profile.id, Profile.revision == seen_revision)
        .values(
            revision=new_revision(),
            changed_at=func.current_timestamp(),
            changed_by=who[:WHO_LENGTH],
            **columns,
        )
        .returning(Profile.id)
        .execution_options(synchronize_session=False)
    )
    if db.session.scalar(claimed) is None:
        raise conflict_over(profile.id)


def conflict_over(profile_id: int) -> EditConflict:
    """Return who changed the profile last, and when; nobody when it is gone."""
    changed = db.session.execute(
        select(Profile.changed_by, Profile.changed_at).where(Profile.id == profile_id)
    ).one_or_none()
    return EditConflict() if changed is None else EditConflict(changed.changed_by, changed.changed_at)
