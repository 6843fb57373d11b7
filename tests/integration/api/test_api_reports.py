import pytest
from softphones import Softphone
from sqlalchemy import select

from factories import make_device_token, make_terminal
from portal.models import SoftphoneReport

APPLIED = {"revision": "a" * 64, "result": "applied", "digest": "b" * 64, "detail": None}

pytestmark = pytest.mark.on("postgresql", "sqlite")


@pytest.fixture
def reports(database):
    """The reports that are kept, as they are in the database now."""

    def reports():
        database.expire_all()
        return database.scalars(select(SoftphoneReport).order_by(SoftphoneReport.terminal_id)).all()

    return reports


@pytest.mark.rule("TRU-7")
def test_the_same_report_twice_is_one(softphone, reports, terminal):
    for _ in range(2):
        assert softphone.post("settings/reports", APPLIED).status_code == 204

    (report,) = reports()
    assert report.terminal_id == terminal.id
    assert (report.revision, report.result, report.digest) == ("a" * 64, "applied", "b" * 64)
    assert report.account_id is None


def test_a_later_report_replaces_the_earlier_one(softphone, reports):
    softphone.post("settings/reports", APPLIED)
    softphone.post("settings/reports", APPLIED | {"result": "failed", "detail": "disk full"})

    (report,) = reports()
    assert (report.result, report.detail) == ("failed", "disk full")


def test_each_terminal_has_its_own_report(softphone, reports, organization):
    other = Softphone(softphone.client, make_device_token(make_terminal(organization)))

    softphone.post("settings/reports", APPLIED)
    other.post("settings/reports", APPLIED)

    assert len(reports()) == 2


def test_a_report_names_the_agent_who_is_signed_in(agents_softphone, reports, account):
    agents_softphone.post("settings/reports", APPLIED)

    assert reports()[0].account_id == account.id


def test_a_released_softphone_has_no_digest(softphone, reports):
    released = {"revision": "a" * 64, "result": "released", "digest": None}

    assert softphone.post("settings/reports", released).status_code == 204
    assert softphone.post("settings/reports", {"revision": "a" * 64, "result": "released"}).status_code == 204
    assert softphone.post("settings/reports", APPLIED | {"result": "released"}).status_code == 422
    assert reports()[0].digest is None


@pytest.mark.rule("TRU-16")
def test_a_secret_that_the_softphone_quotes_is_not_kept(softphone, reports):
    softphone.post("settings/reports", APPLIED | {"detail": "could not set password=hunter2"})

    assert "hunter2" not in reports()[0].detail


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("revision", "a" * 63, id="short revision"),
        pytest.param("revision", "A" * 64, id="capital letters"),
        pytest.param("revision", "a" * 64 + "\n", id="line end"),
        pytest.param("revision", None, id="no revision"),
        pytest.param("result", "happy", id="unknown result"),
        pytest.param("result", "APPLIED", id="result in capitals"),
        pytest.param("result", True, id="result is no text"),
        pytest.param("digest", "b" * 65, id="long digest"),
        pytest.param("digest", "", id="empty digest"),
        pytest.param("detail", "x" * 1001, id="long detail"),
        pytest.param("detail", ["x"], id="detail is no text"),
    ],
)
def test_a_report_that_is_not_well_made_is_refused_by_its_field(softphone, reports, field, value):
    answer = softphone.post("settings/reports", APPLIED | {field: value})

    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json["errors"]] == [f"/{field}"]
    assert reports() == []


def test_a_detail_of_a_thousand_characters_is_kept_whole(softphone, reports):
    softphone.post("settings/reports", APPLIED | {"detail": "長" * 1000})

    assert reports()[0].detail == "長" * 1000


def test_a_report_of_nobody_is_refused(softphone, agents_softphone, reports):
    agents_softphone.request("DELETE", "agent-session")

    ended = agents_softphone.post("settings/reports", APPLIED)
    nobody = Softphone(softphone.client, "hd_unknown").post("settings/reports", APPLIED)

    assert ended.json["type"].endswith("/agent-session-ended")
    assert nobody.status_code == 401
    assert reports() == []
