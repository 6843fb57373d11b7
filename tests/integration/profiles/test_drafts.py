"""Ticks that are not saved yet, as the database keeps them."""

import threading

import pytest
from sqlalchemy import func, select

from factories import (
    add_targets,
    make_account,
    make_administrator,
    make_call_center,
    make_ivr,
    make_label,
    make_organization,
    make_profile,
    make_terminal,
    number_of,
    stored,
)
from portal.domain.selection import Ticked
from portal.domain.words import Part, TargetType
from portal.extensions import db
from portal.models import AccountTarget, Draft, DraftAccount, Profile, SelectedNumber
from portal.queries import contact_points, draft_changes, numbers, targets
from portal.queries.drafts import begun, counted, draft_of
from portal.queries.listing import Listing
from portal.services import drafts, drafts_saving
from portal.services.drafts_tab import Tab
from portal.services.errors import EditConflict, Taken

pytestmark = pytest.mark.on("postgresql", "sqlite")


@pytest.fixture
def organization(database):
    return make_organization()


@pytest.fixture
def admin(organization):
    return make_administrator(organization, "admin")


def ids(*rows):
    return frozenset(row.id for row in rows)


def tick(tab, shown, chosen=(), name=""):
    ticks = {name: Ticked(ids(*shown), ids(*chosen))}
    return drafts.tick(tab, ticks, seen_revision=tab.profile.revision)


def changes(tab):
    """What the draft says, as (added, removed)."""
    draft = draft_of(tab.account_id, tab.profile, tab.part)
    found = counted(draft, [table for table, _items in tab.lists.values()])
    return found.added, found.removed


def save(tab):
    drafts_saving.save(tab, seen_revision=tab.profile.revision, who="admin")


def targets_of(profile):
    return frozenset(db.session.scalars(select(AccountTarget.account_id).filter_by(profile_id=profile.id)))


@pytest.mark.rule("TGT-3")
def test_what_is_ticked_twice_is_ticked_once(organization, admin):
    kept, new, other = (make_account(organization) for _ in range(3))
    tab = Tab(make_profile(organization, targets=[kept]), Part.TARGETS, admin.id)

    for _again in range(2):
        assert tick(tab, [kept, new, other], [new])

    assert changes(tab) == (1, 1)
    tick(tab, [kept, new], [kept])
    assert draft_of(admin.id, tab.profile, Part.TARGETS) is None


@pytest.mark.rule("TGT-3", "TRU-20")
def test_a_draft_is_saved_whole_and_ends(organization, admin):
    kept, gone, new, unseen = (make_account(organization) for _ in range(4))
    tab = Tab(make_profile(organization, targets=[kept, gone, unseen]), Part.TARGETS, admin.id)
    tick(tab, [gone])
    tick(tab, [kept, new], [kept, new])

    save(tab)

    assert targets_of(tab.profile) == ids(kept, new, unseen)
    assert draft_of(admin.id, tab.profile, Part.TARGETS) is None


@pytest.mark.rule("TRU-20")
def test_without_a_draft_zero_ticks_are_saved_as_set_and_empty(organization, admin):
    profile = make_profile(organization)

    save(Tab(profile, Part.DISPLAY_NUMBERS, admin.id))

    assert profile.display_numbers_saved


@pytest.mark.rule("TGT-3")
def test_drafts_are_of_one_account_one_profile_and_one_tab(organization, admin):
    make_ivr(organization, dial_in=["0312345678"])
    number = number_of(organization, "0312345678")
    profile, other = make_profile(organization), make_profile(organization)
    tab = Tab(profile, Part.DISPLAY_NUMBERS, admin.id)
    colleague = make_administrator(organization, "colleague")

    tick(tab, [number], [number])

    others = [
        Tab(profile, Part.CTI_NUMBERS, admin.id),
        Tab(profile, Part.DISPLAY_NUMBERS, colleague.id),
        Tab(other, Part.DISPLAY_NUMBERS, admin.id),
    ]
    assert [changes(each) for each in (tab, *others)] == [(1, 0), (0, 0), (0, 0), (0, 0)]
    assert [(each.profile_id, each.part) for each in begun(admin.id, [profile.id, other.id])] == [
        (profile.id, Part.DISPLAY_NUMBERS)
    ]
    assert begun(colleague.id, [profile.id]) == []


@pytest.mark.rule("TGT-3", "ACC-4")
def test_what_nobody_can_choose_does_not_get_into_a_draft(organization, admin):
    good = make_account(organization)
    theirs, no_agent = make_account(make_organization()), make_account(organization, agent_enabled=False)
    tab = Tab(make_profile(organization), Part.TARGETS, admin.id)

    known = [tick(tab, [], [good, bad]) for bad in (theirs, no_agent)]

    assert known == [False, False]
    assert changes(tab) == (1, 0)
    ticked = {"": Ticked(frozenset({2**31 - 1}), frozenset({2**31 - 1}))}
    assert not drafts.tick(tab, ticked, seen_revision="")


@pytest.mark.rule("TGT-3", "ACC-4")
def test_what_another_profile_has_saved_is_nothing_to_take_off_this_one(organization, admin):
    theirs = make_account(organization)
    make_profile(organization, targets=[theirs])
    tab = Tab(make_profile(organization), Part.TARGETS, admin.id)

    assert tick(tab, [theirs])

    assert changes(tab) == (0, 0)


@pytest.mark.rule("TGT-3")
def test_what_became_true_meanwhile_is_no_change_and_what_is_gone_leaves(organization, admin, database):
    one, two, three = (make_account(organization) for _ in range(3))
    tab = Tab(make_profile(organization, targets=[three]), Part.TARGETS, admin.id)
    tick(tab, [one, two, three], [one, two])
    assert changes(tab) == (2, 1)

    add_targets(tab.profile, one)
    database.delete(two)
    database.flush()

    assert changes(tab) == (0, 1)
    assert database.scalar(select(func.count()).select_from(DraftAccount)) == 2
    database.delete(three)
    database.flush()
    assert changes(tab) == (0, 0)
    assert begun(admin.id, [tab.profile.id]) == []


@pytest.mark.rule("TGT-3")
@pytest.mark.parametrize("chosen", [True, False])
def test_all_that_match_are_ticked_or_unticked_by_the_database(organization, admin, chosen):
    sales = [make_account(organization, f"sales{place}") for place in range(4)]
    make_account(organization, "support")
    tab = Tab(make_profile(organization, targets=sales[:2]), Part.TARGETS, admin.id)
    tick(tab, [sales[0], sales[3]], [sales[3]])
    matching = {"": targets.matching(tab.profile, Listing(search="sales"))}

    for _again in range(2):
        drafts.tick_all(tab, matching, chosen=chosen, seen_revision=tab.profile.revision)

    assert changes(tab) == ((2, 0) if chosen else (0, 2))


@pytest.mark.rule("TGT-3")
def test_contact_points_of_both_kinds_are_one_draft(organization, admin):
    center, label = make_call_center(organization), make_label(organization)
    tab = Tab(make_profile(organization, contact_points=[label]), Part.CONTACT_POINTS, admin.id)

    tick(tab, [center], [center], "call_center")
    tick(tab, [label], [], "business_label")

    assert changes(tab) == (1, 1)
    named = draft_changes.listed(
        draft_of(admin.id, tab.profile, tab.part), tab.profile, tab.part, Listing(sort="key")
    )
    assert {(each.list, each.key, each.chosen) for each in named.items} == {
        ("call_center", center.extension, True),
        ("business_label", label.code, False),
    }
    save(tab)
    found = contact_points.offered(tab.profile, Listing(filters={"selection": "selected"})).items
    assert [row.id for row in found] == [center.id]


@pytest.mark.rule("TGT-2", "TRU-20")
def test_a_draft_with_what_another_profile_took_is_refused_and_can_be_saved_without_it(organization, admin):
    taken, free = make_account(organization, "taken"), make_account(organization, "free")
    tab = Tab(make_profile(organization), Part.TARGETS, admin.id)
    tick(tab, [taken, free], [taken, free])
    make_profile(organization, "受付", targets=[taken])

    with pytest.raises(Taken) as refused:
        save(tab)

    assert refused.value.holders == {"taken": "受付"}
    assert (changes(tab), targets_of(tab.profile)) == ((2, 0), frozenset())
    named = draft_changes.listed(
        draft_of(admin.id, tab.profile, tab.part), tab.profile, tab.part, Listing()
    ).items
    assert [(each.key, each.holder) for each in named] == [("free", None), ("taken", "受付")]
    drafts.take_back_unavailable(tab)
    save(tab)
    assert targets_of(tab.profile) == ids(free)


@pytest.mark.rule("TGT-5")
def test_what_stopped_qualifying_is_named_and_can_be_taken_off_the_draft(organization, admin):
    terminals = [make_terminal(organization, extension) for extension in ("1001", "1002")]
    profile = make_profile(organization, target_type=TargetType.EXTENSION)
    tab = Tab(profile, Part.TARGETS, admin.id)
    tick(tab, terminals, terminals)
    terminals[0].terminal_type = "hardphone"
    db.session.flush()

    draft = draft_of(admin.id, profile, Part.TARGETS)
    named = draft_changes.listed(draft, profile, Part.TARGETS, Listing()).items
    assert [(each.key, each.available) for each in named] == [("1001", False), ("1002", True)]
    drafts.take_back_unavailable(tab)

    assert changes(tab) == (1, 0)


@pytest.mark.rule("PRF-9")
def test_a_draft_goes_on_from_the_state_that_was_seen_until_its_owner_says_otherwise(organization, admin):
    one, two = make_account(organization), make_account(organization)
    profile = make_profile(organization)
    tab = Tab(profile, Part.TARGETS, admin.id)
    colleague = Tab(profile, Part.TARGETS, make_administrator(organization, "colleague").id)
    tick(tab, [one], [one])
    tick(colleague, [two], [two])
    save(colleague)

    with pytest.raises(EditConflict):
        save(tab)

    tick(tab, [two], [two])
    with pytest.raises(EditConflict):
        save(tab)
    drafts.go_on_from(tab, profile.revision)
    save(tab)
    assert targets_of(profile) == ids(one, two)


@pytest.mark.rule("PRF-9")
def test_what_the_same_person_saves_on_another_tab_is_no_conflict(organization, admin):
    one = make_account(organization)
    make_ivr(organization, dial_in=["0312345678"])
    number = number_of(organization, "0312345678")
    profile = make_profile(organization)
    of_targets, of_numbers = (Tab(profile, part, admin.id) for part in (Part.TARGETS, Part.DISPLAY_NUMBERS))
    tick(of_targets, [one], [one])
    tick(of_numbers, [number], [number])

    save(of_targets)
    save(of_numbers)

    assert db.session.query(SelectedNumber).count() == 1


@pytest.mark.rule("TGT-3")
def test_single_changes_are_taken_back_and_a_draft_is_dropped(organization, admin):
    one, two = make_account(organization), make_account(organization)
    tab = Tab(make_profile(organization), Part.TARGETS, admin.id)
    tick(tab, [one, two], [one, two])

    drafts.take_back(tab, {"": ids(one)})
    assert changes(tab) == (1, 0)
    drafts.drop(tab)

    assert db.session.query(Draft).count() == 0
    drafts.drop(tab)
    drafts.take_back(tab, {"": ids(two)})


@pytest.mark.rule("TGT-3")
def test_posts_of_one_draft_at_the_same_time_are_both_kept(app, organization, admin, database):
    people = [make_account(organization) for _ in range(40)]
    profile = make_profile(organization)
    account_id, profile_id, all_ids = admin.id, profile.id, [person.id for person in people]
    database.commit()
    together, failed = threading.Barrier(8), []

    def work(mine):
        with app.app_context():
            together.wait(10)
            try:
                for one in mine:
                    tab = Tab(db.session.get_one(Profile, profile_id), Part.TARGETS, account_id)
                    drafts.tick(tab, {"": Ticked(frozenset({one}), frozenset({one}))}, seen_revision="")
                    db.session.commit()
            except Exception as error:  # noqa: BLE001  told to the test
                failed.append(error)

    workers = [threading.Thread(target=work, args=(all_ids[place::8],)) for place in range(8)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]

    assert failed == []
    assert changes(Tab(profile, Part.TARGETS, account_id)) == (40, 0)
    assert database.query(Draft).count() == 1


@pytest.mark.rule("TGT-3")
def test_numbers_are_ticked_by_filter(organization, admin):
    make_ivr(organization, dial_in=["0312345678", "0312345679"])
    make_terminal(organization, "1001")
    tab = Tab(make_profile(organization), Part.DISPLAY_NUMBERS, admin.id)
    listing = Listing(filters={"owner_type": "ivr"})

    drafts.tick_all(
        tab, {"": numbers.matching(tab.profile, tab.part, listing)}, chosen=True, seen_revision=""
    )

    assert changes(tab) == (2, 0)
    stored(Draft(account_id=admin.id, profile_id=tab.profile.id, part=Part.TARGETS, seen_revision=""))
    assert [each.part for each in begun(admin.id, [tab.profile.id])] == [Part.DISPLAY_NUMBERS]
