"""What an answer reads: enough for the same document as an explanation, and no row more."""

import pytest
from random_directories import random_directory

from factories import (
    make_account,
    make_call_center,
    make_profile,
    make_ring_group,
    make_terminal,
    select_numbers,
)
from importer.catalogue import catalogue
from plumbing.statements import counted
from portal.domain.effective import explain, resolve
from portal.domain.versions import parse_version
from portal.domain.words import Language, Part
from portal.queries.delivery import by_names
from portal.queries.delivery_narrow import answer_facts
from portal.queries.delivery_wide import wide_facts

VERSIONS = [parse_version(version) for version in ("3.12.5", "3.13.7")]


def askers_of(directory):
    logins = [None, *(account.login for account in directory.accounts)]
    for terminal in directory.terminals:
        for login in logins:
            yield by_names(directory.organization.id, terminal.extension, login, signed_in=True)


def narrow(asker, version):
    return answer_facts(asker, asker.facts(version, Language.JA), catalogue())


@pytest.mark.rule("DLV-9", "EXP-1")
@pytest.mark.on("postgresql", "sqlite")
@pytest.mark.parametrize("seed", range(4))
def test_narrow_facts_give_the_document_of_all_facts(database, seed):
    directory = random_directory(seed)

    for asker in askers_of(directory):
        for version in VERSIONS:
            all_facts = wide_facts(asker, version, Language.JA)
            answer = resolve(narrow(asker, version), catalogue())
            assert answer.body == resolve(all_facts, catalogue()).body
            assert answer.body == explain(all_facts, catalogue()).effective.body


@pytest.mark.rule("DLV-9")
@pytest.mark.parametrize("seed", range(4, 7))
def test_no_item_is_read_that_is_not_delivered(database, seed):
    directory = random_directory(seed)

    for asker in askers_of(directory):
        facts = narrow(asker, VERSIONS[-1])
        document = resolve(facts, catalogue()).document
        assert _read(facts) == _delivered(document)


def _read(facts):
    profiles = [profile for profile in (facts.account_profile, facts.terminal_profile) if profile]
    return tuple(
        sum(len(getattr(profile, part)) for profile in profiles)
        for part in ("numbers", "contact_points", "cti_numbers")
    )


def _delivered(document):
    display = document["display"] or {"numbers": None, "contact_points": None}
    cti = document["cti"] or {"numbers": None}
    return tuple(len(part or ()) for part in (display["numbers"], display["contact_points"], cti["numbers"]))


@pytest.fixture
def cost(agents_softphone, valkey):
    """The statements of one answer that is built."""

    def cost():
        valkey.empty()
        with counted() as sent:
            assert agents_softphone.get().status_code == 200
        return sent

    return cost


@pytest.mark.rule("DLV-9")
def test_the_number_of_queries_does_not_grow_with_profiles_targets_or_terminals(
    cost, everything, organization, database
):
    alone = cost()
    accounts = [make_account(organization) for _ in range(300)]
    terminals = [make_terminal(organization) for _ in range(200)]
    for each in range(50):
        make_profile(organization, targets=accounts[each * 6 : each * 6 + 6])
    make_profile(organization, targets=terminals, display_numbers=[row.extension for row in terminals])
    select_numbers(everything, Part.DISPLAY_NUMBERS, *(row.extension for row in terminals))

    crowded = cost()

    assert crowded == alone
    assert len(alone) == 6


@pytest.mark.rule("DLV-9", "NLS-4", "CPL-2")
def test_what_others_get_is_not_even_read(everything, organization, agents_softphone):
    organization.show_all_ring_group_numbers = False
    before = agents_softphone.settings()["display"]
    others = [make_terminal(organization) for _ in range(5)]
    groups = [make_ring_group(organization, dial_in=[f"03111111{each}"]) for each in range(5)]
    centers = [make_call_center(organization) for _ in range(5)]
    select_numbers(everything, Part.DISPLAY_NUMBERS, *(row.extension for row in others))
    select_numbers(everything, Part.DISPLAY_NUMBERS, *(f"03111111{each}" for each in range(len(groups))))

    asker = by_names(organization.id, "1001", "user1", signed_in=True)
    facts = narrow(asker, VERSIONS[-1])

    extensions = {number.owner.extension for number in facts.account_profile.numbers}
    assert extensions.isdisjoint({row.extension for row in (*others, *groups, *centers)})
    assert agents_softphone.settings()["display"] == before


@pytest.mark.rule("DLV-5")
def test_who_is_not_signed_in_is_told_so_in_an_explanation(everything, organization, account, terminal):
    asker = by_names(organization.id, "1001", "user1", signed_in=False)

    explanation = explain(wide_facts(asker, VERSIONS[-1], Language.JA), catalogue())

    assert explanation.document["controlled"] is False
    assert {entry.reason for entry in explanation.trace} == {"not_signed_in"}


def test_an_unknown_terminal_asks_nothing_and_an_unknown_account_is_nobody(organization, terminal):
    assert by_names(organization.id, "9999", None, signed_in=True) is None
    assert by_names(organization.id + 1, "1001", None, signed_in=True) is None
    assert by_names(organization.id, "1001", "nobody", signed_in=True).account_id is None
