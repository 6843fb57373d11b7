"""配信状況 as a page: totals, search, filter, order, export, and what it costs to look (DST-1, DST-4)."""

import csv
import datetime as dt
import io
import re
from urllib.parse import urlsplit

import pytest
from sqlalchemy import literal, select

from factories import make_organization, make_profile, make_terminal
from plumbing.statements import counted
from portal.domain.sightings import Note
from portal.domain.versions import parse_version
from portal.domain.words import ReportResult
from portal.extensions import db
from portal.models import AuditEntry, SoftphoneReport, TerminalTarget
from portal.services import answers, delivery_pulse, redeliveries, sightings
from portal.services.sightings import Sighting

NINE = dt.datetime(2026, 11, 20, 0, 0, tzinfo=dt.UTC)


@pytest.fixture
def terminals(organization, database):
    return [make_terminal(organization, str(number), name=f"席{number}") for number in range(2001, 2007)]


@pytest.fixture
def profile(organization, terminals):
    """A profile of six terminals: applied, delivered, waiting, failed, and two that never asked."""
    profile = make_profile(organization, "営業部", targets=terminals, changed_at=NINE)
    applied, delivered, waiting, failed, *_unseen = terminals
    seen(organization, profile, applied, minute=2)
    seen(organization, profile, delivered, minute=3)
    seen(organization, profile, waiting, minute=1, profile_revision="before")
    seen(organization, profile, failed, minute=4, version="3.14.0")
    reported(applied, minute=2)
    reported(failed, minute=4, result=ReportResult.FAILED, detail="=disk full")
    db.session.commit()
    return profile


def seen(organization, profile, terminal, *, minute, version="3.13.7", profile_revision=None):
    note = Note(
        terminal.id,
        None,
        parse_version(version),
        None,
        profile.id,
        profile_revision or profile.revision,
        None,
        organization.directory_revision,
        answers.release(),
        None,
    )
    sightings.write([Sighting(note, f"{terminal.id:064x}", NINE + dt.timedelta(minutes=minute))])


def reported(terminal, *, minute, result=ReportResult.APPLIED, detail=None):
    values = {"revision": f"{terminal.id:064x}", "result": result, "digest": "d" * 64, "expected": "d" * 64}
    at = NINE + dt.timedelta(minutes=minute, seconds=1)
    db.session.merge(SoftphoneReport(terminal_id=terminal.id, reported_at=at, detail=detail, **values))


def page_of(profile, *more):
    return f"/profiles/{profile.id}/delivery/" + "".join(more)


def keys(answer):
    return [row.find("td").text for row in answer.page.all(".//tbody/tr[@id]")]


@pytest.mark.rule("DST-1", "DST-4")
def test_the_page_says_when_a_change_takes_effect_and_how_many_have_it(admin, profile):
    answer = admin.get(page_of(profile))

    assert "A change takes effect at a softphone's next start or sign-in." in answer.page.words()
    assert "Applied on 1 of 6." in answer.page.words()
    legend = [
        " ".join("".join(item.itertext()).split())
        for item in answer.page.all(".//ul[@class='share-legend']/li")
    ]
    assert legend == [
        "Applied 1",
        "No softphone seen 2",
        "Delivered, not confirmed 1",
        "Waiting for the softphone 1",
        "Could not be applied 1",
    ]


@pytest.mark.rule("DST-1")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "applied"}, ["2001"]),
        ({"state": "unseen"}, ["2005", "2006"]),
        ({"state": "nonsense"}, ["2001", "2002", "2003", "2004", "2005", "2006"]),
        ({"search": "席2003"}, ["2003"]),
        ({"search": "3.14"}, ["2004"]),
        ({"sort": "key", "descending": "1"}, ["2006", "2005", "2004", "2003", "2002", "2001"]),
        ({"sort": "state"}, ["2004", "2003", "2002", "2005", "2006", "2001"]),
        ({"search": "nobody"}, []),
    ],
)
def test_targets_are_searched_filtered_and_sorted(admin, profile, query, found):
    assert keys(admin.get(page_of(profile), **query)) == found


@pytest.mark.rule("DST-1")
def test_looking_costs_the_same_however_many_targets_there_are(admin, organization, profile):
    more = [make_terminal(organization, str(number)) for number in range(3000, 3120)]
    large = make_profile(organization, "大", targets=more)
    spent = []
    for each in (profile, large):
        with counted() as sent:
            admin.get(page_of(each))
        spent.append(len(sent))

    # One more: the large one was never applied, so there is no curve.
    assert spent[0] - spent[1] <= 1
    assert max(spent) <= 16


@pytest.mark.rule("DST-1", "TRU-18")
def test_the_export_has_all_that_match_and_no_formula(admin, profile):
    answer = admin.get(page_of(profile, "export.csv"), state="failed")

    heading, row = csv.reader(io.StringIO(answer.text.lstrip("\ufeff")))
    assert heading[:3] == ["Target", "Name", "State"]
    assert row[:3] + row[-1:] == ["2004", "席2004", "Could not be applied", "'=disk full"]


@pytest.mark.rule("DST-1")
def test_an_export_is_read_a_part_at_a_time(admin, profile, monkeypatch):
    monkeypatch.setattr("portal.queries.delivery_state.AT_A_TIME", 2)

    answer = admin.get(page_of(profile, "export.csv"))

    exported = [row[0] for row in csv.reader(io.StringIO(answer.text.lstrip("\ufeff")))]
    assert exported == ["Target", "2001", "2002", "2003", "2004", "2005", "2006"]


@pytest.mark.rule("DST-4")
def test_a_page_that_waits_asks_later_and_later_without_a_look_at_the_targets(admin, profile):
    url = watched(admin.get(page_of(profile)))
    waits = []
    for _ in range(5):
        with counted() as sent:
            answer = admin.htmx_get(url)
        assert not any("terminal_targets" in statement for statement in sent)
        assert answer.headers["HX-Retarget"] == "#delivery-watch"
        waits.append(re.search(r"delay:(\d+)s", answer.text)[1])
        url = watched(answer)

    assert waits == ["10", "20", "40", "60", "60"]


@pytest.mark.rule("DST-4")
def test_a_page_that_waits_gets_what_is_new(admin, organization, terminals, profile):
    url = watched(admin.get(page_of(profile)))
    reported(terminals[1], minute=5)
    db.session.commit()
    delivery_pulse.beat(organization.id)

    answer = admin.htmx_get(url)

    assert "HX-Retarget" not in answer.headers
    assert "Applied on 2 of 6." in answer.text
    assert "delay:5s" in answer.text


@pytest.mark.rule("DST-4")
def test_a_page_on_which_all_is_applied_still_hears_of_what_differs_later(admin, organization, terminals):
    done = make_profile(organization, targets=[terminals[0]], changed_at=NINE)
    seen(organization, done, terminals[0], minute=1)
    reported(terminals[0], minute=1)
    db.session.commit()
    url = watched(admin.get(page_of(done)))
    assert "delay:10s" in admin.htmx_get(url).text

    reported(terminals[0], minute=2, result="failed", detail="The disk is full.")
    db.session.commit()
    delivery_pulse.beat(organization.id)

    assert "The disk is full." in admin.htmx_get(url).text


@pytest.mark.rule("DST-1")
def test_all_that_match_are_delivered_again(admin, profile):
    admin.get(page_of(profile), state="applied")

    answer = admin.submit(page_of(profile, "again"))

    assert "1 target gets its settings in full" in answer.page.words()
    assert keys(admin.get(page_of(profile), state="pending")) == ["2001", "2003"]


@pytest.mark.rule("HIS-1")
@pytest.mark.parametrize(
    ("which", "said"),
    [pytest.param("again", "Count: 6", id="all"), pytest.param("{}/again", "Target: 2001", id="one")],
)
def test_who_wished_it_stands_once_in_the_history_and_in_the_log(admin, terminals, profile, which, said):
    before = profile.revision
    admin.get(page_of(profile))

    admin.submit(page_of(profile, which.format(terminals[0].id)))

    for page in (f"/profiles/{profile.id}/history/", "/audit/"):
        lines = [" ".join("".join(row.itertext()).split()) for row in admin.get(page).page.all(".//tbody/tr")]
        (line,) = [line for line in lines if "To be delivered again" in line]
        assert said in line
        assert "admin" in line
    db.session.expire_all()
    assert profile.revision == before


@pytest.mark.rule("HIS-1")
def test_a_wish_that_meets_no_target_is_not_recorded(database, profile):
    met = redeliveries.ask_again(profile, select(literal(0)))
    database.commit()

    assert met == 0
    assert database.query(AuditEntry).filter_by(action="redelivery_wished").count() == 0


@pytest.mark.rule("DST-1")
def test_a_target_of_another_profile_is_not_delivered_again(admin, organization, terminals, profile):
    other = make_profile(organization, targets=[make_terminal(organization, "4001")])
    admin.get(page_of(profile))

    answer = admin.submit(page_of(profile, f"{terminals[0].id}/again"))

    assert "1 target gets its settings in full" in answer.page.words()
    assert db.session.query(TerminalTarget).filter(TerminalTarget.redelivery.is_not(None)).count() == 1
    assert keys(admin.get(page_of(other), state="pending")) == []


@pytest.mark.rule("DST-4")
def test_the_curve_has_its_numbers_beside_it(admin, profile):
    answer = admin.get(page_of(profile))

    cells = [cell.text for cell in answer.page.all(".//table[@class='rows numbers-of']//td")]
    assert cells[:6] == ["09:01", "0", "09:02", "0", "09:03", "1"]


@pytest.mark.rule("DST-1")
def test_the_organisation_has_totals_versions_and_captures(admin, profile):
    answer = admin.get("/delivery/")

    assert "Applied on 1 of 6." in answer.page.words()
    bars = [
        [cell.text.strip() for cell in row.findall("td")[:2]]
        for row in answer.page.all(".//table[@class='rows bars']/tbody/tr")
    ]
    assert bars == [["3.13.7", "3"], ["3.14.0", "1"]]


@pytest.mark.rule("DST-1", "ACC-4")
def test_another_organisation_sees_nothing_of_it(admin, database):
    theirs = make_organization()
    terminal = make_terminal(theirs, "1001")
    foreign = make_profile(theirs, targets=[terminal])
    seen(theirs, foreign, terminal, minute=1)
    database.commit()

    assert admin.get(page_of(foreign)).status_code == 404
    assert "No softphone has asked for its settings yet." in admin.get("/delivery/").page.words()


def watched(answer):
    found = re.search(r'hx-get="([^"]*/delivery/now[^"]*)"', answer.text)
    parts = urlsplit(found[1].replace("&amp;", "&"))
    return f"{parts.path}?{parts.query}"


@pytest.mark.rule("DST-1", "PRF-1")
def test_the_list_of_profiles_says_how_far_each_is(admin, organization, profile):
    make_profile(organization, "誰にも")

    answer = admin.get("/profiles/")

    last = [
        " ".join("".join(row.findall("td")[-1].itertext()).split()) for row in answer.page.all(".//tbody/tr")
    ]
    assert sorted(last) == ["1 of 6", "–"]
    pieces = [piece.get("class") or "" for piece in answer.page.root.iter()]
    assert [piece for piece in pieces if piece.startswith("fill-")] == [
        "fill-applied",
        "fill-unseen",
        "fill-delivered",
        "fill-pending",
        "fill-failed",
    ]
