"""What softphones uploaded, and what became of it."""

import datetime as dt

import pytest
from captures_and_versions import GIVEN_UP, REFUSED_FOR_VALUES, make_capture
from pages_in_words import alerts, column, rows, save
from sqlalchemy import func, select

from factories import make_organization, make_snapshot_version
from portal.domain.words import CaptureState, Origin
from portal.models import Account, Capture, SnapshotVersion


def polls(answer, name):
    """Whether the part called `name` asks for itself again."""
    return answer.page.find(f".//*[@id='{name}']").get("hx-trigger") == "every 2s"


@pytest.mark.rule("CAP-6")
def test_captures_are_shown_from_the_moment_they_are_received(admin, sign_in, organization):
    version = make_snapshot_version(organization)
    make_capture(organization)
    make_capture(organization, state=CaptureState.INGESTED, snapshot_version_id=version.id)
    make_capture(organization, state=CaptureState.REFUSED)
    make_capture(make_organization())

    answer = sign_in(admin, "ja").get("/snapshots/captures/")

    assert column(answer, 2) == ["取込不可", "取込済み バージョン 1", "受付済み"]


@pytest.mark.rule("CAP-6")
def test_the_list_follows_the_states_while_any_is_open(portal, organization):
    waiting = make_capture(organization)
    open_list = portal.get("/snapshots/captures/")
    waiting.state = CaptureState.REFUSED

    settled = portal.htmx_get("/snapshots/captures/")

    assert polls(open_list, "capture-rows")
    assert not polls(settled, "capture-rows")


@pytest.mark.rule("CAP-6")
def test_a_refused_capture_names_every_reason(portal, organization):
    capture = make_capture(
        organization,
        state=CaptureState.REFUSED,
        faults=REFUSED_FOR_VALUES,
    )

    answer = portal.get(f"/snapshots/captures/{capture.public_id}")

    assert [" ".join("".join(item.itertext()).split()) for item in answer.page.all(".//main//li")][-2:] == [
        "Phone > DTMF method (/settings/phone.dtmf): Not allowed here. Possible: info.",
        "Audio > Ring volume (/settings/audio.ring_volume): Wrong type: expected is integer.",
    ]
    assert not polls(answer, "capture")


@pytest.mark.rule("CAP-7", "CAP-8")
def test_an_ingested_capture_says_what_was_left_out_and_what_is_unknown(admin, sign_in, organization):
    capture = make_capture(
        organization,
        state=CaptureState.INGESTED,
        left_out=["terminal.password"],
        unrecognised=["phone.<new>"],
        snapshot_version_id=make_snapshot_version(organization).id,
    )

    answer = sign_in(admin, "ja").get(f"/snapshots/captures/{capture.public_id}")

    shown = answer.page.words(".//main")
    assert "端末設定 > 端末パスワード" in shown
    assert "未対応の項目" in shown
    assert "phone.<new>" in shown


@pytest.mark.rule("CAP-6")
def test_an_open_capture_follows_its_state(portal, organization):
    capture = make_capture(organization)

    answer = portal.get(f"/snapshots/captures/{capture.public_id}")

    assert polls(answer, "capture")
    assert "being processed" in alerts(answer)[0]


@pytest.mark.rule("ACC-4")
def test_another_organisations_capture_is_not_there(portal):
    theirs = make_capture(make_organization())

    assert portal.get(f"/snapshots/captures/{theirs.public_id}").status_code == 404


def test_a_page_costs_the_same_however_many_captures_there_are(portal, organization, statements):
    make_capture(organization)
    portal.get("/snapshots/captures/")
    with statements() as for_one:
        portal.get("/snapshots/captures/")
    for _ in range(60):
        make_capture(organization)
    portal.get("/snapshots/captures/")

    with statements() as for_many:
        portal.get("/snapshots/captures/")

    assert len(for_many) == len(for_one)


@pytest.mark.rule("TRU-6")
def test_what_was_given_up_is_tried_again_at_the_press_of_a_button(portal, organization, database):
    capture = make_capture(organization, state=CaptureState.REFUSED, faults=GIVEN_UP, attempts=3)
    portal.get(f"/snapshots/captures/{capture.public_id}")

    answer = portal.submit(f"/snapshots/captures/{capture.public_id}/retry")

    assert "being processed" in alerts(answer)[0]
    now = database.get(Capture, capture.id, populate_existing=True)
    assert (now.state, now.attempts) == (CaptureState.RECEIVED, 0)


@pytest.mark.rule("TRU-6")
def test_what_was_refused_for_its_values_offers_no_second_try(portal, organization):
    capture = make_capture(organization, state=CaptureState.REFUSED, faults=REFUSED_FOR_VALUES)

    answer = portal.get(f"/snapshots/captures/{capture.public_id}")

    assert "Try again" not in answer.page.words(".//main")
    assert "Mend these on the softphone and capture again" in alerts(answer)[0]


@pytest.mark.rule("TRU-6", "ACC-1")
@pytest.mark.parametrize("act", ["retry", "delete"])
def test_only_who_administers_tries_again_or_deletes(portal, organization, database, act):
    capture = make_capture(organization, state=CaptureState.REFUSED, faults=GIVEN_UP, attempts=3)
    portal.get(f"/snapshots/captures/{capture.public_id}")
    admin = database.scalars(select(Account).filter_by(login="admin")).one()
    rights = {key: list(given) for key, given in admin.role.rights.items()}
    admin.role.rights = rights | {"ivrs": ["view"]}

    answer = portal.submit(f"/snapshots/captures/{capture.public_id}/{act}")

    assert answer.status_code == 403
    assert database.get(Capture, capture.id, populate_existing=True).state is CaptureState.REFUSED


@pytest.mark.rule("CAP-5")
def test_a_capture_is_deleted_after_asking_and_its_version_stays(portal, organization, database):
    version = make_snapshot_version(organization)
    capture = make_capture(organization, state=CaptureState.INGESTED, snapshot_version_id=version.id)
    portal.get(f"/snapshots/captures/{capture.public_id}")

    answer = save(portal, f"/snapshots/captures/{capture.public_id}/delete")

    assert answer.path == "/snapshots/captures/"
    assert database.scalar(select(func.count(Capture.id))) == 0
    assert database.scalar(select(func.count(SnapshotVersion.id))) == 1


@pytest.mark.rule("CAP-5")
def test_cancelling_deletes_nothing(portal, organization, database):
    capture = make_capture(organization, state=CaptureState.REFUSED)
    portal.get(f"/snapshots/captures/{capture.public_id}")
    portal.submit(f"/snapshots/captures/{capture.public_id}/delete")

    answer = portal.submit(button="0")

    assert answer.path == f"/snapshots/captures/{capture.public_id}"
    assert database.scalar(select(func.count(Capture.id))) == 1


@pytest.mark.rule("CAP-5")
def test_what_was_taken_up_again_meanwhile_is_not_deleted(portal, organization, database):
    capture = make_capture(organization, state=CaptureState.REFUSED)
    portal.get(f"/snapshots/captures/{capture.public_id}")
    capture.state = CaptureState.RECEIVED

    answer = save(portal, f"/snapshots/captures/{capture.public_id}/delete")

    assert answer.status_code == 409
    assert "still being processed" in alerts(answer)[0]
    assert database.scalar(select(func.count(Capture.id))) == 1


@pytest.mark.rule("CAP-6", "SNP-6")
def test_captures_are_found_by_state_name_source_account_and_file(portal, organization):
    make_capture(organization, name="受付用", account_login="kato", state=CaptureState.REFUSED)
    make_capture(organization, origin=Origin.FILE, file_name="other.json", state=CaptureState.INGESTED)
    extension = make_capture(organization, name="営業用").source_extension

    def found(**query):
        return column(portal.get("/snapshots/captures/", **query), 1)

    assert found(state="refused") == ["受付用"]
    assert found(search="受付") == ["受付用"]
    assert found(search="kato") == ["受付用"]
    assert found(search="other.json") == ["標準設定"]
    assert found(search=extension) == ["営業用"]
    assert column(portal.get("/snapshots/captures/", search="other"), 3) == ["File: other.json"]


@pytest.mark.rule("SNP-2", "CAP-6")
@pytest.mark.parametrize("again", [False, True])
def test_a_capture_says_whether_it_made_a_version_or_was_seen_again(portal, organization, again):
    version = make_snapshot_version(organization)
    received_at = version.received_at + dt.timedelta(days=1) if again else version.received_at
    capture = make_capture(
        organization,
        state=CaptureState.INGESTED,
        snapshot_version_id=version.id,
        received_at=received_at,
    )

    answer = portal.get(f"/snapshots/captures/{capture.public_id}")

    said = "The settings were those of version 1, so no new version was made."
    assert alerts(answer) == ([said] if again else [])


@pytest.mark.rule("CAP-6")
def test_captures_are_paged(portal, organization):
    for _ in range(60):
        make_capture(organization, state=CaptureState.REFUSED)

    assert len(rows(portal.get("/snapshots/captures/"))) == 50
    assert len(rows(portal.get("/snapshots/captures/", page=2))) == 10
