"""Bodies that no reader should take, at the smallest of the routes that take one (TRU-18)."""

import gzip
import json

import pytest

URL = "/api/v1/enrollments"
RIGHT = {"organization": "acme", "extension": "1001", "password": "terminal password"}


def send(client, data, content_type="application/json", **headers):
    return client.post(URL, data=data, content_type=content_type, headers=headers)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"{", id="half an object"),
        pytest.param(b"\xff\xfe{\x00}\x00", id="UTF-16"),
        pytest.param(b"\xef\xbb\xbf{}", id="byte order mark"),
        pytest.param(b'{"organization": "\xff"}', id="no UTF-8"),
        pytest.param(b"{'organization': 1}", id="single quotes"),
    ],
)
def test_what_is_no_json_is_a_bad_request(client, data):
    answer = send(client, data)

    assert answer.status_code == 400
    assert answer.json["errors"]


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        pytest.param(b"null", "", id="null"),
        pytest.param(b"[]", "", id="list"),
        pytest.param(b'"text"', "", id="text"),
        pytest.param(b'{"organization": "acme", "extension": "1001"}', "/password", id="missing field"),
        pytest.param(json.dumps(RIGHT | {"a/b~": 1}).encode(), "/a~1b~0", id="unknown field"),
        pytest.param(json.dumps(RIGHT | {"extension": 1001}).encode(), "/extension", id="number for text"),
        pytest.param(json.dumps(RIGHT | {"password": None}).encode(), "/password", id="null for text"),
        pytest.param(json.dumps(RIGHT | {"organization": "a" * 64}).encode(), "/organization", id="too long"),
        pytest.param(b'{"extension": "a\\u0000b"}', "/extension", id="NUL"),
        pytest.param(b'{"extension": "\\ud800"}', "/extension", id="lone surrogate"),
        pytest.param(b'{"extension": "1", "extension": "2"}', "/extension", id="duplicate key"),
        pytest.param(b'{"extension": NaN}', "/extension", id="NaN"),
        pytest.param(b'{"extension": 1e400}', "/extension", id="infinite"),
        pytest.param(b'{"extension": 9007199254740993}', "/extension", id="beyond 2^53"),
        pytest.param(b'{"extension": ' + b"[" * 2000 + b"]" * 2000 + b"}", None, id="2,000 levels"),
    ],
)
def test_what_is_not_acceptable_is_told_with_its_place(client, data, pointer):
    answer = send(client, data)

    assert answer.status_code == 422
    assert pointer is None or pointer in [error["pointer"] for error in answer.json["errors"]]
    assert all(error["detail"] for error in answer.json["errors"])


def test_every_fault_is_named_not_only_the_first(client):
    answer = send(client, json.dumps({"extension": 1, "other": 2}).encode())

    pointers = {error["pointer"] for error in answer.json["errors"]}
    assert pointers == {"/organization", "/extension", "/password", "/other"}


def test_no_fault_repeats_a_value(client):
    answer = send(client, json.dumps(RIGHT | {"organization": 1, "x": "hunter2"}).encode())

    assert "hunter2" not in answer.text
    assert "terminal password" not in answer.text


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None, "x"]
)
def test_another_type_of_content_is_not_read(client, terminal, content_type):
    answer = send(client, json.dumps(RIGHT).encode(), content_type)

    assert answer.status_code == 415


def test_a_body_that_is_too_large_is_not_read(client):
    answer = send(client, b" " * 8193)

    assert answer.status_code == 413
    assert "8192" in answer.json["errors"][0]["detail"]


def test_a_compressed_body_is_read(client, terminal):
    answer = send(client, gzip.compress(json.dumps(RIGHT).encode()), Content_Encoding="gzip")

    assert answer.status_code == 201


def test_a_compressed_body_is_limited_by_what_it_unpacks_to(client):
    answer = send(client, gzip.compress(b" " * 20_000_000, 9)[:8000], Content_Encoding="gzip")

    assert answer.status_code == 413


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"{}", id="not packed"),
        pytest.param(gzip.compress(b"{}")[:-1], id="cut off"),
        pytest.param(gzip.compress(b"{}") + b"more", id="followed by more"),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_a_bad_request(client, data):
    assert send(client, data, Content_Encoding="gzip").status_code == 400


def test_an_unknown_packing_is_refused_with_the_known_one(client):
    answer = send(client, b"{}", Content_Encoding="br")

    assert answer.status_code == 415
    assert answer.headers["Accept-Encoding"] == "gzip, zstd"
