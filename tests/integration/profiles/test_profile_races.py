"""Saves that happen at the same time, each on a connection of its own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from factories import make_account, make_organization, make_profile, make_terminal
from plumbing.waiting import wait_until
from portal.domain.selection import Whole
from portal.domain.words import Part, Status, TargetType
from portal.extensions import db
from portal.models import AccountTarget, Number, Profile, RemovedItem, SelectedNumber, Terminal
from portal.services import profiles, removals, selections, targets
from portal.services.errors import EditConflict, Refused, Taken
from portal.services.profile_details import Details

EVERYBODY = 6


@pytest.fixture
def meanwhile(app):
    """A function that runs another in a thread, with a session of its own, and gives its future."""
    with ThreadPoolExecutor(EVERYBODY) as threads:

        def start(work):
            def run():
                with app.app_context():
                    try:
                        done = work()
                        db.session.commit()
                    except Refused as refused:
                        db.session.rollback()
                        return refused
                    return done

            return threads.submit(run)

        yield start


@pytest.fixture
def somebody_waits(postgres):
    """A function that tells whether a connection waits for the lock of another."""

    def waits():
        with postgres.connect() as connection:
            waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            return connection.execute(waiting).fetchone()[0] > 0

    return waits


def take(profile_id, account_ids, revision):
    return targets.save_targets(
        db.session.get_one(Profile, profile_id),
        Whole(frozenset(account_ids)),
        seen_revision=revision,
        who="sato",
    )


def targeted(profile_id):
    rows = select(AccountTarget.account_id).where(AccountTarget.profile_id == profile_id)
    return set(db.session.scalars(rows))


@pytest.mark.rule("TGT-2", "TRU-19")
def test_the_later_of_two_saves_is_told_who_has_the_target(database, meanwhile, somebody_waits):
    organization = make_organization()
    shared, free = make_account(organization, "user1").id, make_account(organization, "user2").id
    first, second = make_profile(organization, "営業部"), make_profile(organization, "総務部")
    before, second_id = second.revision, second.id
    database.commit()

    take(first.id, {shared}, first.revision)
    later = meanwhile(lambda: take(second_id, {shared, free}, before))
    wait_until(somebody_waits)
    database.commit()

    refused = later.result(timeout=10)
    assert isinstance(refused, Taken)
    assert refused.holders == {"user1": "営業部"}
    assert targeted(second_id) == set()
    assert db.session.get_one(Profile, second_id).revision == before


@pytest.mark.rule("TGT-2")
def test_of_many_that_want_the_same_targets_one_gets_them_all(database, meanwhile):
    organization = make_organization()
    wanted = {make_account(organization).id for _ in range(30)}
    made = [make_profile(organization, f"設定{place}") for place in range(EVERYBODY)]
    asked = [(profile.id, profile.revision) for profile in made]
    database.commit()

    saves = [meanwhile(lambda ask=ask: take(ask[0], wanted, ask[1])) for ask in asked]
    outcomes = [save.result(timeout=30) for save in saves]

    losers = [outcome for outcome in outcomes if isinstance(outcome, Taken)]
    holder = database.scalars(select(AccountTarget.profile_id).distinct()).one()
    name = database.get_one(Profile, holder).name
    assert len(losers) == EVERYBODY - 1
    assert targeted(holder) == wanted
    assert all(set(loser.holders.values()) == {name} for loser in losers)


@pytest.mark.rule("PRF-9")
def test_of_two_saves_of_one_profile_the_first_counts(database, meanwhile, somebody_waits):
    profile = make_profile(make_organization(), "営業部")
    profile_id, seen = profile.id, profile.revision
    database.commit()

    profiles.edit(profile, Details("営業一部"), seen_revision=seen, who="sato")
    later = meanwhile(
        lambda: profiles.set_status(
            db.session.get_one(Profile, profile_id), Status.DISABLED, seen_revision=seen, who="ito"
        )
    )
    wait_until(somebody_waits)
    database.commit()

    refused = later.result(timeout=10)
    assert isinstance(refused, EditConflict)
    assert refused.changed_by == "sato"
    assert database.get_one(Profile, profile_id).status is Status.ENABLED


@pytest.mark.rule("PRF-3")
def test_of_two_profiles_with_one_name_the_first_is_made(database, meanwhile, somebody_waits):
    organization = make_organization()
    database.commit()

    def create():
        return profiles.create(organization, Details("営業部"), target_type=TargetType.ACCOUNT, who="sato")

    create()
    later = meanwhile(create)
    wait_until(somebody_waits)
    database.commit()

    refused = later.result(timeout=10)
    assert isinstance(refused, Taken)
    assert (refused.what, refused.by) == ("name", "営業部")
    assert database.scalar(select(func.count()).select_from(Profile)) == 1


@pytest.mark.rule("PRF-7")
def test_two_copies_at_once_get_two_names(database, meanwhile):
    profile_id = make_profile(make_organization(), "営業部").id
    database.commit()

    copies = [
        meanwhile(lambda: profiles.duplicate(db.session.get_one(Profile, profile_id), who="sato").name)
        for _ in range(EVERYBODY)
    ]

    names = {copy.result(timeout=30) for copy in copies}
    assert names == {f"営業部 ({number})" for number in range(2, EVERYBODY + 2)}


@pytest.mark.rule("REC-5")
def test_what_is_selected_while_the_directory_loses_it_is_noted(database, meanwhile, somebody_waits):
    organization = make_organization()
    terminal = make_terminal(organization, "1001")
    profile = make_profile(organization)
    terminal_id, profile_id = terminal.id, profile.id
    number_id = database.scalars(select(Number.id)).one()
    database.commit()

    def lose():
        removals.note_removals(terminal_ids=[terminal_id], who="directory")
        db.session.delete(db.session.get_one(Terminal, terminal_id))

    selections.save_numbers(
        profile,
        Part.DISPLAY_NUMBERS,
        Whole(frozenset({number_id})),
        seen_revision=profile.revision,
        who="sato",
    )
    import_of_directory = meanwhile(lose)
    wait_until(somebody_waits)
    database.commit()
    import_of_directory.result(timeout=10)

    assert database.scalar(select(func.count()).select_from(SelectedNumber)) == 0
    assert database.scalars(select(RemovedItem.item)).all() == ["1001"]
    assert database.get_one(Profile, profile_id).changed_by == "directory"
