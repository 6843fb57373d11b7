"""What the job that looks for newly added numbers reads and writes (REC-6)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select, text

from factories import NOON, make_organization
from portal.domain.words import DisplayList, Kind, OwnerType, Part, TargetType, TerminalType
from portal.extensions import db
from portal.models import ListReview, Number, NumberOwner, Profile
from portal.services import directory_reviews
from portal.services.many_rows import insert_rows

NEW = 1_000
# Rows of this transaction, whatever the statistics know already.
READ = text(
    "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), sum(n_tup_ins + n_tup_upd + n_tup_del)"
    " FROM pg_stat_xact_user_tables"
)


@pytest.fixture
def organization(request, database):
    """So many numbers that so many profiles have reviewed, and 1,000 that came since."""
    numbers, profiles = request.param
    made = make_organization()
    made.arrivals = 2
    terminal = {
        "organization_id": made.id,
        "type": OwnerType.TERMINAL,
        "terminal_type": TerminalType.SOFTPHONE,
    }
    insert_rows(
        NumberOwner,
        [terminal | {"extension": f"{place}", "name": f"{place}"} for place in range(numbers + NEW)],
    )
    owners = database.execute(select(NumberOwner.id, NumberOwner.extension).order_by(NumberOwner.id)).all()
    number = {"organization_id": made.id, "kind": Kind.EXTENSION}
    insert_rows(
        Number,
        [
            number | {"owner_id": owner_id, "number": extension, "arrival": 1 + (place >= numbers)}
            for place, (owner_id, extension) in enumerate(owners)
        ],
    )
    insert_rows(Profile, [profile_of(made, place) for place in range(profiles)])
    lists = [
        {"profile_id": profile_id, "part": part, "through": 1, "waiting": 0}
        for profile_id in database.scalars(select(Profile.id))
        for part in (Part.DISPLAY_NUMBERS, Part.CTI_NUMBERS)
    ]
    insert_rows(ListReview, lists)
    # Profiles come one by one and PostgreSQL knows of them; autovacuum may have looked before these came.
    database.execute(text("ANALYZE profiles, list_reviews"))
    database.commit()
    return made


def profile_of(organization, place):
    return {
        "organization_id": organization.id,
        "name": f"{place}",
        "memo": "",
        "target_type": TargetType.EXTENSION,
        "display_list": DisplayList.NUMBERS_ONLY,
        "changed_at": NOON,
        "changed_by": "tests",
        "revision": f"{place}",
    }


@pytest.mark.parametrize("organization", [(100_000, 2_000)], indirect=True)
@pytest.mark.rule("REC-6")
def test_the_work_grows_with_what_changed_and_not_with_all_numbers_of_all_profiles(organization, database):
    before = database.execute(READ).one()
    assert directory_reviews.review(organization.id) == 4_000 * NEW
    read, written = (after - was for after, was in zip(database.execute(READ).one(), before, strict=True))

    # Each new number and its owner once, each list and its profile a few times; each list written once.
    assert read < 5 * NEW + 5 * 4_000
    assert written < 4_000 + 10


@pytest.mark.parametrize("organization", [(1_000, 100)], indirect=True)
@pytest.mark.rule("REC-6")
def test_two_runs_at_once_are_as_one(organization, app, database):
    def run(organization_id):
        with app.app_context():
            found = directory_reviews.review(organization_id)
            db.session.commit()
            return found

    with ThreadPoolExecutor(4) as pool:
        runs = list(pool.map(run, [organization.id] * 4))

    # One finds everything; the others find somebody at it, or nothing more.
    assert sorted(found or 0 for found in runs) == [0, 0, 0, 200 * NEW]
    assert database.scalar(select(func.sum(ListReview.waiting))) == 200 * NEW
