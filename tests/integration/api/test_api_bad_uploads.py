"""Every bad upload of the tables, against the API: its status, every fault with its place, nothing kept."""

import pytest
from bad_uploads import GROUPS
from sqlalchemy import func, select

from factories import make_administrator
from portal.models import Capture

LEAST_ROWS = 150


@pytest.fixture
def source(organization, softphone):
    """The softphone of terminal 1001 with an administrator signed in on it."""
    return softphone.signed_in(make_administrator(organization, "admin"))


def answer_to(source, sent):
    return source.request("POST", "captures", sent.headers, data=sent.raw, query_string=sent.query)


def outcome(answer):
    errors = answer.json.get("errors", [])
    return answer.status_code, tuple(f"{error['pointer']} {error['code']}" for error in errors)


@pytest.mark.rule("CAP-4", "TRU-18", "TRU-19")
@pytest.mark.parametrize("group", GROUPS)
def test_a_bad_upload_is_refused_with_every_place_and_nothing_is_kept(database, source, group):
    wrong = []

    for sent in GROUPS[group]:
        told = outcome(answer_to(source, sent))
        if told != (sent.status, sent.faults):
            wrong.append((sent.id, told))

    assert wrong == []
    assert database.scalar(select(func.count(Capture.id))) == 0


@pytest.mark.rule("CAP-4")
def test_every_fault_of_a_text_says_its_line_and_column(source):
    without = [
        (sent.id, error)
        for group in ("syntax", "duplicates", "numbers", "characters", "depth", "shape", "several")
        for sent in GROUPS[group]
        for error in answer_to(source, sent).json["errors"]
        if not {"line", "column"} <= error.keys() or f"line {error['line']}" not in error["detail"]
    ]

    assert without == []


@pytest.mark.rule("CAP-4")
def test_japanese_is_told_in_japanese(source):
    sent = next(sent for sent in GROUPS["syntax"] if sent.id == "no colon")

    answer = source.request(
        "POST", "captures", sent.headers | {"Accept-Language": "ja"}, data=sent.raw, query_string=sent.query
    )

    assert answer.json["errors"][0]["detail"] == "JSONではありません。(1行 13文字目)"


def test_the_table_has_enough_rows_each_with_an_id_of_its_own():
    ids = [sent.id for rows in GROUPS.values() for sent in rows]

    assert len(ids) >= LEAST_ROWS
    assert len(set(ids)) == len(ids)
