"""Name, note, deletion and comparison of snapshots."""

import pytest
from captures_and_versions import path_of
from pages_in_words import alerts, column, facts, post, refusals, save
from sqlalchemy import func, select

from factories import make_organization, make_profile, make_snapshot_version
from portal.models import Snapshot, SnapshotVersion


@pytest.fixture
def version(organization):
    return make_snapshot_version(organization)


def details_of(version):
    return f"/snapshots/{version.snapshot_id}/edit"


def numbers(database):
    return database.scalars(select(SnapshotVersion.number).order_by(SnapshotVersion.id)).all()


@pytest.mark.rule("SNP-5", "PRF-8")
def test_name_and_note_are_edited_after_asking(portal, version):
    portal.get(details_of(version))

    answer = save(portal, name=" 受付用 ", note="一行目\r\n二行目")

    assert answer.page.words(".//h1") == "受付用"
    assert facts(answer)["Note"] == "一行目 二行目"


@pytest.mark.rule("SNP-5", "PRF-3", "TRU-19")
def test_bad_names_and_notes_stay_on_the_page_with_what_is_wrong(portal, organization, version, database):
    make_snapshot_version(organization, "受付用")
    portal.get(details_of(version))

    empty = portal.submit(name=" ", note="a" * 501)
    taken = save(portal, name="受付用", note="")

    assert (empty.status_code, taken.status_code) == (422, 409)
    assert taken.page.find(".//input[@name='name']").get("value") == "受付用"
    assert "is called “受付用”" in refusals(taken)[0]
    assert set(database.scalars(select(Snapshot.name))) == {"標準設定", "受付用"}


@pytest.mark.rule("SNP-5", "PRF-9")
def test_the_second_editor_is_told_what_is_saved_now_and_may_save_on_top(portal, theirs, version):
    portal.get(details_of(version))
    theirs.get(details_of(version))
    save(theirs, name="先の名前")

    refused = save(portal, name="後の名前")
    again = save(portal)

    assert refused.status_code == 409
    assert "先の名前" in refused.page.words(".//*[@id='conflict']")
    assert refused.page.find(".//input[@name='name']").get("value") == "後の名前"
    assert again.page.words(".//h1") == "後の名前"


@pytest.mark.rule("SNP-5", "SNP-1")
def test_a_version_is_deleted_after_asking(portal, organization, version, database):
    make_snapshot_version(organization)
    all_versions = f"/snapshots/{version.snapshot_id}/versions/"
    portal.get(path_of(version))

    answer = save(portal, path_of(version, "delete"))

    assert answer.path == all_versions
    assert numbers(database) == [2]


@pytest.mark.rule("OTH-7", "SNP-5")
@pytest.mark.parametrize("act", ["delete", "delete-all"])
def test_what_profiles_deliver_is_not_deleted_and_they_are_named(
    portal, organization, version, database, act
):
    make_snapshot_version(organization)
    for number in range(12):
        make_profile(organization, f"設定配信{number:02}", pinned=version)
    portal.get(path_of(version))

    answer = save(portal, path_of(version, act))

    assert answer.status_code == 409
    assert alerts(answer)[0].startswith("Not deleted: profiles deliver it: 設定配信00, 設定配信01")
    assert alerts(answer)[0].endswith("and 2 more.")
    assert numbers(database) == [1, 2]


@pytest.mark.rule("SNP-5")
def test_the_only_version_is_not_deleted_by_itself(portal, version, database):
    portal.get(path_of(version))

    answer = save(portal, path_of(version, "delete"))

    assert answer.status_code == 409
    assert "Delete the whole setting instead" in alerts(answer)[0]
    assert numbers(database) == [1]


@pytest.mark.rule("SNP-5")
def test_a_snapshot_is_deleted_with_all_its_versions(portal, organization, version, database):
    make_snapshot_version(organization)
    make_snapshot_version(make_organization())
    portal.get(path_of(version))

    answer = save(portal, path_of(version, "delete-all"))

    assert answer.path == "/snapshots/"
    assert database.scalar(select(func.count(Snapshot.id))) == 1


@pytest.mark.rule("ACC-4")
@pytest.mark.parametrize("act", ["delete", "delete-all", "edit"])
def test_another_organisations_version_is_neither_deleted_nor_edited(portal, version, database, act):
    theirs = make_snapshot_version(make_organization())
    portal.get(path_of(version))

    assert post(portal, path_of(theirs, act), confirmed="1").status_code == 404
    assert numbers(database) == [1, 1]


def compared(answer):
    """Return the lines of the comparison below the names of their menus."""
    table = answer.page.find(".//*[@id='compare']//table")
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in table.iter("tr")][1:]


@pytest.mark.rule("SNP-4")
def test_two_versions_are_compared_by_menu_with_what_was_added_taken_out_and_changed(portal, organization):
    first = make_snapshot_version(organization, settings={"audio.ring_volume": 60, "phone.auto_answer": True})
    make_snapshot_version(organization)
    third = make_snapshot_version(organization, settings={"audio.ring_volume": 80, "phone.dtmf": "info"})
    left, right = (f"{each.snapshot_id}.{each.number}" for each in (first, third))

    answer = portal.get("/snapshots/compare", left=left, right=right)
    words = answer.page.words(".//*[@id='counts']")
    links = answer.page.all(".//form//a")
    swapped = portal.get(links[0].get("href"))

    assert compared(answer) == [
        ["Phone"],
        ["Answer automatically", "On", "not in this version", "Taken out"],
        ["DTMF method", "not in this version", "SIP INFO", "Added"],
        ["Audio"],
        ["Ring volume", "60 %", "80 %", "Changed"],
    ]
    assert words == "Added 1 Taken out 1 Changed 1"
    assert ["Ring volume", "80 %", "60 %", "Changed"] in compared(swapped)


@pytest.mark.rule("SNP-4")
def test_any_two_versions_are_chosen_in_the_list_and_two_settings_by_their_names(portal, organization):
    first = make_snapshot_version(organization, settings={"audio.ring_volume": 60})
    make_snapshot_version(organization, settings={"audio.ring_volume": 70})
    make_snapshot_version(organization, "受付用", settings={"audio.ring_volume": 5})

    portal.get(f"/snapshots/{first.snapshot_id}/versions/")
    of_one = compared(portal.submit("/snapshots/compare"))
    sides = {side: f"{first.snapshot_id}.{number}" for side, number in (("left", 1), ("right", 2))}
    found = portal.get("/snapshots/compare", search="受付", **sides)
    link = next(each for each in found.page.all(".//tbody//a") if "Right" in "".join(each.itertext()))
    of_two = portal.get(link.get("href"))

    assert of_one[1] == ["Ring volume", "60 %", "70 %", "Changed"]
    assert compared(of_two)[1] == ["Ring volume", "60 %", "5 %", "Changed"]


@pytest.mark.rule("SNP-4")
def test_the_version_before_stands_on_the_left_by_itself(portal, organization):
    make_snapshot_version(organization, settings={"audio.ring_volume": 60})
    second = make_snapshot_version(organization, settings={"audio.ring_volume": 70})

    answer = portal.get("/snapshots/compare", right=f"{second.snapshot_id}.2")

    assert compared(answer)[1] == ["Ring volume", "60 %", "70 %", "Changed"]


@pytest.mark.rule("TRU-18", "ACC-4")
@pytest.mark.parametrize("side", ["", "x", "1", "1.2.3", "-1.1", "１.１", "9999999999.9999999999", "theirs"])
def test_what_is_not_there_is_not_compared(portal, version, side):
    if side == "theirs":
        theirs = make_snapshot_version(make_organization(), "他社")
        side = f"{theirs.snapshot_id}.1"

    answer = portal.get("/snapshots/compare", left=side, right=side)

    assert answer.status_code == 200
    assert "Choose two settings below" in answer.page.words(".//main")
    assert column(answer, 0) == ["標準設定"]


def test_comparing_costs_the_same_however_many_versions_there_are(portal, organization, version, statements):
    other = make_snapshot_version(organization)
    sides = {"left": f"{version.snapshot_id}.1", "right": f"{other.snapshot_id}.2"}
    portal.get("/snapshots/compare", **sides)
    with statements() as for_few:
        portal.get("/snapshots/compare", **sides)
    for number in range(60):
        make_snapshot_version(organization)
        make_snapshot_version(organization, f"設定{number}")
    portal.get("/snapshots/compare", **sides)

    with statements() as for_many:
        portal.get("/snapshots/compare", **sides)

    assert len(for_many) == len(for_few)
