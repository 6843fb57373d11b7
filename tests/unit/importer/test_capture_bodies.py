import json

import pytest
from bad_capture_bodies import BAD
from capture_uploads import GOOD, defaults, told, upload

from importer.captures import Source, contradictions, read_capture
from importer.catalogue import catalogue
from importer.faults import Unreadable


def read(raw):
    return read_capture(raw, catalogue())


def faults_of(raw):
    with pytest.raises(Unreadable) as refusal:
        read(raw)
    return refusal.value.faults


@pytest.mark.rule("CAP-4")
def test_a_good_upload_is_read_whole():
    body = read(upload(settings=defaults()))

    assert body.name == "標準設定"
    assert body.captured_at == "2026-11-20T09:00:00+09:00"
    assert (body.version, body.os) == ("3.13.7", "Windows 11 10.0.26100")
    assert set(body.settings) == set(defaults())


@pytest.mark.rule("CAP-5")
def test_what_is_kept_has_the_shape_that_came_in():
    body = read(upload())

    assert body.document() == GOOD


@pytest.mark.rule("CAP-4")
@pytest.mark.parametrize(
    ("name", "kept"),
    [
        pytest.param("か\u3099", "が", id="NFC"),
        pytest.param("　標準 \n", "標準", id="trimmed"),
        pytest.param("a" * 60, "a" * 60, id="60 characters"),
        pytest.param("e\u0301" * 60, "é" * 60, id="60 after NFC"),
        pytest.param("😀" * 60, "😀" * 60, id="60 outside the first plane"),
        pytest.param("<b>=1+1", "<b>=1+1", id="text is text"),
    ],
)
def test_a_name_is_kept_as_a_profile_name_is(name, kept):
    assert read(upload(name=name)).name == kept


@pytest.mark.rule("SNP-3")
@pytest.mark.parametrize(
    "time",
    [
        "2026-11-20T09:00:00Z",
        "2026-11-20T09:00:00.123456789+09:00",
        "2026-11-20T09:00:00-11:30",
        "2026-11-20T09:00:00-00:00",
        "2028-02-29T00:00:00+00:00",
    ],
)
def test_the_time_keeps_the_zone_of_the_softphone(time):
    assert read(upload(captured_at=time)).captured_at == time


@pytest.mark.rule("CAP-4", "TRU-18")
@pytest.mark.parametrize(("raw", "expected"), BAD, ids=[str(expected)[:60] for _raw, expected in BAD])
def test_an_upload_of_another_shape_is_refused_with_every_place(raw, expected):
    raw = raw.encode() if isinstance(raw, str) else raw

    assert told(faults_of(raw)) == expected


@pytest.mark.rule("CAP-4", "TRU-18")
def test_an_upload_of_nothing_but_unknown_fields_is_refused_in_few_words():
    faults = faults_of(json.dumps({f"field{index}": 1 for index in range(3000)}).encode())

    assert len(faults) == 1001
    assert told(faults)[-1] == ("", "more_faults")


@pytest.mark.rule("CAP-4")
def test_as_many_settings_as_are_allowed_are_read():
    body = read(upload(settings={f"key{index}": index for index in range(5000)}))

    assert len(body.settings) == 5000


@pytest.mark.rule("CAP-9", "TRU-16")
def test_no_secret_gets_past_the_reader():
    body = read(
        upload(
            name="password=hunter2",
            softphone={"version": "3.13.7", "os": "token: hunter2"},
            settings=defaults()
            | {"terminal.password": "hunter2", "crm": {"secret": "hunter2"}, "a": "pw=hunter2"},
        )
    )

    assert "hunter2" not in repr(body)


@pytest.mark.rule("CAP-9", "TRU-16")
def test_no_refusal_shows_a_secret():
    faults = faults_of(upload(name=1, settings={"terminal.password": "hunter2"}, password="hunter2"))

    assert "hunter2" not in repr(faults)


@pytest.mark.rule("CAP-1", "CAP-4")
@pytest.mark.parametrize(
    ("settings", "version", "expected"),
    [
        pytest.param({}, "3.13.7", [], id="claims nothing"),
        pytest.param({"terminal.extension": "1001"}, "3.13.7", [], id="claims its own"),
        pytest.param({"terminal.extension": ""}, "3.13.7.0", [], id="the same number"),
        pytest.param({"terminal.extension": 1001}, "3.13.7", [], id="not a text, told by the judge"),
        pytest.param(
            {"terminal.extension": "1002"},
            "3.13.7",
            [("/settings/terminal.extension", "other_terminal")],
            id="another terminal",
        ),
        pytest.param({}, "3.13.10", [("/softphone/version", "other_version")], id="another version"),
        pytest.param(
            {"terminal.extension": "1002"},
            "3.13",
            [("/softphone/version", "other_version"), ("/settings/terminal.extension", "other_terminal")],
            id="both",
        ),
    ],
)
def test_a_body_that_claims_another_source_is_told(settings, version, expected):
    body = read(upload(settings=settings))

    faults = contradictions(body, Source("1001", version))

    assert told(faults) == expected
