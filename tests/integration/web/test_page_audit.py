"""操作履歴: the log of the organisation, filtered, and exported."""

import csv
import io
import json

import pytest
from pages_in_words import column, facts, rows

from factories import make_organization
from importer.directory import Mode
from portal.domain.audit import Action, ActorKind, Subject
from portal.domain.words import TargetType
from portal.services import directory, history, profiles
from portal.services.directory import Taking
from portal.services.history import About
from portal.services.profile_details import Details
from portal.web.history import words


@pytest.fixture
def filled(database, organization):
    """Some entries by three people, of three kinds."""
    profiles.create(organization, Details("営業部"), target_type=TargetType.ACCOUNT, who="sato")
    profiles.create(organization, Details("=1+1"), target_type=TargetType.ACCOUNT, who="ito")
    directory.take(
        {"ivrs": [{"extension": "3009", "name": "夜間", "dial_in": ["0312345678"]}]},
        Taking(Mode.MERGE),
        slug=organization.slug,
    )
    database.commit()


@pytest.mark.rule("HIS-1", "TRU-17")
def test_the_log_says_who_did_what_to_what(portal, filled):
    answer = portal.get("/audit/")

    taken_in, second, first = rows(answer)
    assert "sato" in first[1]
    assert first[2:4] == ["Profile created", "営業部"]
    assert second[3] == "=1+1"
    assert taken_in[2] == "Directory changed"
    assert "IVRs +1" in taken_in[4]


@pytest.mark.rule("HIS-1")
def test_every_word_of_the_log_has_its_label():
    assert set(words.ACTIONS) == set(Action)
    assert set(words.ACTORS) == set(ActorKind)
    assert set(words.SUBJECTS) == set(Subject)


@pytest.mark.rule("HIS-1")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"who": "sato"}, ["営業部"]),
        ({"action": "profile_created"}, ["=1+1", "営業部"]),
        ({"about": "営業"}, ["営業部"]),
        ({"since": "2999-01-01"}, []),
        ({"until": "2000-01-01"}, []),
        ({"since": "2000-01-01", "until": "2999-01-01", "who": "ito"}, ["=1+1"]),
        ({"since": "0001-01-01", "until": "9999-12-31", "who": "ito"}, ["=1+1"]),
        ({"since": "yesterday", "action": "nothing", "who": "ito"}, ["=1+1"]),
    ],
)
def test_the_log_is_filtered_by_who_what_when_and_of_what(portal, filled, asked, found):
    answer = portal.get("/audit/", **asked)

    assert (column(answer, 3) if found else []) == found
    if not found:
        assert "Nothing matches." in answer.page.words(".//main")


@pytest.mark.rule("HIS-1")
def test_one_entry_is_shown_with_all_that_it_says(portal, filled):
    answer = portal.get("/audit/3/")

    assert facts(answer)["What"] == "Directory changed"
    assert "0312345678" in answer.page.words(".//pre")
    assert portal.get("/audit/99/").status_code == 404
    assert portal.get("/audit/99999999999/").status_code == 404


@pytest.mark.rule("HIS-1", "TRU-18")
def test_the_log_is_exported_as_a_table_without_formulas(portal, filled):
    portal.get("/audit/")
    answer = portal.client.get("/audit/export.csv?action=profile_created")

    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    head, first, second = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert len(head) == len(first) == 9
    assert first[7] == "営業部"
    assert second[7] == "'=1+1"


@pytest.mark.rule("HIS-1", "TRU-17")
def test_the_log_is_exported_line_by_line_with_its_hashes(portal, filled):
    portal.get("/audit/")
    answer = portal.client.get("/audit/export.jsonl")

    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["position"] for line in lines] == [1, 2, 3]
    assert lines[1]["previous_hash"] == lines[0]["hash"]
    assert len(portal.client.get("/audit/export.jsonl?who=sato").text.splitlines()) == 1


@pytest.mark.rule("ACC-4")
def test_another_organisations_log_is_not_there(portal, database):
    other = make_organization()
    profiles.create(other, Details("他社"), target_type=TargetType.ACCOUNT, who="sato")
    database.commit()

    assert "他社" not in portal.get("/audit/").text
    assert "他社" not in portal.client.get("/audit/export.jsonl").text


@pytest.mark.rule("HIS-1")
def test_the_cost_of_the_log_does_not_grow(portal, database, organization, statements):
    portal.get("/audit/")
    with statements() as few:
        portal.get("/audit/")
    for number in range(120):
        history.record(organization.id, Action.API_KEY_CREATED, About(Subject.API_KEY, f"鍵{number}"))
    database.commit()

    with statements() as many:
        answer = portal.get("/audit/", page="2")

    assert len(many) == len(few)
    assert len(rows(answer)) == 50


@pytest.mark.rule("HIS-1")
def test_the_log_is_in_the_menu_of_administrators(admin, sign_in, filled):
    answer = sign_in(admin, "ja").get("/audit/")

    assert "操作履歴" in answer.page.words(".//h1")
    assert "操作履歴" in answer.page.words(".//nav[@class='side']")
