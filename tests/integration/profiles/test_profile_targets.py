"""Whom a profile delivers to."""

import pytest

from factories import add_targets, make_account, make_organization, make_profile, make_terminal
from portal.domain.selection import Change, Ticked, Whole
from portal.domain.words import Reason, TargetType, TerminalType
from portal.queries import targets as target_queries
from portal.queries.listing import Listing
from portal.services import targets
from portal.services.errors import NotAcceptable, Taken

pytestmark = pytest.mark.on("postgresql", "sqlite")


def ids(*rows):
    return frozenset(row.id for row in rows)


def save(profile, choice):
    return targets.save_targets(profile, choice, seen_revision=profile.revision, who="sato")


def targets_of(profile):
    return frozenset(row.id for row in listed(profile, filters={"selection": "selected"}).values())


def listed(profile, **listing):
    return {row.key: row for row in target_queries.candidates(profile, Listing(**listing)).items}


@pytest.mark.rule("TGT-1")
def test_terminals_of_the_two_softphone_types_are_offered(database):
    organization = make_organization()
    for kind in TerminalType:
        make_terminal(organization, name=kind.value, terminal_type=kind)
    profile = make_profile(organization, target_type=TargetType.EXTENSION)

    names = {row.name for row in listed(profile).values()}

    assert names == {"softphone", "softphone_encrypted"}


@pytest.mark.rule("TGT-1")
def test_accounts_with_the_agent_function_are_offered(database):
    organization = make_organization()
    make_account(organization, "agent")
    make_account(organization, "nobody", agent_enabled=False)
    make_account(make_organization(), "foreign")
    profile = make_profile(organization)

    assert listed(profile).keys() == {"agent"}


@pytest.mark.rule("TGT-2")
def test_what_another_profile_targets_is_not_offered(database):
    organization = make_organization()
    mine, other, free = (make_account(organization, login) for login in ("mine", "other", "free"))
    profile = make_profile(organization, targets=[mine])
    make_profile(organization, targets=[other], status="disabled")

    rows = listed(profile)

    assert {key: row.selected for key, row in rows.items()} == {"mine": True, free.login: False}


@pytest.mark.rule("TGT-5")
def test_a_target_that_stopped_qualifying_stays_listed_with_the_reason(database):
    organization = make_organization()
    off = make_account(organization, "off", agent_enabled=False)
    hard = make_terminal(organization, "1001", terminal_type=TerminalType.HARDPHONE)
    of_accounts = make_profile(organization, targets=[off, make_account(organization, "on")])
    of_terminals = make_profile(organization, targets=[hard])

    assert listed(of_accounts)["off"].reason is Reason.AGENT_FUNCTION_OFF
    assert listed(of_accounts)["on"].reason is None
    assert listed(of_terminals)["1001"].reason is Reason.TERMINAL_TYPE
    assert listed(of_terminals)["1001"].terminal_type is TerminalType.HARDPHONE
    assert listed(of_accounts, filters={"selection": "not_deliverable"}).keys() == {"off"}
    assert target_queries.counted(of_accounts) == target_queries.TargetCounts(2, 1)


@pytest.mark.rule("TGT-5")
def test_a_target_that_stopped_qualifying_stays_until_it_is_unticked(database):
    organization = make_organization()
    off, on = make_account(organization, "off"), make_account(organization, "on")
    profile = make_profile(organization, targets=[off])
    off.agent_enabled = False

    kept = save(profile, Whole(ids(off, on)))
    dropped = save(profile, Ticked(ids(off, on), ids(on)))
    with pytest.raises(NotAcceptable):
        save(profile, Whole(ids(off, on)))

    assert (kept, dropped) == (Change(ids(on), ids()), Change(ids(), ids(off)))
    assert targets_of(profile) == ids(on)


@pytest.mark.rule("TGT-2", "TRU-19")
def test_a_target_of_another_profile_is_refused_with_its_name(database):
    organization = make_organization()
    first, second, free = (make_account(organization, login) for login in ("a", "b", "c"))
    make_profile(organization, "営業部", targets=[first])
    make_profile(organization, "総務部", targets=[second])
    profile = make_profile(organization)
    before = profile.revision

    with pytest.raises(Taken) as refused:
        save(profile, Whole(ids(first, second, free)))

    assert refused.value.holders == {"a": "営業部", "b": "総務部"}
    assert (refused.value.what, refused.value.items, refused.value.by) == ("target", ("a", "b"), "営業部")
    assert target_queries.counted(profile).total == 0
    assert profile.revision == before


@pytest.mark.rule("TRU-19", "ACC-4")
def test_ids_that_are_not_ours_are_refused_whole(database):
    organization, other = make_organization(), make_organization()
    good = make_account(organization)
    foreign = make_account(other)
    make_profile(other, "秘密", targets=[foreign])
    profile = make_profile(organization)
    terminal = make_terminal(organization)

    for bad in (foreign.id, 0, -1, 2**31, 10**30, terminal.id + 10**6):
        with pytest.raises(NotAcceptable) as refused:
            save(profile, Whole(frozenset({good.id, bad})))

        assert "秘密" not in repr(refused.value)
    assert target_queries.counted(profile).total == 0


@pytest.mark.rule("TRU-20")
def test_targets_that_were_not_shown_stay(database):
    organization = make_organization()
    kept, shown, added = (make_account(organization) for _ in range(3))
    profile = make_profile(organization, targets=[kept, shown])

    save(profile, Ticked(ids(shown, added), ids(added)))

    assert targets_of(profile) == ids(kept, added)


def test_candidates_are_searched_sorted_and_filtered(database):
    organization = make_organization()
    for login, name in (("u1", "佐藤"), ("u2", "鈴木"), ("u_3", "100%")):
        make_account(organization, login, name=name)
    profile = make_profile(organization)
    add_targets(profile, make_account(organization, "u4", name="伊藤"))

    assert listed(profile, search="佐").keys() == {"u1"}
    assert listed(profile, search="U_").keys() == {"u_3"}
    assert listed(profile, search="%").keys() == {"u_3"}
    assert list(listed(profile, sort="key", descending=True)) == ["u_3", "u4", "u2", "u1"]
    assert listed(profile, filters={"selection": "selected"}).keys() == {"u4"}
    assert listed(profile, filters={"selection": "unselected"}).keys() == {"u1", "u2", "u_3"}
