"""The command line: what it prints, and what it exits with."""

import io
import json

import pytest
from softphone_answers import controlled

from softphone.cli import main
from softphone.softphone import Softphone


@pytest.fixture
def run(monkeypatch, capsys, portal, tmp_path):
    """Run a command on one state file; return exit code, output and complaints."""
    for name in ("LC_ALL", "LC_MESSAGES", "HAISHIN_SOFTPHONE_STATE", "HAISHIN_SOFTPHONE_SERVER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")

    def run(*words, stdin=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        code = main(["--state", str(tmp_path / "phone.json"), "--server", portal.address, *words])
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def enrolled(run):
    """The same, enrolled as 1001."""
    run("enrol", "acme", "1001", "--password-stdin", stdin="terminal-1001\n")
    run("set", "agent.enabled", "true")
    return run


def shown(run):
    return json.loads(run("show", "--json")[1])


def test_enrol_enrols_and_starts(run):
    code, output, _ = run("enrol", "acme", "1001", "--password-stdin", stdin="terminal-1001\n")

    assert (code, output) == (0, "Enrolled as terminal 1001 (営業1).\nSettings were delivered.\n")


def test_a_wrong_password_is_refused_with_1(run):
    code, _, complaint = run("enrol", "acme", "1001", "--password-stdin", stdin="wrong\n")

    assert code == 1
    assert "Something that was entered is wrong" in complaint


def test_the_password_is_asked_for_at_a_terminal(monkeypatch, run):
    monkeypatch.setattr("getpass.getpass", lambda: "terminal-1001")

    assert run("enrol", "acme", "1001")[0] == 0


@pytest.mark.rule("DLV-10")
def test_start_without_a_server_says_that_the_last_settings_stay_and_exits_with_3(enrolled):
    code, _, complaint = enrolled("start", "--server", "http://127.0.0.1:9")

    assert code == 3
    assert "The last settings stay in force" in complaint
    assert shown(enrolled)["controlled"] is True


def test_sign_in_and_out(portal, enrolled):
    portal.answers["user1"] = controlled({"phone.auto_answer": True})

    assert enrolled("sign-in", "user1", "--password-stdin", stdin="agent-user1\n")[0] == 0
    assert shown(enrolled)["agent"] == "user1"
    assert enrolled("sign-out")[0] == 0
    assert shown(enrolled)["agent"] is None
    assert enrolled("sign-out")[0] == 1


@pytest.mark.rule("LCK-4", "OSV-2")
def test_show_marks_what_is_locked_and_what_has_no_use(portal, enrolled):
    portal.answers[None] = controlled(
        {"phone.auto_answer": True, "cti.popup_size": "large"}, unavailable=["cti.popup_size"]
    )
    enrolled("start")

    lines = enrolled("show")[1].splitlines()

    assert "phone.auto_answer = true  [locked]" in lines
    assert 'cti.popup_size = "large"  [locked, not usable: needs the CRM integration option]' in lines
    assert "phone.auto_answer_delay = 3" in lines
    assert "管理者により一部設定が制御されています。" in lines


@pytest.mark.rule("TRU-16")
def test_show_shows_no_secret(enrolled):
    enrolled("set", "cti.custom_password", "hunter2-hunter2")

    table, document = enrolled("show")[1], enrolled("show", "--json")[1]

    for secret in ("terminal-1001", "hunter2-hunter2", "device-1001"):
        assert secret not in table + document


@pytest.mark.rule("TRU-18")
def test_text_from_elsewhere_gives_no_orders_to_the_terminal(portal, enrolled):
    portal.answers[None] = controlled(name="\x1b]0;owned\x07\x9b31m")
    enrolled("start")

    output = enrolled("show")[1]

    assert "\x1b" not in output
    assert "\x9b" not in output


@pytest.mark.parametrize(
    ("key", "value", "means"),
    [
        ("phone.auto_answer", "on", True),
        ("phone.auto_answer_delay", "12", 12),
        ("phone.park_prefix", "12", "12"),
        ("display.list", "numbers_only", "numbers_only"),
        ("audio.codecs", '["g722", "opus"]', ["g722", "opus"]),
        ("network.rtp_port_range", "[20000, 20100]", [20000, 20100]),
    ],
)
def test_set_reads_a_value_by_its_type(run, portal, key, value, means):
    run("enrol", "acme", "1001", "--password-stdin", stdin="terminal-1001\n")

    code = run("set", key, value)[0]

    locked = key == "display.list"
    assert code == (1 if locked else 0)
    assert shown(run)["settings"][key]["own"] == ("switchable" if locked else means)


@pytest.mark.parametrize(
    ("key", "value", "complaint"),
    [
        ("phone.auto_answer", "perhaps", "cannot have that value"),
        ("phone.auto_answer_delay", "61", "cannot have that value"),
        ("phone.auto_answer_delay", "１２", "cannot have that value"),
        ("audio.codecs", "opus", "cannot have that value"),
        ("audio.codecs", "[" * 100_000, "cannot have that value"),
        ("network.rtp_port_range", "[20001, 20100]", "cannot have that value"),
        ("no.such.setting", "1", "has no such setting"),
        ("display.numbers", "[]", "Controlled by the administrator"),
        ("terminal.extension", "1002", "Enrol again"),
    ],
)
def test_set_refuses_with_1_and_says_why(enrolled, key, value, complaint):
    code, _, said = enrolled("set", key, value)

    assert code == 1
    assert complaint in said


@pytest.mark.rule("CAP-6")
def test_capture_uploads_and_follows(monkeypatch, portal, enrolled):
    monkeypatch.setattr("softphone.commands._LOOK_AGAIN", 0)
    enrolled("sign-in", "user1", "--password-stdin", stdin="agent-user1\n")

    code, output, _ = enrolled("capture", "標準設定")

    assert (code, output) == (0, "taken in: “標準設定”, version 1\n")
    assert enrolled("capture", "--resume")[:2] == (0, output)


def test_a_refused_capture_exits_with_1_and_the_reasons(portal, enrolled):
    enrolled("sign-in", "user1", "--password-stdin", stdin="agent-user1\n")
    reasons = [{"pointer": "/settings/phone.dtmf", "detail": "not one of the choices"}]
    refused = {"id": "c9", "state": "refused", "snapshot": None, "errors": reasons}
    portal.script("POST captures", 202, refused, content_type="application/json")

    code, _, complaint = enrolled("capture", "標準設定")

    assert code == 1
    assert "/settings/phone.dtmf: not one of the choices" in complaint


def test_reset_asks_to_be_sure(portal, enrolled):
    assert enrolled("reset")[0] == 1
    assert portal.devices

    assert enrolled("reset", "--yes")[0] == 0

    assert portal.devices == {}
    assert shown(enrolled)["extension"] is None


def test_an_unreadable_state_file_exits_with_4_and_stays(run, tmp_path):
    (tmp_path / "phone.json").write_text("mine")

    code, _, complaint = run("start")

    assert code == 4
    assert "phone.json" in complaint
    assert (tmp_path / "phone.json").read_text() == "mine"


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["dance"],
        ["start", "--server", "ftp://x"],
        ["start", "--server", "http://"],
        ["start", "--server", "http://x:99999"],
        ["start", "--softphone-version", "3.x"],
        ["set", "phone.park_prefix", "\udcff"],
        ["capture"],
        ["window", "--port", "65536"],
        ["window", "--port", "-1"],
        ["window", "--port", "９"],
    ],
)
def test_wrong_usage_exits_with_2(run, words):
    with pytest.raises(SystemExit) as end:
        run(*words)

    assert end.value.code == 2


def test_it_speaks_japanese_when_asked(run, portal):
    assert "端末が登録されていません" in run("start", "--language", "ja")[2]


def test_server_and_state_come_from_the_environment(monkeypatch, portal, tmp_path, capsys):
    monkeypatch.setenv("HAISHIN_SOFTPHONE_STATE", str(tmp_path / "other.json"))
    monkeypatch.setenv("HAISHIN_SOFTPHONE_SERVER", portal.address)
    monkeypatch.setattr("sys.stdin", io.StringIO("terminal-1001\n"))

    assert main(["enrol", "acme", "1001", "--password-stdin", "--softphone-version", "3.12.5"]) == 0

    state = Softphone(tmp_path / "other.json").state
    assert (state.server, state.version) == (portal.address, "3.12.5")
