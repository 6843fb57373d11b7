"""The number list and the CTI numbers of a profile."""

import itertools

import pytest

from factories import (
    make_call_center,
    make_ivr,
    make_organization,
    make_phone_book_entry,
    make_profile,
    make_ring_group,
    make_terminal,
    number_of,
)
from portal.domain.numbers import CTI_LIST, NUMBER_LIST
from portal.domain.selection import Ticked, Whole
from portal.domain.words import DisplayList, Kind, OwnerType, Part, TerminalType
from portal.queries import numbers
from portal.queries.listing import Listing
from portal.services import selections
from portal.services.errors import NotAcceptable

pytestmark = pytest.mark.on("postgresql", "sqlite")

PARTS = [Part.DISPLAY_NUMBERS, Part.CTI_NUMBERS]
MAKE = {
    OwnerType.TERMINAL: make_terminal,
    OwnerType.RING_GROUP: make_ring_group,
    OwnerType.IVR: make_ivr,
    OwnerType.CALL_CENTER: make_call_center,
}
CELLS = list(itertools.product(OwnerType, Kind))


@pytest.fixture
def organization(database):
    """One owner of each type, each with an extension and a dial-in number, whatever the settings are."""
    made = make_organization(show_all_ring_group_numbers=False, show_call_center_numbers=False, options=[])
    for place, (kind, make) in enumerate(MAKE.items(), 1):
        columns = {"terminal_type": TerminalType.HARDPHONE} if kind is OwnerType.TERMINAL else {}
        make(made, f"{place}001", dial_in=[f"0{place}12345678"], name=f"{kind} owner", **columns)
    return made


def save(profile, part, choice):
    return selections.save_numbers(profile, part, choice, seen_revision=profile.revision, who="sato")


def shown(profile, part=Part.DISPLAY_NUMBERS, **listing):
    return [row.number for row in numbers.offered(profile, part, Listing(**listing)).items]


def ids_of(organization, *digits):
    return frozenset(number_of(organization, number).id for number in digits)


@pytest.mark.rule("NUM-1")
def test_the_number_list_offers_what_its_table_shows(organization):
    rows = numbers.offered(make_profile(organization), Part.DISPLAY_NUMBERS, Listing()).items

    assert {(row.owner_type, row.kind) for row in rows} == set(NUMBER_LIST)
    assert len(rows) == len(NUMBER_LIST)


@pytest.mark.rule("CTI-2")
def test_the_cti_list_offers_every_cell_but_never(organization):
    rows = numbers.offered(make_profile(organization), Part.CTI_NUMBERS, Listing()).items

    assert {(row.owner_type, row.kind) for row in rows} == set(CTI_LIST)
    assert len(rows) == len(CTI_LIST)


@pytest.mark.rule("NUM-1", "CTI-2")
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(("owner_type", "kind"), CELLS)
def test_exactly_what_is_offered_can_be_saved(organization, part, owner_type, kind):
    profile = make_profile(organization)
    place = list(OwnerType).index(owner_type) + 1
    number = f"{place}001" if kind is Kind.EXTENSION else f"0{place}12345678"
    chosen = ids_of(organization, number)

    if (owner_type, kind) in numbers.OFFERED[part]:
        assert save(profile, part, Whole(chosen)).added == chosen
    else:
        with pytest.raises(NotAcceptable):
            save(profile, part, Whole(chosen))


@pytest.mark.rule("NUM-1")
def test_a_row_says_whose_number_it_is_and_what_the_phone_book_calls_it(organization):
    make_phone_book_entry(organization, "0312345678", "代表")
    make_phone_book_entry(make_organization(), "0212345678", "他社")
    profile = make_profile(organization, display_numbers=["0312345678"])

    rows = {row.number: row for row in numbers.offered(profile, Part.DISPLAY_NUMBERS, Listing()).items}

    ivr = rows["0312345678"]
    assert (ivr.owner_type, ivr.owner_name, ivr.owner_extension) == (OwnerType.IVR, "ivr owner", "3001")
    assert (ivr.kind, ivr.name, ivr.selected) == (Kind.EXTERNAL, "代表", True)
    assert (rows["0212345678"].name, rows["0212345678"].selected) == (None, False)


@pytest.mark.rule("NUM-1")
def test_numbers_are_searched_filtered_and_sorted(organization):
    make_phone_book_entry(organization, "0312345678", "代表")
    profile = make_profile(organization, display_numbers=["0312345678", "1001"])

    assert shown(profile) == ["1001", "0112345678", "0212345678", "0312345678", "0412345678"]
    assert shown(profile, sort="number", descending=True)[-1] == "0112345678"
    assert shown(profile, search="代表") == ["0312345678"]
    assert shown(profile, search="03-1234") == ["0312345678"]
    assert shown(profile, search="０３１") == ["0312345678"]
    assert shown(profile, search="IVR OWN") == ["0312345678"]
    assert shown(profile, search="%") == []
    assert shown(profile, filters={"owner_type": "terminal"}) == ["1001", "0112345678"]
    assert shown(profile, filters={"kind": "extension"}) == ["1001"]
    assert shown(profile, filters={"owner": "4001"}) == ["0412345678"]
    assert shown(profile, filters={"selection": "selected"}) == ["1001", "0312345678"]
    assert shown(profile, filters={"selection": "unselected"}) == ["0112345678", "0212345678", "0412345678"]


@pytest.mark.rule("NUM-1")
def test_all_that_match_can_be_ticked_at_once(organization, database):
    profile = make_profile(organization, display_numbers=["0312345678"])
    terminals = Listing(filters={"owner_type": "terminal"})
    matching = frozenset(database.scalars(numbers.matching(profile, Part.DISPLAY_NUMBERS, terminals)))

    save(profile, Part.DISPLAY_NUMBERS, Ticked(matching, matching))

    assert shown(profile, filters={"selection": "selected"}) == ["1001", "0112345678", "0312345678"]


@pytest.mark.rule("TRU-20")
def test_numbers_that_were_not_shown_stay(organization):
    profile = make_profile(organization, display_numbers=["0312345678", "1001"])

    made = save(
        profile,
        Part.DISPLAY_NUMBERS,
        Ticked(ids_of(organization, "1001", "0112345678"), ids_of(organization, "0112345678")),
    )

    assert (made.added, made.removed) == (ids_of(organization, "0112345678"), ids_of(organization, "1001"))
    assert shown(profile, filters={"selection": "selected"}) == ["0112345678", "0312345678"]


@pytest.mark.rule("TRU-20")
@pytest.mark.parametrize("part", PARTS)
def test_zero_ticks_are_set_and_empty(organization, part):
    profile = make_profile(organization)

    save(profile, part, Ticked(ids_of(organization, "1001"), frozenset()))

    assert [profile.display_numbers_saved, profile.cti_numbers_saved] == [
        part is Part.DISPLAY_NUMBERS,
        part is Part.CTI_NUMBERS,
    ]


def test_the_two_lists_are_apart(organization):
    profile = make_profile(organization, display_numbers=["1001"], cti_numbers=["2001"])

    save(profile, Part.CTI_NUMBERS, Whole(ids_of(organization, "0312345678")))

    assert shown(profile, filters={"selection": "selected"}) == ["1001"]
    assert shown(profile, Part.CTI_NUMBERS, filters={"selection": "selected"}) == ["0312345678"]


@pytest.mark.rule("TRU-19", "ACC-4")
def test_one_bad_number_refuses_the_whole_save(organization):
    other = make_organization()
    make_ivr(other, "9001", dial_in=["0912345678"])
    profile = make_profile(organization, display_numbers=["0312345678"])
    before = profile.revision

    for bad in (number_of(other, "0912345678").id, number_of(organization, "2001").id, 0, 2**40):
        with pytest.raises(NotAcceptable):
            save(profile, Part.DISPLAY_NUMBERS, Whole(ids_of(organization, "1001") | {bad}))

    assert shown(profile, filters={"selection": "selected"}) == ["0312345678"]
    assert profile.revision == before


@pytest.mark.rule("CTI-1")
def test_cti_numbers_can_be_saved_and_kept_without_the_option(organization):
    profile = make_profile(organization, cti_numbers=["2001"])

    save(profile, Part.CTI_NUMBERS, Ticked(frozenset(), ids_of(organization, "4001")))
    organization.options = ["crm_integration"]

    assert shown(profile, Part.CTI_NUMBERS, filters={"selection": "selected"}) == ["2001", "4001"]


@pytest.mark.rule("NUM-2")
def test_numbers_can_be_edited_when_only_contact_points_are_shown(organization):
    profile = make_profile(organization, display_list=DisplayList.CONTACT_POINTS_ONLY)

    save(profile, Part.DISPLAY_NUMBERS, Whole(ids_of(organization, "1001")))

    assert shown(profile, filters={"selection": "selected"}) == ["1001"]
