"""A snapshot version as a file: what is written is read again, and nothing else is."""

import json

import pytest

from importer.catalogue import catalogue
from importer.faults import FaultCode, Unreadable
from portal.domain.facts import Pinned
from portal.domain.snapshot_file import FILE_LIMITS, FORMAT, read_file, renamed, write_file

VALUES = {"phone.auto_answer": True, "audio.codecs": ["opus", "pcmu"], "phone.park_prefix": "*9"}
VERSION = Pinned("標準設定", 3, "2026-11-20T09:00:00+09:00", "1001", "3.13.7", VALUES)


def written(**changed):
    """Return the file as a document, with fields changed or, as None, left out."""
    document = json.loads(write_file(VERSION, catalogue())) | changed
    return {name: value for name, value in document.items() if value is not None}


def faults(document):
    raw = document if isinstance(document, bytes) else json.dumps(document).encode()
    with pytest.raises(Unreadable) as refused:
        read_file(raw, catalogue())
    return [(fault.pointer, fault.code) for fault in refused.value.faults]


@pytest.mark.rule("SNP-6")
def test_what_is_written_is_read_again():
    file = read_file(write_file(VERSION, catalogue()).encode(), catalogue())

    assert (file.body.name, file.body.captured_at, file.body.version) == (
        "標準設定",
        VERSION.captured_at,
        "3.13.7",
    )
    assert file.body.settings == VALUES
    assert file.extension == "1001"


@pytest.mark.rule("SNP-6")
def test_a_file_names_its_format_its_catalogue_and_its_version():
    document = written()

    assert (document["format"], document["version"]) == (FORMAT, 3)
    assert document["catalogue"] == catalogue().version


@pytest.mark.rule("SNP-6", "TRU-16")
def test_no_secret_gets_into_a_file_even_if_one_stood_in_a_version():
    values = VALUES | {
        "terminal.password": "hunter22",
        "cti.url_template": "https://crm.example.com/?token=hunter22",
        "tea.password": "hunter22",
    }

    text = write_file(Pinned("a", 1, VERSION.captured_at, "1001", "3.13.7", values), catalogue())

    assert "hunter22" not in text
    assert set(json.loads(text)["capture"]["settings"]) == {*VALUES, "cti.url_template"}


@pytest.mark.rule("SNP-6", "TRU-16")
@pytest.mark.parametrize(
    "place",
    [("capture", "settings", "crm.password"), ("capture", "name"), ("source_extension",)],
    ids=lambda place: place[-1],
)
def test_a_secret_in_a_file_is_masked_as_in_an_upload(place):
    document = part = written()
    for name in place[:-1]:
        part = part[name]
    part[place[-1]] = "password=hunter22"

    assert "hunter22" not in str(read_file(json.dumps(document).encode(), catalogue()))


@pytest.mark.rule("SNP-6", "TRU-16")
def test_a_secret_in_another_name_is_masked():
    file = read_file(write_file(VERSION, catalogue()).encode(), catalogue())

    assert "hunter22" not in str(renamed(file, "password=hunter22"))


@pytest.mark.rule("SNP-6", "CAP-4")
def test_every_fault_of_text_and_shape_is_named_at_once():
    text = json.dumps(written(more=1, source_extension=1001))

    found = faults(text.replace('"format"', '"version": 3, "format"').encode())

    assert {pointer for pointer, _code in found} == {"/version", "/more", "/source_extension"}


@pytest.mark.rule("SNP-6")
def test_of_a_capture_that_is_missing_nothing_more_is_said():
    assert faults(written(capture=None)) == [("/capture", FaultCode.MISSING)]


@pytest.mark.rule("SNP-6")
def test_a_file_can_be_taken_in_under_another_name():
    file = read_file(write_file(VERSION, catalogue()).encode(), catalogue())

    assert renamed(file, " ほかの名前 ").body.name == "ほかの名前"


@pytest.mark.rule("SNP-6", "TRU-18")
@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(b"", ("", FaultCode.EMPTY), id="nothing"),
        pytest.param(b"\xff\xfe{}", ("", FaultCode.NOT_UTF8), id="UTF-16"),
        pytest.param(b"[]", ("", FaultCode.WRONG_TYPE), id="a list"),
        pytest.param(b'{"a": 1, "a": 2}', ("/a", FaultCode.DUPLICATE_KEY), id="a key twice"),
        pytest.param(b"[" * 100_000, ("/0" * 17, FaultCode.TOO_DEEP), id="too deep"),
        pytest.param(b" " * (FILE_LIMITS.bytes + 1), ("", FaultCode.TOO_LARGE), id="too large"),
        pytest.param(written(format="other"), ("/format", FaultCode.NOT_ALLOWED), id="another format"),
        pytest.param(written(format=None), ("/format", FaultCode.MISSING), id="no format"),
        pytest.param(written(more=1), ("/more", FaultCode.UNKNOWN_FIELD), id="another field"),
        pytest.param(written(capture=None), ("/capture", FaultCode.MISSING), id="no capture"),
        pytest.param(written(capture=[]), ("/capture", FaultCode.WRONG_TYPE), id="a capture that is none"),
        pytest.param(written(capture={}), ("/capture/name", FaultCode.MISSING), id="an empty capture"),
        pytest.param(
            written(source_extension=1001), ("/source_extension", FaultCode.WRONG_TYPE), id="a number"
        ),
        pytest.param(
            written(source_extension="1" * 33), ("/source_extension", FaultCode.TOO_LONG), id="long"
        ),
    ],
)
def test_anything_else_is_refused_by_its_place(document, expected):
    assert expected in faults(document)
