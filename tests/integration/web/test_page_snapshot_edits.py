"""A new version made in the portal, value by value."""

import json
from dataclasses import replace

import pytest
from captures_and_versions import path_of
from pages_in_words import facts, refusals, save
from sqlalchemy import select

from factories import make_profile, make_snapshot_version
from importer.catalogue import SettingClass, catalogue
from portal.domain.words import Origin
from portal.models import SnapshotVersion

SETTINGS = {
    "phone.auto_answer": True,
    "phone.dtmf": "info",
    "audio.ring_volume": 60,
    "audio.codecs": ["opus", "pcmu"],
    "network.rtp_port_range": [20000, 21000],
    "phone.park_prefix": "12",
}


@pytest.fixture
def version(organization):
    return make_snapshot_version(organization, settings=SETTINGS)


def newest(database):
    statement = select(SnapshotVersion).order_by(SnapshotVersion.number.desc())
    return database.scalars(statement.execution_options(populate_existing=True)).first()


def values(**changed):
    """Return the fields of the form: `phone_dtmf` is the control of phone.dtmf."""
    return {f"v-{key.replace('__', '.')}": value for key, value in changed.items()}


def included(*added, without=()):
    return sorted({*SETTINGS, *added} - {*without})


@pytest.mark.rule("SNP-1", "SNP-3", "PRF-8")
def test_single_values_are_changed_added_and_taken_out(portal, version, database):
    portal.get(path_of(version, "edit"))

    answer = save(
        portal,
        "values",
        included=included("window.language", without=["phone.auto_answer"]),
        **values(audio__ring_volume=5, window__language="en", phone__dtmf="inband", phone__park_prefix=""),
    )

    made = newest(database)
    assert json.loads(made.settings) == {
        "phone.dtmf": "inband",
        "audio.ring_volume": 5,
        "audio.codecs": ["opus", "pcmu"],
        "network.rtp_port_range": [20000, 21000],
        "phone.park_prefix": "",
        "window.language": "en",
    }
    assert answer.path.endswith("/versions/2")
    assert facts(answer)["Source"] == "Edited by admin from version 1"


@pytest.mark.rule("SNP-1")
def test_lists_keep_their_order_and_ranges_their_two_ends(portal, version, database):
    portal.get(path_of(version, "edit"))

    codecs = {"v-audio.codecs": ["pcma", "opus", "", "g722"]}
    portal.submit("values", forged=codecs, **values(network__rtp_port_range=[30000, 30100]))
    portal.submit(button="1")

    made = json.loads(newest(database).settings)
    assert made["audio.codecs"] == ["pcma", "opus", "g722"]
    assert made["network.rtp_port_range"] == [30000, 30100]


@pytest.mark.rule("CAP-7", "TRU-19")
def test_a_bad_value_is_named_beside_its_control_and_what_was_typed_stays(portal, version, database):
    portal.get(path_of(version, "edit"))

    answer = portal.submit("values", **values(audio__ring_volume="101", phone__park_prefix="12a"))

    assert answer.status_code == 422
    assert [each.partition(":")[0] for each in refusals(answer)] == [
        "Phone > Call park prefix",
        "Audio > Ring volume",
    ]
    volume = answer.page.find(".//input[@name='v-audio.ring_volume']")
    assert (volume.get("value"), volume.get("aria-invalid")) == ("101", "true")
    assert "expected is 0 to 100" in answer.page.words(".//*[@id='v-audio.ring_volume-error']")
    assert newest(database).number == 1


@pytest.mark.rule("CAP-7", "TRU-18")
@pytest.mark.parametrize("text", ["", "six", "6.5", "９", "1e2", "9" * 400, "<b>"])
def test_what_is_no_number_is_refused_as_one(portal, version, database, text):
    portal.get(path_of(version, "edit"))

    answer = portal.submit("values", forged={"v-audio.ring_volume": text})

    assert answer.status_code == 422
    assert newest(database).number == 1


@pytest.mark.rule("TRU-18")
def test_a_control_character_is_refused_and_shown_by_its_place(portal, version, database):
    portal.get(path_of(version, "edit"))

    typed = values(cti__url_template="https://x.jp/a\x01b")
    answer = portal.submit("values", included=included("cti.url_template"), **typed)

    assert answer.status_code == 422
    assert "https://x.jp/a\ufffdb" in answer.text
    assert newest(database).number == 1


@pytest.mark.rule("CAP-7", "TRU-18")
def test_forged_fields_are_refused_or_passed_over(portal, version, database):
    portal.get(path_of(version, "edit"))
    forged = {
        "v-phone.auto_answer": "perhaps",
        "v-audio.codecs": None,
        "v-terminal.password": "hunter2",
        "included": [*SETTINGS, "terminal.password", "tea.time"],
        "seen": "x" * 5000,
    }

    answer = portal.submit("values", forged=forged)

    assert answer.status_code == 422
    assert len(refusals(answer)) == 2
    assert newest(database).number == 1


@pytest.mark.rule("TRU-19")
def test_a_value_that_is_typed_without_the_tick_is_not_dropped_unseen(portal, version, database):
    portal.get(path_of(version, "edit"))

    answer = portal.submit("values", **values(window__font_size="large"))

    assert answer.status_code == 422
    assert refusals(answer) == ["Window > Text size: Tick the box as well, or leave the value as it was."]


@pytest.mark.rule("SNP-2")
def test_without_a_change_no_version_is_made_and_that_is_said(portal, version, database):
    portal.get(path_of(version, "edit"))

    answer = save(portal, "values")

    assert "Nothing differs from version 1" in answer.page.words(".//*[@id='messages']")
    assert newest(database).number == 1


@pytest.mark.rule("PRF-9", "SNP-1")
def test_the_second_of_two_editors_is_told_and_may_save_on_top(portal, theirs, version, database):
    portal.get(path_of(version, "edit"))
    theirs.get(path_of(version, "edit"))
    save(theirs, "values", **values(audio__ring_volume=5))

    refused = save(portal, "values", **values(phone__dtmf="inband"))
    again = save(portal, "values")

    assert refused.status_code == 409
    conflict = refused.page.words(".//*[@id='conflict']")
    assert "Version 2 came from colleague" in conflict
    assert "Audio > Ring volume 5 % 60 %" in conflict
    assert again.path.endswith("/versions/3")
    assert json.loads(newest(database).settings) == SETTINGS | {"phone.dtmf": "inband"}


@pytest.mark.rule("PRF-8")
def test_cancelling_keeps_what_was_typed(portal, version, database):
    portal.get(path_of(version, "edit"))
    portal.submit("values", **values(audio__ring_volume=5))

    answer = portal.submit(button="0")

    assert answer.page.find(".//input[@name='v-audio.ring_volume']").get("value") == "5"
    assert newest(database).number == 1


@pytest.mark.rule("SNP-1", "CAP-8")
def test_every_setting_that_a_version_can_have_has_its_control_and_its_default_can_be_saved(
    portal, organization, database
):
    version = make_snapshot_version(organization, settings={"phone.auto_answer": True})
    shared = {
        key: setting.default
        for key, setting in catalogue().settings.items()
        if setting.setting_class is SettingClass.SHARED
    }
    portal.get(path_of(version, "edit"))

    save(portal, "values", included=list(shared), **values(phone__auto_answer="false"))

    assert json.loads(newest(database).settings) == shared


@pytest.mark.rule("SNP-7")
def test_an_edit_keeps_the_limit_of_versions_too(app, portal, organization, database, monkeypatch):
    version = make_snapshot_version(organization, settings=SETTINGS)
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], snapshot_versions=2))
    make_snapshot_version(organization, settings={"audio.ring_volume": 1})
    portal.get(path_of(version, "edit"))

    save(portal, "values")

    numbers = select(SnapshotVersion.number).order_by(SnapshotVersion.number)
    assert database.scalars(numbers).all() == [2, 3]


@pytest.mark.rule("OTH-3", "SNP-3")
def test_the_other_settings_tab_says_who_edited_what_is_pinned(portal, organization):
    edited = make_snapshot_version(organization, origin=Origin.EDIT, edited_from=1, account_login="sato")
    profile = make_profile(organization, pinned=edited)

    shown = facts(portal.get(f"/profiles/{profile.id}/other"))

    assert shown["Edited by"] == "sato"
    assert "Source extension" not in shown
