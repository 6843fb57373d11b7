"""Every earlier state of a profile can be shown and restored (HIS-2, PRF-10)."""

import random

import pytest
from sqlalchemy import select

from factories import (
    make_account,
    make_call_center,
    make_ivr,
    make_label,
    make_organization,
    make_profile,
    make_snapshot_version,
    make_terminal,
    number_of,
)
from importer.directory import Mode
from portal.domain.audit import Action
from portal.domain.selection import Whole
from portal.domain.words import DisplayList, Part, Status, TargetType
from portal.models import AuditChain, AuditEntry, Snapshot
from portal.queries import history_lists
from portal.queries.history_states import state_at, states_at
from portal.queries.listing import Listing
from portal.queries.profile_states import state_of
from portal.services import (
    directory,
    history_restoring,
    other_settings,
    profiles,
    selections,
    targets,
)
from portal.services.directory import Taking
from portal.services.errors import EditConflict
from portal.services.profile_details import Details

pytestmark = pytest.mark.on("postgresql", "sqlite")

NUMBERS = ["0312345678", "0312345679", "0312345670", "1001"]


class World:
    """An organisation with something to select, and a profile that is changed at random."""

    def __init__(self, database):
        self.database = database
        self.organization = make_organization(slug="acme")
        make_terminal(self.organization, "1001")
        make_ivr(self.organization, "3001", dial_in=NUMBERS[:3])
        self.centers = [
            make_call_center(self.organization, extension, caller_number="0120000001").id
            for extension in ("4001", "4002")
        ]
        self.labels = [make_label(self.organization, "renewal", caller_number="0312345678").id]
        self.accounts = [make_account(self.organization, f"user{number}").id for number in range(4)]
        self.versions = [make_snapshot_version(self.organization).id for _ in range(2)]
        self.profile = profiles.create(
            self.organization, Details("営業部"), target_type=TargetType.ACCOUNT, who="sato"
        )
        database.commit()

    @property
    def save(self):
        return {"seen_revision": self.profile.revision, "who": "sato"}

    def change(self, chance):
        """Change something of the profile at random."""

        def some(ids):
            return Whole(frozenset(chance.sample(sorted(ids), chance.randint(0, len(ids)))))

        numbers = [number_of(self.organization, digits).id for digits in NUMBERS]
        part = chance.choice([Part.DISPLAY_NUMBERS, Part.CTI_NUMBERS])
        status, shown = chance.choice([*Status]), chance.choice([*DisplayList])
        chance.choice(
            [
                lambda: profiles.edit(
                    self.profile, Details(f"名前{chance.random()}", "", shown), status=status, **self.save
                ),
                lambda: selections.save_numbers(self.profile, part, some(numbers), **self.save),
                lambda: selections.save_contact_points(
                    self.profile, some(self.centers), some(self.labels), **self.save
                ),
                lambda: targets.save_targets(self.profile, some(self.accounts), **self.save),
                lambda: other_settings.pin(self.profile, chance.choice([None, *self.versions]), **self.save),
            ]
        )()
        self.database.commit()

    def position(self):
        return self.database.get_one(AuditChain, self.organization.id, populate_existing=True).position


@pytest.fixture
def world(database):
    return World(database)


@pytest.mark.rule("HIS-2")
def test_every_state_that_was_is_found_again(world):
    chance = random.Random(7)  # noqa: S311  repeats itself on purpose
    was = {world.position(): state_of(world.profile)}
    for _ in range(15):
        world.change(chance)
        was[world.position()] = state_of(world.profile)

    assert {position: state_at(world.organization.id, world.profile.id, position) for position in was} == was
    assert states_at(world.organization.id, world.profile.id, [*was])[1] == [*was.values()]


@pytest.mark.rule("HIS-2")
def test_a_state_is_restored_as_a_new_change(world, database):
    chance = random.Random(11)  # noqa: S311  repeats itself on purpose
    was = {}
    for _ in range(8):
        world.change(chance)
        was[world.position()] = state_of(world.profile)

    for position, state in chance.sample(sorted(was.items(), key=lambda each: each[0]), 5):
        seen = world.profile.revision
        found = history_restoring.restore(world.profile, position, **world.save)
        database.commit()

        assert state_of(world.profile) == state
        assert found.left_out == {}
        assert world.profile.revision != seen or state == was[world.position()]
        was[world.position()] = state


@pytest.mark.rule("HIS-2", "PRF-9")
def test_a_state_is_not_restored_over_what_nobody_saw(world):
    with pytest.raises(EditConflict):
        history_restoring.restore(world.profile, world.position(), seen_revision="another", who="sato")


@pytest.mark.rule("HIS-2")
def test_what_is_gone_from_the_directory_is_left_out_and_named(world, database):
    numbers = frozenset(number_of(world.organization, digits).id for digits in ("0312345678", "1001"))
    selections.save_numbers(world.profile, Part.DISPLAY_NUMBERS, Whole(numbers), **world.save)
    points = Whole(frozenset(world.centers)), Whole(frozenset(world.labels))
    selections.save_contact_points(world.profile, *points, **world.save)
    targets.save_targets(world.profile, Whole(frozenset(world.accounts[:2])), **world.save)
    database.commit()
    wanted = world.position()
    targets.save_targets(world.profile, Whole(frozenset()), **world.save)
    other = make_profile(world.organization, "総務部")
    targets.save_targets(
        other, Whole(frozenset(world.accounts[:1])), seen_revision=other.revision, who="sato"
    )
    directory.take(
        {
            "ivrs": [{"extension": "3001", "dial_in": NUMBERS[1:3]}],
            "call_centers": [{"extension": "4001"}],
        },
        Taking(Mode.SYNC, confirmed=True),
        slug="acme",
    )
    database.commit()

    found = history_restoring.restore(world.profile, wanted, **world.save)
    database.commit()

    assert found.left_out == {
        "targets": ("user0",),
        "display_numbers": ("0312345678",),
        "contact_points": ("call_center:4002",),
    }
    state = state_of(world.profile)
    assert state.lists["targets"] == {"user1"}
    assert state.lists["display_numbers"] == {"1001"}
    assert state.lists["contact_points"] == {"call_center:4001", "business_label:renewal"}
    entry = database.scalars(select(AuditEntry).filter_by(action=Action.PROFILE_RESTORED)).one()
    assert '"left_out":{' in entry.details


@pytest.mark.rule("HIS-2")
def test_a_name_that_another_has_by_now_stays_as_it_is(world, database):
    first = world.position()
    profiles.edit(world.profile, Details("新しい名前"), **world.save)
    make_profile(world.organization, "営業部")
    database.commit()

    history_restoring.restore(world.profile, first, **world.save)

    assert world.profile.name == "新しい名前"


@pytest.mark.rule("HIS-2")
def test_a_version_whose_snapshot_was_renamed_is_pinned_again(world, database):
    other_settings.pin(world.profile, world.versions[0], **world.save)
    database.commit()
    pinned = world.position()
    other_settings.pin(world.profile, None, **world.save)
    database.scalars(select(Snapshot)).one().name = "新しい名前"
    database.commit()

    history_restoring.restore(world.profile, pinned, **world.save)

    assert world.profile.snapshot_version_id == world.versions[0]


@pytest.mark.rule("PRF-10", "HIS-2")
def test_a_deleted_profile_is_restored_with_all_that_it_had(world, database):
    chance = random.Random(3)  # noqa: S311  repeats itself on purpose
    for _ in range(6):
        world.change(chance)
    profiles.set_status(world.profile, Status.ENABLED, **world.save)
    was, profile_id = state_of(world.profile), world.profile.id
    profiles.delete(world.profile, seen_revision=world.profile.revision)
    database.commit()

    restored = history_restoring.restore_deleted(world.organization, world.position(), who="sato")
    database.commit()

    assert state_of(restored) == was
    assert restored.id == profile_id
    assert state_at(world.organization.id, profile_id, world.position()) == was


@pytest.mark.rule("PRF-10")
def test_a_profile_deleted_twice_is_listed_once(world, database):
    profiles.delete(world.profile, seen_revision=world.profile.revision)
    database.commit()
    restored = history_restoring.restore_deleted(world.organization, world.position(), who="sato")
    database.commit()
    profiles.delete(restored, seen_revision=restored.revision)
    database.commit()

    listed = history_lists.deleted(world.organization.id, Listing())

    assert [row.position for row in listed.items] == [world.position()]


@pytest.mark.rule("PRF-10")
def test_a_deleted_profile_whose_name_was_given_away_gets_the_next_free_one(world, database):
    profiles.delete(world.profile, seen_revision=world.profile.revision)
    database.commit()
    deleted = world.position()
    profiles.create(world.organization, Details("営業部"), target_type=TargetType.ACCOUNT, who="sato")
    database.commit()

    restored = history_restoring.restore_deleted(world.organization, deleted, who="sato")

    assert restored.name == "営業部 (2)"


@pytest.mark.rule("HIS-2")
def test_a_new_profile_has_nothing_of_one_that_was_deleted(world, database):
    gone = world.profile.id
    profiles.delete(world.profile, seen_revision=world.profile.revision)
    database.commit()

    made = profiles.create(world.organization, Details("新規"), target_type=TargetType.ACCOUNT, who="sato")
    database.commit()

    assert made.id > gone
    changes = history_lists.changes_of(world.organization.id, made.id, Listing())
    assert [row.action for row in changes.items] == ["profile_created"]
