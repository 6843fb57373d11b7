"""What a change would do to softphones, as the administrator sees it before making it."""

import pytest
from pages_in_words import alerts, rows

from factories import (
    NOON,
    add_targets,
    make_ivr,
    make_organization,
    make_profile,
    make_snapshot_version,
    make_terminal,
    number_of,
    stored,
)
from portal.domain.selection import Ticked
from portal.domain.words import Part, Status
from portal.models import SoftphoneSighting
from portal.services import drafts
from portal.services.drafts_tab import Tab


@pytest.fixture
def terminals(organization):
    return [make_terminal(organization, extension) for extension in ("1001", "1002", "1003")]


@pytest.fixture
def profile(organization, terminals):
    make_ivr(organization, "3001", dial_in=["0312345678"])
    return make_profile(
        organization,
        "営業部",
        targets=terminals[:2],
        display_numbers=["0312345678", "1001"],
        pinned=make_snapshot_version(organization),
        status=Status.DISABLED,
    )


def of(profile):
    return f"/profiles/{profile.id}/impact"


def tables(answer):
    return [
        [[" ".join("".join(cell.itertext()).split()) for cell in row.iter("td")] for row in table.iter("tr")][
            1:
        ]
        for table in answer.page.all(".//table")
    ]


def last_seen(terminal, version):
    stored(
        SoftphoneSighting(
            terminal_id=terminal.id,
            softphone_version=version,
            revision="0" * 64,
            directory_revision="",
            release="",
            asked_at=NOON,
        )
    )


@pytest.mark.rule("STA-2")
def test_enabling_says_who_gains_what(portal, profile):
    effects, parts, targets = tables(portal.get(of(profile)))

    assert effects == [["Newly controlled", "2"]]
    assert parts[0] == ["Number list", "2", "0", "0"]
    assert parts[3] == ["Other settings", "2", "0", "0"]
    assert [[row[0], row[3], row[4], row[7]] for row in targets] == [
        ["1001", "Newly controlled", "+2", "+1"],
        ["1002", "Newly controlled", "+1", "+1"],
    ]


@pytest.mark.rule("STA-2", "VER-1")
def test_softphones_that_are_too_old_are_counted_and_named(portal, profile, terminals):
    last_seen(terminals[0], "3.12.4")
    last_seen(terminals[1], "3.13.6")

    answer = portal.get(of(profile))

    effects, _parts, targets = tables(answer)
    assert effects == [["Newly controlled", "1"], ["Too old: gets nothing", "1"]]
    assert [row[2:4] for row in targets] == [
        ["3.12.4", "Too old: gets nothing"],
        ["3.13.6", "Newly controlled"],
    ]
    assert "1 softphone of version 3.13.6 gets no other settings." in alerts(answer)


@pytest.mark.rule("STA-2")
def test_saving_says_what_the_drafts_change(portal, profile, organization, terminals, admin):
    profile.status = Status.ENABLED
    targets, numbers = (Tab(profile, part, admin.id) for part in (Part.TARGETS, Part.DISPLAY_NUMBERS))
    shown = frozenset({terminals[0].id, terminals[2].id})
    drafts.tick(targets, {"": Ticked(shown, frozenset({terminals[2].id}))}, seen_revision=profile.revision)
    number = frozenset({number_of(organization, "0312345678").id})
    drafts.tick(numbers, {"": Ticked(number, frozenset())}, seen_revision=profile.revision)

    answer = portal.get(of(profile))

    _effects, _parts, rows_of_targets = tables(answer)
    assert [[row[0], row[3], row[4]] for row in rows_of_targets] == [
        ["1001", "Is released", "−2"],
        ["1002", "Gets something else", "−1"],
        ["1003", "Newly controlled", ""],
    ]


@pytest.mark.rule("STA-2")
def test_targets_are_searched_and_filtered_by_what_happens(portal, profile, terminals):
    last_seen(terminals[0], "3.12.4")

    found = portal.get(of(profile), search="1002")
    too_old = portal.get(of(profile), effect="too_old")
    nobody = portal.get(of(profile), search="9999")

    assert [row[0] for row in tables(found)[-1]] == ["1002"]
    assert [row[0] for row in tables(too_old)[-1]] == ["1001"]
    assert "No target matches." in nobody.text


@pytest.mark.rule("STA-2", "PRF-10")
def test_deleting_says_who_is_released(portal, profile):
    profile.status = Status.ENABLED

    answer = portal.get(of(profile), action="delete")

    assert rows(answer)[0] == ["Is released", "2"]


@pytest.mark.rule("STA-2")
def test_a_profile_without_targets_leads_to_the_targets(portal, organization):
    answer = portal.get(of(make_profile(organization)))

    assert "nothing happens to any softphone" in answer.text
    assert any(link.get("href").endswith("/targets") for link in answer.page.all(".//div[@class='empty']/a"))


@pytest.mark.rule("STA-2")
def test_the_question_before_enabling_sums_it_up_and_leads_to_the_page(portal, profile):
    answer = portal.get(f"/profiles/{profile.id}/edit")

    summary = answer.page.find(".//template[@id='switch-summary']")
    assert "Newly controlled: 2" in answer.page.words(".//template[@id='switch-summary']")
    assert summary.find(".//a").get("href") == f"{of(profile)}?action=enable"


@pytest.mark.rule("STA-2", "ACC-4")
def test_the_impact_on_another_organisations_profile_is_unknown(portal, profile):
    theirs = make_profile(make_organization(slug="other"))

    assert portal.get(of(theirs)).status_code == 404


@pytest.mark.rule("STA-2")
def test_the_impact_in_japanese(admin, sign_in, profile):
    answer = sign_in(admin, "ja").get(of(profile))

    assert answer.page.words(".//h1") == "影響の確認"
    assert rows(answer)[0] == ["新たに制御", "2"]


@pytest.mark.rule("STA-2")
def test_the_impact_costs_the_same_for_few_targets_and_many(portal, profile, organization, statements):
    def cost():
        with statements() as sent:
            assert portal.get(of(profile)).status_code == 200
        return len(sent)

    few = cost()
    for _ in range(60):
        add_targets(profile, make_terminal(organization))

    assert cost() == few
    assert few <= 20
