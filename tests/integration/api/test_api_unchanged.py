"""The same question has the same answer, byte for byte, until something that it depends on changes."""

import pytest
from redis import Redis

from plumbing.statements import counted
from portal.services import answers


@pytest.fixture
def no_document(monkeypatch):
    """Fail whoever builds a document."""

    def forbid():
        def build(*_args):
            raise AssertionError("a document was built")

        monkeypatch.setattr(answers, "resolve", build)

    return forbid


@pytest.fixture(params=["settings", "call-ui"])
def question(request):
    return request.param


@pytest.mark.rule("DLV-7")
def test_an_unchanged_answer_is_a_304_that_builds_no_document_and_costs_one_query(
    agents_softphone, everything, question, no_document
):
    etag = agents_softphone.get(question).headers["ETag"]
    no_document()

    with counted() as sent:
        answer = agents_softphone.get(question, etag=etag)

    assert answer.status_code == 304
    assert answer.headers["ETag"] == etag
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert len(sent) == 1


@pytest.mark.rule("DLV-7")
def test_the_same_question_has_the_same_bytes_without_building_them_again(
    agents_softphone, everything, question, no_document
):
    first = agents_softphone.get(question)
    no_document()

    with counted() as sent:
        second = agents_softphone.get(question)

    assert second.status_code == 200
    assert second.data == first.data
    assert len(sent) == 1


@pytest.mark.rule("DLV-7")
def test_an_answer_that_is_built_again_has_the_same_bytes(agents_softphone, everything, question, valkey):
    first = agents_softphone.get(question)
    valkey.empty()

    second = agents_softphone.get(question)

    assert second.data == first.data
    assert second.headers["ETag"] == first.headers["ETag"]


@pytest.mark.rule("DLV-7")
def test_that_nobody_controls_is_an_answer_like_any_other(softphone, question, no_document, account):
    asking = softphone.signed_in(account)
    etag = asking.get(question).headers["ETag"]
    no_document()

    assert asking.get(question, etag=etag).status_code == 304


@pytest.mark.parametrize(
    "names",
    [
        pytest.param("W/{etag}", id="weak"),
        pytest.param('"other", {etag}', id="in a list"),
        pytest.param('"other",W/{etag}  ,"third"', id="weak in a list"),
        pytest.param("*", id="any"),
    ],
)
def test_if_none_match_is_compared_as_http_says(agents_softphone, everything, question, names):
    etag = agents_softphone.get(question).headers["ETag"]

    assert agents_softphone.get(question, etag=names.format(etag=etag)).status_code == 304
    assert (
        agents_softphone.request("HEAD", question, {"If-None-Match": names.format(etag=etag)}).status_code
        == 304
    )


@pytest.mark.parametrize("other", ['"other"', '""', "other", 'W/"x"', "\x00", '"' + "a" * 5000 + '"'])
def test_another_etag_gets_the_whole_answer(agents_softphone, everything, question, other):
    assert agents_softphone.get(question, etag=other).status_code == 200


def test_languages_versions_and_agents_keep_their_own_answers(agents_softphone, softphone, everything):
    etags = {
        asking.get(Accept_Language=language).headers["ETag"]
        for asking in (agents_softphone, agents_softphone.of_version("3.12.5"), softphone)
        for language in ("ja", "en")
    }

    # Nobody is signed in on the last one: its answer has no notice, so no language.
    assert len(etags) == 5


def test_an_answer_too_long_to_keep_is_built_again_but_known_as_unchanged(
    agents_softphone, everything, no_document, monkeypatch
):
    monkeypatch.setattr("portal.services.memo.LARGEST_BODY", 10)
    first = agents_softphone.get()
    assert agents_softphone.get().data == first.data
    no_document()

    assert agents_softphone.get(etag=first.headers["ETag"]).status_code == 304


@pytest.mark.rule("DLV-7")
def test_a_damaged_memo_is_no_answer(agents_softphone, everything, valkey):
    first = agents_softphone.get()
    redis = Redis.from_url(valkey.url)
    for key in redis.keys("haishin:*"):
        redis.set(key, b"\xff" * 200)
    redis.close()

    assert agents_softphone.get().data == first.data
