"""A directory written as a document."""

import json

from directory_documents import HASH, acme, example

from importer.directory import merge, read_directory, to_document


def test_a_document_reads_back_as_the_same_directory():
    state = acme()

    assert merge(None, read_directory(to_document(state))) == state


def test_a_document_is_json_in_one_order():
    reordered = {
        key: list(reversed(value)) if isinstance(value, list) else value for key, value in example().items()
    }

    first = json.dumps(to_document(acme()))
    second = json.dumps(to_document(merge(None, read_directory(dict(reversed(reordered.items()))))))

    assert first == second


def test_a_document_has_the_fields_of_the_example():
    written = to_document(acme())

    assert written["organization"] == example()["organization"]
    assert written["terminals"] == [
        {"extension": "1001", "name": "営業1", "type": "softphone", "dial_in": ["05012340001"]},
        {"extension": "1002", "name": "営業2", "type": "hardphone", "dial_in": []},
    ]
    assert written["call_centers"] == example()["call_centers"]
    assert [role["key"] for role in written["roles"]] == ["helpdesk", "supervisor", "system_admin", "user"]
    assert written["roles"][0]["rights"] == {"terminals": ["view", "edit"]}


def test_no_password_is_written():
    state = merge(acme(), read_directory({"accounts": [{"login": "admin", "password": HASH}]}))

    assert "password" not in json.dumps(to_document(state))
    assert "argon2" not in json.dumps(to_document(state))
