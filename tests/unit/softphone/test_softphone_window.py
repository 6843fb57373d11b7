"""The window: a softphone that is used in the visitor without a script."""

import pytest
from softphone_answers import controlled, not_controlled
from softphone_browser import Browser, text_of

from softphone.softphone import Softphone

PAGES = ["", "agent", "settings/", "settings/display", "capture/", "about/", "enrol"]


@pytest.fixture
def visitor(app):
    """A Japanese browser before that window."""
    return Browser(app)


@pytest.fixture
def enrolled(visitor):
    """The page of a phone that was just added and enrolled."""
    form = visitor.submit(visitor.get("/"), "add-phone")
    return visitor.submit(form, "enrol", organization="acme", extension="1001", password="terminal-1001")


def numbers(page):
    return [one.get("data-number") for one in page.all("number")]


def points(page):
    return [one.get("data-name") for one in page.all("contact-point")]


def sign_in(visitor, login="user1"):
    page = visitor.get("/phones/phone-1/agent")
    if page.all("enable-agent"):
        page = visitor.submit(page, "enable-agent")
    return visitor.submit(page, "sign-in", login=login, password=f"agent-{login}")


def test_at_first_use_a_phone_is_added_and_enrolled(enrolled):
    assert enrolled.said("status-extension") == "内線 1001"
    assert enrolled.said("status-version") == "3.13.7"
    assert enrolled.said("standing") == "設定が配信されました。"
    assert numbers(enrolled) == ["05012340001", "0312345678", "0120000001"]


def test_a_wrong_password_keeps_what_was_typed_but_the_password(visitor):
    form = visitor.submit(visitor.get("/"), "add-phone")

    page = visitor.submit(form, "enrol", organization="acme", extension="1001", password="wrong-one")

    assert page.status == 422
    assert page.said("fault").startswith("入力した内容のいずれかが違います")
    assert page.by_id("organization").get("value") == "acme"
    assert "wrong-one" not in page.text


def test_several_phones_stand_side_by_side(portal, visitor, enrolled):
    portal.answers[None] = not_controlled()
    second = visitor.submit(visitor.get("/"), "add-phone", version="3.12.4")
    visitor.submit(second, "enrol", organization="acme", extension="1002", password="terminal-1002")

    first_page = visitor.get("/")

    assert text_of(first_page.one("phone-phone-1")).startswith("1001 営業1")
    assert "管理者による制御" in text_of(first_page.one("phone-phone-1"))
    assert text_of(first_page.one("phone-phone-2")) == "1002 営業2 phone-2 · 3.12.4"


@pytest.mark.parametrize("version", ["", "3", "3.13.x", "３.１３.７", "../../etc"])
def test_a_phone_is_added_in_a_version_that_can_be_read(visitor, version):
    page = visitor.submit(visitor.get("/"), "add-phone", version=version)

    assert page.status == 422
    assert page.by_id("version").get("value") == version


@pytest.mark.rule("LCK-1")
@pytest.mark.parametrize("path", PAGES)
def test_the_notice_is_on_every_page_while_controlled(visitor, enrolled, path):
    page = visitor.get(f"/phones/phone-1/{path}")

    icon = page.one("notice-icon")
    tooltip = page.by_id(icon.get("aria-describedby"))
    assert (icon.tag, icon.get("type"), tooltip.get("role")) == ("button", "button", "tooltip")
    assert text_of(tooltip) == "管理者により一部設定が制御されています。"


@pytest.mark.rule("LCK-1", "REL-1")
@pytest.mark.parametrize("path", PAGES)
def test_the_notice_is_on_no_page_after_the_release(portal, visitor, enrolled, path):
    portal.answers[None] = not_controlled()
    visitor.submit(enrolled, "restart")

    assert visitor.get(f"/phones/phone-1/{path}").all("notice") == []


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        pytest.param({}, (3, 0, True), id="switchable"),
        pytest.param({"list": "numbers_only", "contact_points": None}, (3, 0, False), id="numbers only"),
        pytest.param({"list": "contact_points_only", "numbers": None}, (0, 2, False), id="points only"),
        pytest.param({"numbers": [], "contact_points": []}, (0, 0, True), id="nothing"),
    ],
)
def test_the_display_list_decides_which_lists_there_are(portal, visitor, enrolled, display, expected):
    portal.answers[None] = controlled(display=display)

    page = visitor.submit(enrolled, "restart")

    switch = bool(page.all("show-contact-points"))
    assert (len(numbers(page)), len(points(page)), switch) == expected
    assert bool(page.all("empty-list")) is (expected[:2] == (0, 0))


def test_the_switch_shows_the_contact_points(visitor, enrolled):
    page = visitor.get(enrolled.one("show-contact-points").get("href"))

    assert points(page) == ["サポート", "更新"]
    assert numbers(page) == []
    assert text_of(page.all("contact-point")[0]) == "サポート 0120000001 コールセンター"


def test_a_long_list_is_cut_and_can_be_filtered(portal, visitor, enrolled):
    owner = {"type": "ivr", "name": "受付", "extension": "3001"}
    many = [
        {"number": f"03{number:08}", "kind": "external", "name": None, "owner": owner}
        for number in range(700)
    ]
    portal.answers[None] = controlled(display={"numbers": many})

    page = visitor.submit(enrolled, "restart")
    found = visitor.get("/phones/phone-1/?q=0300000699")

    assert len(numbers(page)) == 500
    assert "ほか 200 件" in page.text
    assert numbers(found) == ["0300000699"]


@pytest.mark.rule("DLV-2", "DLV-3", "REL-1")
def test_signing_in_and_out_changes_what_is_shown(portal, visitor, enrolled):
    portal.answers["user1"] = controlled(display={"numbers": []})

    signed_in = sign_in(visitor)
    signed_out = visitor.submit(visitor.get("/phones/phone-1/agent"), "sign-out")

    assert (signed_in.said("status-agent"), numbers(signed_in)) == ("エージェント: 佐藤", [])
    assert signed_out.said("status-agent") == "エージェント: サインインしていません"
    assert len(numbers(signed_out)) == 3


def test_a_failed_sign_in_keeps_the_login(visitor, enrolled):
    page = visitor.submit(visitor.get("/phones/phone-1/agent"), "enable-agent")

    page = visitor.submit(page, "sign-in", login="user1", password="wrong-one")

    assert page.status == 422
    assert page.said("fault").startswith("入力した内容のいずれかが違います")
    assert page.by_id("login").get("value") == "user1"


@pytest.mark.rule("REL-1")
def test_unticking_the_agent_function_signs_the_agent_out(visitor, enrolled):
    sign_in(visitor)

    page = visitor.submit(visitor.get("/phones/phone-1/settings/agent"), "save", agent__enabled=None)

    assert page.said("status-agent") == "エージェント: サインインしていません"
    assert visitor.get("/phones/phone-1/agent").all("enable-agent")


@pytest.mark.rule("DLV-10")
def test_a_restart_without_a_server_says_so_and_shows_the_last_settings(portal, visitor, enrolled):
    portal.script("GET settings", 503)

    page = visitor.submit(enrolled, "restart")

    assert page.one("standing").get("data-outcome") == "unreachable"
    assert "前回の設定で動作しています" in page.said("standing")
    assert len(numbers(page)) == 3


@pytest.mark.rule("CAP-6")
def test_a_capture_is_shown_with_what_became_of_it(monkeypatch, visitor, enrolled):
    monkeypatch.setattr("softphone.window.capture.PAUSE", 0)
    sign_in(visitor)

    page = visitor.submit(visitor.get("/phones/phone-1/capture/"), "capture", name="標準設定")

    assert page.one("capture-state").get("data-state") == "ingested"
    assert page.said("capture-state") == "取り込みました: 「標準設定」のバージョン 1"
    assert "terminal.extension" in page.text


def test_a_capture_that_could_not_be_sent_can_be_sent_again(portal, visitor, enrolled):
    sign_in(visitor)
    for _ in range(3):
        portal.script("POST captures", 503)
    page = visitor.submit(visitor.get("/phones/phone-1/capture/"), "capture", name="標準設定")
    assert (page.status, page.one("capture-state").get("data-state")) == (503, "unsent")

    page = visitor.submit(page, "capture-again")

    assert page.one("capture-state").get("data-state") == "ingested"


def test_capturing_needs_an_agent(visitor, enrolled):
    page = visitor.get("/phones/phone-1/capture/")

    assert page.all("capture") == []


@pytest.mark.rule("VER-1")
def test_the_version_that_it_acts_as_can_be_changed(portal, visitor, enrolled):
    page = visitor.submit(visitor.get("/phones/phone-1/about/"), "change-version", version="3.12.4")
    assert page.said("status-version") == "3.12.4"

    visitor.submit(page, "restart")

    assert portal.asked("GET settings")[-1].headers["X-Softphone-Version"] == "3.12.4"


def test_a_version_that_cannot_be_read_is_refused_and_kept_on_the_page(visitor, enrolled):
    page = visitor.submit(visitor.get("/phones/phone-1/about/"), "change-version", version="new")

    assert page.status == 422
    assert page.by_id("version").get("value") == "new"
    assert page.said("status-version") == "3.13.7"


def test_reset_needs_to_be_sure(portal, visitor, enrolled):
    unsure = visitor.submit(visitor.get("/phones/phone-1/about/"), "reset")
    assert unsure.status == 422
    assert portal.devices

    page = visitor.submit(unsure, "reset", sure="yes")

    assert portal.devices == {}
    assert page.all("phone-phone-1") == []


def test_a_file_that_cannot_be_read_is_shown_as_such(app, visitor, enrolled):
    folder = app.extensions["window"].folder
    (folder / "broken.json").write_text("mine")

    assert text_of(visitor.get("/").one("phone-broken")) == "broken 状態ファイルを読み取れません"
    page = visitor.get("/phones/broken/")
    assert page.status == 500
    assert "broken.json" in page.said("error")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_speaks_english_too(app, enrolled, path):
    page = Browser(app, "en-GB,en;q=0.9").get(f"/phones/phone-1/{path}")

    assert page.tree.get("lang") == "en"
    assert page.said("restart") == "Restart"


def test_the_language_can_be_switched_and_leads_back(visitor, enrolled):
    page = visitor.get("/phones/phone-1/about/")

    page = visitor.submit(page, "switch-language", language="en")

    assert page.tree.get("lang") == "en"
    assert page.all("version-form")


@pytest.mark.parametrize(
    "back", ["https://example.com/", "//example.com/", "/\\example.com", "", "javascript:x"]
)
def test_the_switch_leads_nowhere_else(visitor, back):
    page = visitor.get("/")
    token = page.tree.find(".//input[@name='token']").get("value")

    answer = visitor.post("/language", [("token", token), ("language", "en"), ("back", back)])

    assert answer.location == "/"


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize(
    "name", ["phone-9", "..", "%2e%2e", "phone-1.json", "PHONE-1", "x" * 300, "電話", "%00", "a%2fb"]
)
def test_an_unknown_phone_is_not_found(visitor, enrolled, name):
    assert visitor.get(f"/phones/{name}/").status == 404
    assert visitor.get(f"/phones/{name}/settings/display").status == 404


@pytest.mark.rule("TRU-18")
def test_text_from_the_portal_is_text(portal, visitor, enrolled):
    evil = '"><script>alert(1)</script>'
    owner = {"type": evil, "name": evil, "extension": evil}
    number = {"number": evil, "kind": evil, "name": evil, "owner": owner}
    point = {"type": evil, "name": evil, "caller_number": evil}
    display = {"numbers": [number], "contact_points": [point]}
    portal.answers[None] = controlled({"phone.park_prefix": "1", evil: evil}, name=evil, display=display)

    visitor.submit(enrolled, "restart")

    for path in [*PAGES, "?list=contact_points", "settings/phone"]:
        page = visitor.get(f"/phones/phone-1/{path}")
        assert page.status == 200
        assert list(page.tree.iter("script")) == []


def test_what_another_program_did_is_seen_at_once(app, portal, visitor, enrolled):
    path = app.extensions["window"].folder / "phone-1.json"

    Softphone(path, server="http://127.0.0.1:9").start()

    assert visitor.get("/phones/phone-1/").one("standing").get("data-outcome") == "unreachable"
