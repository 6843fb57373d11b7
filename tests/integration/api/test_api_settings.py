import pytest

from factories import (
    make_profile,
)
from importer.canonical import digest
from portal.domain.words import DisplayList, Status

pytestmark = pytest.mark.on("postgresql", "sqlite")


def test_the_document_is_exactly_the_contract(agents_softphone, everything):
    settings = agents_softphone.settings()

    revision = settings.pop("revision")
    assert revision == digest(settings)
    assert settings == {
        "controlled": True,
        "reason": None,
        "profile": {"id": everything.id, "name": "営業部", "target_type": "account"},
        "notice": "管理者により一部設定が制御されています。",
        "display": {
            "list": "switchable",
            "numbers": [
                number("1001", "extension", "terminal", "端末1001", "1001"),
                number("05012340001", "external", "terminal", "端末1001", "1001"),
                number("0312340001", "external", "ring_group", "営業", "2001"),
                number("0312345678", "external", "ivr", "受付", "3001", name="代表"),
                number("0120000001", "external", "call_center", "サポート", "4001"),
            ],
            "contact_points": [
                {"type": "call_center", "name": "サポート", "caller_number": "0120000001"},
                {"type": "business_label", "name": "更新", "caller_number": "0312345678"},
            ],
            "auto_show_new_call_centers": False,
            "auto_show_new_business_labels": False,
        },
        "cti": {
            "numbers": [
                number("2001", "extension", "ring_group", "営業", "2001"),
                number("4001", "extension", "call_center", "サポート", "4001"),
            ]
        },
        "other": {
            "snapshot": {
                "name": "標準設定",
                "version": 1,
                "captured_at": "2026-11-20T09:00:00+09:00",
                "source_extension": "1001",
                "source_version": "3.13.7",
            },
            "values": {"cti.popup_size": "large", "phone.auto_answer": True},
            "unavailable": [],
        },
        "locked": [
            "cti.numbers",
            "cti.popup_size",
            "display.auto_show_new_business_labels",
            "display.auto_show_new_call_centers",
            "display.contact_points",
            "display.list",
            "display.numbers",
            "phone.auto_answer",
        ],
    }


def number(digits, kind, *owner, name=None):
    owner = dict(zip(("type", "name", "extension"), owner, strict=True))
    return {"number": digits, "kind": kind, "name": name, "owner": owner}


def test_an_answer_says_how_long_it_may_be_kept(agents_softphone, everything):
    answer = agents_softphone.get()

    assert answer.headers["ETag"] == f'"{answer.json["revision"]}"'
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Accept-Language" in answer.vary


@pytest.mark.rule("DLV-4")
def test_without_a_profile_everything_is_null(softphone):
    settings = softphone.settings()

    settings.pop("revision")
    assert settings == {
        "controlled": False,
        "reason": "no_profile",
        "profile": None,
        "notice": None,
        "display": None,
        "cti": None,
        "other": None,
        "locked": [],
    }


@pytest.mark.rule("DLV-1", "DLV-2", "DLV-3")
def test_the_account_profile_beats_the_terminal_profile_while_it_is_enabled(
    agents_softphone, softphone, organization, account, terminal
):
    of_account = make_profile(organization, targets=[account])
    of_terminal = make_profile(organization, targets=[terminal])

    assert agents_softphone.settings()["profile"]["id"] == of_account.id
    assert softphone.settings()["profile"]["id"] == of_terminal.id

    of_account.status = Status.DISABLED

    assert agents_softphone.settings()["profile"]["id"] == of_terminal.id


@pytest.mark.rule("LCK-1")
@pytest.mark.parametrize(
    ("accepted", "begins"),
    [
        ("ja", "管理者"),
        ("en", "Some settings"),
        ("en-GB,ja;q=0.5", "Some settings"),
        ("fr", "管理者"),
        ("*", "管理者"),
    ],
)
def test_the_notice_is_in_the_language_of_the_softphone(agents_softphone, everything, accepted, begins):
    assert agents_softphone.settings(Accept_Language=accepted)["notice"].startswith(begins)


@pytest.mark.rule("VER-3")
@pytest.mark.parametrize(
    "version", [None, "", "3", "3.x", "v3.13.7", "3.13.7-beta", "３.13.7", "3..1", "1" * 99]
)
@pytest.mark.parametrize("path", ["settings", "call-ui"])
def test_a_version_that_cannot_be_read_is_told_what_is_expected(agents_softphone, path, version):
    answer = agents_softphone.of_version(version).get(path)

    assert answer.status_code == 400
    assert "3.13.7" in answer.json["detail"]


@pytest.mark.rule("VER-1", "VER-2", "VER-3")
@pytest.mark.parametrize(
    ("version", "controlled", "other"),
    [
        ("3.12.4", False, False),
        ("3.9", False, False),
        ("3.12.5", True, False),
        ("3.13.7", True, True),
        ("4.0", True, True),
    ],
)
def test_the_version_decides_what_is_delivered(agents_softphone, everything, version, controlled, other):
    settings = agents_softphone.of_version(version).settings()

    assert settings["controlled"] is controlled
    assert (settings["other"] is not None) is other


@pytest.mark.rule("TRU-14")
@pytest.mark.parametrize("shown", [None, "Bearer", "Bearer hd_unknown", "Bearer é", "Basic dTpw"])
@pytest.mark.parametrize("path", ["settings", "call-ui"])
def test_without_a_valid_device_token_nothing_is_answered(client, path, shown):
    headers = {"X-Softphone-Version": "3.13.7", "X-Agent-Token": "ha_unknown"}

    answer = client.get(f"/api/v1/{path}", headers=headers | ({"Authorization": shown} if shown else {}))

    assert answer.status_code == 401
    assert answer.json["type"].endswith("/wrong-credential")


def test_an_agent_token_that_is_unknown_is_dropped(softphone):
    answer = softphone.with_agent("ha_unknown").get()

    assert answer.status_code == 401
    assert answer.json["type"].endswith("/agent-session-ended")


def test_head_is_answered_as_get_without_the_body(agents_softphone, everything):
    got = agents_softphone.get()

    head = agents_softphone.request("HEAD", "settings")

    assert head.status_code == 200
    assert head.data == b""
    assert head.headers["ETag"] == got.headers["ETag"]
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


@pytest.mark.rule("NLS-8", "NLS-9", "CPL-1")
def test_a_part_that_is_not_delivered_is_null_and_one_without_anything_is_empty(
    agents_softphone, organization, account
):
    profile = make_profile(organization, targets=[account])
    assert agents_softphone.settings()["display"]["numbers"] == []

    profile.display_list, profile.revision = DisplayList.CONTACT_POINTS_ONLY, "1"
    display = agents_softphone.settings()["display"]

    assert display["numbers"] is None
    assert display["contact_points"] == []


@pytest.mark.rule("CUI-1")
def test_a_call_ui_gets_the_lists_of_the_same_answer_and_no_other_settings(agents_softphone, everything):
    display = agents_softphone.settings()["display"]

    answer = agents_softphone.get("call-ui")

    assert answer.json == {
        "revision": answer.json["revision"],
        "controlled": True,
        "numbers": display["numbers"],
        "contact_points": display["contact_points"],
    }
    assert answer.headers["ETag"] == f'"{answer.json["revision"]}"'
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert agents_softphone.get("call-ui", etag=answer.headers["ETag"]).status_code == 304


@pytest.mark.rule("CUI-1")
def test_a_call_ui_that_nothing_controls_gets_no_lists(agents_softphone):
    answer = agents_softphone.get("call-ui").json

    assert answer | {"revision": ""} == {
        "revision": "",
        "controlled": False,
        "numbers": None,
        "contact_points": None,
    }


def test_a_call_ui_needs_both_tokens(softphone):
    assert softphone.get("call-ui").status_code == 401
