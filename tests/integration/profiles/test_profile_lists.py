"""Lists are read page by page, at the same cost however long they are."""

import datetime as dt

import pytest
from sqlalchemy import insert
from werkzeug.exceptions import NotFound

from factories import (
    NOON,
    make_account,
    make_organization,
    make_profile,
    make_snapshot_version,
    make_terminal,
    role_of,
)
from plumbing.statements import counted
from portal.domain.words import Kind, OwnerType, Part, Status, TargetType
from portal.models import (
    Account,
    AccountTarget,
    BusinessLabel,
    Number,
    NumberOwner,
    Profile,
    RemovedItem,
    Snapshot,
    SnapshotVersion,
)
from portal.queries import contact_points, numbers, profiles, snapshots, targets
from portal.queries.listing import PAGE_SIZE, Listing

pytestmark = pytest.mark.on("postgresql", "sqlite")


def names(organization, **listing):
    return [row.name for row in profiles.listed(organization.id, Listing(**listing)).items]


@pytest.mark.rule("PRF-1")
def test_a_row_says_what_a_profile_is(database):
    organization = make_organization()
    profile = make_profile(
        organization,
        "営業部",
        targets=[make_account(organization), make_account(organization)],
        pinned=make_snapshot_version(organization),
    )
    database.add(RemovedItem(profile_id=profile.id, part=Part.TARGETS, item="gone"))
    database.flush()

    row = profiles.listed(organization.id, Listing()).items[0]

    assert row == profiles.ProfileRow(
        id=profile.id,
        name="営業部",
        target_type=TargetType.ACCOUNT,
        status=Status.ENABLED,
        targets=2,
        snapshot_name="標準設定",
        snapshot_version=1,
        removed=1,
        waiting=0,
        changed_at=NOON,
        changed_by="admin",
    )


@pytest.mark.rule("PRF-1")
def test_profiles_are_searched_filtered_and_sorted(database):
    organization = make_organization()
    terminal = make_terminal(organization)
    make_profile(organization, "a_b", memo="覚え", changed_at=NOON + dt.timedelta(days=1))
    make_profile(organization, "axb", targets=[terminal], status=Status.DISABLED)
    make_profile(organization, "C", pinned=make_snapshot_version(organization, "標準設定"))
    make_profile(make_organization(), "他社")

    assert names(organization) == ["C", "a_b", "axb"]
    assert names(organization, search="A_B") == ["a_b"]
    assert names(organization, search="覚え") == ["a_b"]
    assert names(organization, search="標準") == ["C"]
    assert names(organization, search="'; DROP TABLE profiles; --") == []
    assert names(organization, filters={"target_type": "extension"}) == ["axb"]
    assert names(organization, filters={"status": "disabled"}) == ["axb"]
    assert names(organization, sort="changed", descending=True)[0] == "a_b"
    assert names(organization, sort="targets", descending=True)[0] == "axb"
    for sort in profiles.ORDERS:
        assert len(names(organization, sort=sort)) == 3


@pytest.mark.rule("PRF-1")
def test_profiles_are_paged_and_a_page_too_far_is_the_last(database):
    organization = make_organization()
    for place in range(PAGE_SIZE + 1):
        make_profile(organization, f"{place:03}")

    first = profiles.listed(organization.id, Listing())
    last = profiles.listed(organization.id, Listing(page=999_999_999))

    assert (first.total, first.number, len(first.items)) == (PAGE_SIZE + 1, 1, PAGE_SIZE)
    assert (last.number, [row.name for row in last.items]) == (2, [f"{PAGE_SIZE:03}"])
    assert profiles.listed(organization.id, Listing(search="無い")).pages == 1


@pytest.mark.rule("REC-5")
def test_what_was_removed_is_counted_and_the_first_are_named(database):
    profile = make_profile(make_organization())
    lost = [{"profile_id": profile.id, "part": Part.TARGETS, "item": f"{place:03}"} for place in range(60)]
    database.execute(insert(RemovedItem), lost)

    removed = profiles.removed_from(profile)[Part.TARGETS]

    assert (removed.count, removed.items) == (60, tuple(f"{place:03}" for place in range(50)))


@pytest.mark.rule("ACC-4")
def test_another_organisations_profile_is_not_found(database):
    foreign = make_profile(make_organization())

    for profile_id in (foreign.id, 2**31, 10**30):
        with pytest.raises(NotFound):
            profiles.profile_of(make_organization().id, profile_id)


def fill(database, organization, profile, count):
    """Make `count` of everything that lists are about, all of it selected."""
    role_id, mine = role_of(organization, "user").id, {"organization_id": organization.id}
    numbered = [(place, f"{count}-{place:05}") for place in range(count)]
    account_ids = database.scalars(
        insert(Account).returning(Account.id),
        [
            {**mine, "role_id": role_id, "login": key, "name": key, "agent_enabled": True}
            for _, key in numbered
        ],
    ).all()
    database.execute(
        insert(AccountTarget), [{"account_id": x, "profile_id": profile.id} for x in account_ids]
    )
    owners = [
        {
            **mine,
            "type": OwnerType.CALL_CENTER,
            "extension": f"8{count}{place:05}",
            "name": key,
            "caller_number": "0120",
        }
        for place, key in numbered
    ]
    owner_ids = database.scalars(insert(NumberOwner.__table__).returning(NumberOwner.id), owners).all()
    database.execute(
        insert(Number),
        [
            {**mine, "owner_id": owner_id, "kind": Kind.EXTERNAL, "number": f"09{count}{place:05}"}
            for place, owner_id in enumerate(owner_ids)
        ],
    )
    database.execute(
        insert(BusinessLabel),
        [{**mine, "code": key, "name": key, "caller_number": "0120"} for _, key in numbered],
    )
    database.execute(
        insert(Profile),
        [
            {
                **mine,
                "name": key,
                "target_type": TargetType.EXTENSION,
                "display_list": "numbers_only",
                "changed_at": NOON,
                "changed_by": "admin",
            }
            for _, key in numbered
        ],
    )
    snapshot_ids = database.scalars(
        insert(Snapshot).returning(Snapshot.id),
        [{**mine, "name": key, "last_number": 1} for _, key in numbered],
    ).all()
    version = {
        "number": 1,
        "settings": "{}",
        "digest": "0" * 64,
        "captured_at": "2026-11-20T09:00:00+09:00",
        "received_at": NOON,
        "source_extension": "1001",
        "source_version": "3.13.7",
        "account_login": "admin",
    }
    database.execute(insert(SnapshotVersion), [{**version, "snapshot_id": x} for x in snapshot_ids])


LISTS = {
    "profiles": lambda profile: profiles.listed(profile.organization_id, Listing()),
    "targets": lambda profile: targets.candidates(profile, Listing()),
    "target counts": targets.counted,
    "numbers": lambda profile: numbers.offered(profile, Part.DISPLAY_NUMBERS, Listing()),
    "CTI numbers": lambda profile: numbers.offered(profile, Part.CTI_NUMBERS, Listing()),
    "contact points": lambda profile: contact_points.offered(profile, Listing()),
    "snapshots": lambda profile: snapshots.choices(profile.organization_id, Listing()),
}


@pytest.mark.rule("PRF-1", "NUM-1", "CPT-2", "OTH-2")
@pytest.mark.parametrize("read", LISTS.values(), ids=LISTS)
def test_a_list_costs_as_many_statements_for_ten_rows_as_for_a_thousand(database, read):
    costs = []
    for count in (10, 1000):
        organization = make_organization()
        profile = make_profile(organization)
        fill(database, organization, profile, count)
        database.refresh(profile)
        with counted() as sent:
            read(profile)
        costs.append(len(sent))

    assert costs[0] == costs[1] <= 4
