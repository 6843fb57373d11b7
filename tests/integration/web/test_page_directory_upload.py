"""A directory file uploaded by hand: looked at, then taken in."""

import io
import json

import pytest
from pages_in_words import rows

from factories import make_ivr, make_profile, make_terminal
from importer.reading import Limits
from portal.models import NumberOwner, RemovedItem
from portal.web.directory import upload


def choose(browser, document, mode="merge"):
    """Upload a document and look at what it would change."""
    raw = document if isinstance(document, bytes) else json.dumps(document, ensure_ascii=False).encode()
    browser.get("/directory/upload")
    return browser.submit(file=(io.BytesIO(raw), "directory.json"), mode=mode)


def take_in(browser, **values):
    """Press the button of the preview, and OK on the page that asks."""
    browser.submit("/directory/upload/take", **values)
    return browser.submit(button="1")


def extensions(database):
    database.expire_all()
    return sorted(owner.extension for owner in database.query(NumberOwner))


@pytest.fixture
def terminals(organization):
    return [make_terminal(organization, str(1001 + each), name="営業") for each in range(4)]


def terminal(extension, name="営業", **more):
    return {"extension": extension, "name": name, "type": "softphone", **more}


def test_the_preview_counts_and_names_and_changes_nothing(portal, terminals, database):
    answer = choose(
        portal, {"terminals": [terminal("1001"), terminal("1002", "受付"), terminal("1009", "新")]}
    )

    assert ["Terminals", "1", "1", "0", "2"] not in rows(answer)
    assert ["Terminals", "1", "1", "0", "3"] in rows(answer)
    assert "Added 1009 新 Changed 1002 受付" in answer.page.words(".//main")
    assert extensions(database) == ["1001", "1002", "1003", "1004"]


def test_what_was_looked_at_is_taken_in_after_a_question(portal, terminals, database):
    choose(portal, {"terminals": [terminal("1009", "新")]})

    answer = take_in(portal)

    assert answer.path == "/directory/upload"
    assert "The file is taken in." in answer.page.words(".//*[@id='messages']")
    assert "1009" in extensions(database)


@pytest.mark.rule("TRU-21")
def test_removing_more_than_a_fifth_has_to_be_ticked(portal, terminals, database):
    answer = choose(portal, {"terminals": [terminal("1001")]}, mode="sync")

    assert "Terminals: 3 of 4" in answer.page.words(".//*[@id='removals']")
    refused = take_in(portal)
    assert refused.status_code == 409
    assert len(extensions(database)) == 4
    take_in(portal, removes_much=True)
    assert extensions(database) == ["1001"]


@pytest.mark.rule("REC-5")
def test_what_profiles_lose_by_a_file_is_noted_on_them(portal, organization, terminals, database):
    make_profile(organization, targets=terminals[:1])
    choose(portal, {"terminals": [terminal("1002")]}, mode="sync")

    take_in(portal, removes_much=True)

    assert [removed.item for removed in database.query(RemovedItem)] == ["1001"]


@pytest.mark.rule("PRF-9")
def test_a_directory_that_changed_meanwhile_is_looked_at_anew(portal, theirs, terminals, database):
    choose(portal, {"terminals": [terminal("1001", "一")]})
    choose(theirs, {"terminals": [terminal("1001", "二")]})
    take_in(theirs)

    refused = take_in(portal)

    assert refused.status_code == 409
    assert "the directory changed meanwhile" in refused.page.words(".//main")
    take_in(portal)
    database.expire_all()
    assert terminals[0].name == "一"


@pytest.mark.rule("TRU-18", "TRU-19")
@pytest.mark.parametrize(
    ("raw", "place"),
    [
        pytest.param(b"{", "/", id="no JSON"),
        pytest.param(b"\xff\xfe", "/", id="no UTF-8"),
        pytest.param(b'{"terminals": [{"extension": "x"}]}', "/terminals/0/extension", id="bad entry"),
        pytest.param(b'{"organization": {"slug": "other"}}', "/organization/slug", id="another organisation"),
    ],
)
def test_every_place_that_is_wrong_is_named(portal, raw, place):
    answer = choose(portal, raw)

    assert answer.status_code == 422
    assert place in [row[0] for row in rows(answer)]


@pytest.mark.rule("TRU-18")
def test_a_file_that_no_form_can_hold_is_refused(portal, monkeypatch):
    monkeypatch.setattr(upload, "LIMITS", Limits(bytes=20))

    answer = choose(portal, b'{"terminals": []     }')

    assert answer.status_code == 422
    assert rows(answer) == [["/", "Too large: at most 20 bytes."]]


def test_without_a_file_one_is_asked_for(portal):
    portal.get("/directory/upload")

    answer = portal.submit()

    assert answer.status_code == 422
    assert "Choose a file." in answer.page.words(".//*[@class='error-summary']")


def test_a_file_that_changes_nothing_says_so(portal, organization):
    make_ivr(organization, "3001", name="受付")

    answer = choose(portal, {"ivrs": [{"extension": "3001", "name": "受付"}]})

    assert "The file changes nothing." in answer.page.words(".//main")
    assert "Take in" not in answer.page.words(".//main")


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize("document", ["", "{", '{"terminals": [{"extension": "x"}]}'])
def test_what_was_forged_into_the_preview_is_refused(portal, terminals, document):
    choose(portal, {"terminals": [terminal("1009", "新")]})

    answer = portal.submit("/directory/upload/take", forged={"document": document, "confirmed": "1"})

    assert answer.status_code == 422
