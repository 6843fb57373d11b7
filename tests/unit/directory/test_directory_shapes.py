"""What a document may say by itself: every fault with its place."""

import pytest
from directory_bad_documents import BAD_DOCUMENTS, LABEL, TERMINAL, account, organization, terminal
from directory_documents import HASH, example, places

from importer.directory import read_directory
from importer.faults import Unreadable


@pytest.mark.rule("TRU-18", "TRU-19")
@pytest.mark.parametrize(
    ("document", "expected"), [pytest.param(bad, faults, id=name) for name, bad, faults in BAD_DOCUMENTS]
)
def test_each_fault_is_named_with_its_place(document, expected):
    with pytest.raises(Unreadable) as refusal:
        read_directory(document)

    assert places(refusal) == expected


@pytest.mark.parametrize(
    "document",
    [
        pytest.param({}, id="nothing"),
        pytest.param(example(), id="the example"),
        pytest.param({"terminals": []}, id="an empty list"),
        pytest.param(terminal(extension="0"), id="extension of one"),
        pytest.param(terminal(extension="1" * 10, dial_in=["110", "0" * 20]), id="numbers at their limits"),
        pytest.param(terminal(name="あ" * 60), id="60 characters"),
        pytest.param(terminal(name="👨\u200d👩\u200d👧 家族"), id="joined characters"),
        pytest.param(account(login="sato.taro+1@example.jp"), id="login that is an address"),
        pytest.param(account(login="佐藤"), id="Japanese login"),
        pytest.param(account(password="12345678"), id="password of eight"),
        pytest.param(account(password="あ" * 128), id="password of 128"),
        pytest.param(account(password="$ecret $2 words"), id="password with a dollar"),
        pytest.param(account(password=HASH), id="hash"),
        pytest.param(organization(server_version="3.13"), id="version of two parts"),
        pytest.param(organization(options=[], time_zone="UTC"), id="no options"),
        pytest.param(organization(options=["fax_service"]), id="option that no rule refers to"),
        pytest.param({"business_labels": [LABEL | {"caller_number": None}]}, id="no caller number"),
        pytest.param({"business_labels": [LABEL | {"caller_number": "184"}]}, id="caller number of nobody"),
        pytest.param({"roles": [{"key": "user", "rights": {}}]}, id="rights of a built-in role"),
    ],
)
def test_what_is_allowed_is_read(document):
    assert read_directory(document)


def test_a_duplicate_says_what_came_first():
    with pytest.raises(Unreadable) as refusal:
        read_directory(
            {"terminals": [TERMINAL], "ivrs": [{"extension": "1", "name": "x", "dial_in": ["1009"]}]}
        )

    assert refusal.value.faults[0].params == {"first": "/terminals/0/extension"}
