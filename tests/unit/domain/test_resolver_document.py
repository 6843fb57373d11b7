"""The document exactly as other programs read it, its revision, its bytes and its digest."""

import hashlib
import json
from dataclasses import replace

import pytest
import rfc8785
from resolver_facts import (
    CATALOGUE,
    DISPLAY_LOCKS,
    account_profile,
    call_center,
    external,
    pinned,
    question,
)

from portal.domain.effective import applied_digest, call_ui, resolve
from portal.domain.words import TerminalType

WHOLE = account_profile(
    numbers=(external("0312345678", name="代表"),),
    contact_points=(call_center(),),
    pinned=pinned(phone__auto_answer=True, cti__popup_size="large"),
)


def sha256_of(value):
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


@pytest.mark.rule("DLV-2", "CPL-4", "LCK-1")
def test_document_of_a_controlled_softphone():
    document = dict(resolve(question(account=WHOLE), CATALOGUE).document)

    document.pop("revision")
    assert document == {
        "controlled": True,
        "reason": None,
        "profile": {"id": 12, "name": "営業部", "target_type": "account"},
        "notice": "管理者により一部設定が制御されています。",
        "display": {
            "list": "switchable",
            "numbers": [
                {
                    "number": "0312345678",
                    "kind": "external",
                    "name": "代表",
                    "owner": {"type": "ivr", "name": "受付", "extension": "3001"},
                }
            ],
            "contact_points": [
                {"type": "call_center", "name": "サポート", "caller_number": "0312345678"},
            ],
            "auto_show_new_call_centers": False,
            "auto_show_new_business_labels": False,
        },
        "cti": {"numbers": []},
        "other": {
            "snapshot": {
                "name": "標準設定",
                "version": 3,
                "captured_at": "2026-11-20T09:00:00+09:00",
                "source_extension": "1001",
                "source_version": "3.13.7",
            },
            "values": {"cti.popup_size": "large", "phone.auto_answer": True},
            "unavailable": [],
        },
        "locked": ["cti.numbers", "cti.popup_size", *DISPLAY_LOCKS, "phone.auto_answer"],
    }


@pytest.mark.rule("DLV-4", "DLV-6", "VER-1")
@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (question(), "no_profile"),
        (question(account=WHOLE, softphone="3.12.4"), "softphone_too_old"),
        (question(account=WHOLE, server="3.12.9"), "server_too_old"),
        (question(account=WHOLE, terminal_type=TerminalType.WEBRTC), "terminal_type"),
    ],
)
def test_document_of_a_softphone_that_is_not_controlled(facts, reason):
    document = dict(resolve(facts, CATALOGUE).document)

    document.pop("revision")
    assert document == {
        "controlled": False,
        "reason": reason,
        "profile": None,
        "notice": None,
        "display": None,
        "cti": None,
        "other": None,
        "locked": [],
    }


@pytest.mark.rule("DLV-7", "TRU-3")
@pytest.mark.parametrize("profile", [None, WHOLE])
def test_revision_is_the_digest_of_everything_else(profile):
    answer = resolve(question(account=profile), CATALOGUE)

    rest = {key: value for key, value in answer.document.items() if key != "revision"}
    assert answer.revision == answer.document["revision"] == sha256_of(rest)


@pytest.mark.rule("DLV-7")
@pytest.mark.parametrize("profile", [None, WHOLE])
def test_body_says_the_same_as_the_document(profile):
    answer = resolve(question(account=profile), CATALOGUE)

    assert json.loads(answer.body) == answer.document


@pytest.mark.rule("TRU-3")
@pytest.mark.parametrize(
    "changed",
    [
        replace(WHOLE, id=13),
        replace(WHOLE, name="営業二部"),
        replace(WHOLE, numbers=(external("0312345678", name="本社"),)),
        replace(WHOLE, contact_points=()),
        replace(WHOLE, cti_numbers=(external("0312345678"),)),
        replace(WHOLE, pinned=None),
        replace(WHOLE, pinned=pinned(phone__auto_answer=False, cti__popup_size="large")),
    ],
)
def test_any_change_of_the_answer_changes_its_revision(changed):
    before = resolve(question(account=WHOLE), CATALOGUE)

    after = resolve(question(account=changed), CATALOGUE)

    assert after.revision != before.revision


@pytest.mark.rule("DST-2")
def test_applied_digest_is_of_display_cti_and_values():
    document = resolve(question(account=WHOLE), CATALOGUE).document

    in_force = {
        "display": document["display"],
        "cti": document["cti"],
        "values": document["other"]["values"],
    }
    assert applied_digest(document) == sha256_of(in_force)


@pytest.mark.rule("DST-2")
def test_applied_digest_without_other_settings_has_no_values():
    document = resolve(question(account=replace(WHOLE, pinned=None)), CATALOGUE).document

    in_force = {"display": document["display"], "cti": document["cti"], "values": {}}
    assert applied_digest(document) == sha256_of(in_force)


@pytest.mark.rule("DST-2")
def test_released_softphone_has_no_applied_digest():
    assert applied_digest(resolve(question(), CATALOGUE).document) is None


@pytest.mark.rule("CUI-1")
def test_call_ui_gets_the_lists_of_the_same_answer_and_no_other_settings():
    document = resolve(question(account=WHOLE), CATALOGUE).document

    answer = call_ui(document)

    expected = {
        "controlled": True,
        "numbers": document["display"]["numbers"],
        "contact_points": document["display"]["contact_points"],
    }
    assert answer.document == {"revision": sha256_of(expected), **expected}
    assert json.loads(answer.body) == answer.document


@pytest.mark.rule("CUI-1")
def test_call_ui_of_an_uncontrolled_softphone_has_no_lists():
    answer = call_ui(resolve(question(), CATALOGUE).document).document

    assert (answer["controlled"], answer["numbers"], answer["contact_points"]) == (False, None, None)
