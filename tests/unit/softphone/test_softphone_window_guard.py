"""Nobody but the window's own pages, in this machine's visitor, changes a phone."""

import pytest
from softphone_browser import Browser

from softphone.window.app import Window, create_app
from softphone.window.serving import ADDRESS

HERE = "http://127.0.0.1:8001"


@pytest.fixture
def visitor(app):
    """A browser that has opened the window."""
    return Browser(app)


def token(visitor):
    return visitor.get("/").tree.find(".//input[@name='token']").get("value")


def add(visitor, **headers):
    pairs = [("token", token(visitor)), ("version", "3.13.7")]
    return visitor.post("/phones", pairs, **headers).status_code


def phones(app):
    return app.extensions["window"].names()


@pytest.mark.rule("TRU-15")
@pytest.mark.parametrize(
    "headers", [{}, {"Origin": None}, {"Sec-Fetch-Site": None}, {"Sec-Fetch-Site": "none"}]
)
def test_the_windows_own_form_is_taken(app, visitor, headers):
    assert add(visitor, **headers) == 303
    assert phones(app) == ["phone-1"]


@pytest.mark.rule("TRU-15")
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Origin": "https://example.com"}, id="another site"),
        pytest.param({"Origin": "http://127.0.0.1:9000"}, id="another port"),
        pytest.param({"Origin": "null"}, id="an opaque origin"),
        pytest.param({"Origin": ""}, id="an empty origin"),
        pytest.param({"Origin": "http://[broken"}, id="no origin at all"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, id="cross-site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, id="another port of this machine"),
        pytest.param({"Host": "evil.example:8001", "Origin": "http://evil.example:8001"}, id="a bound name"),
    ],
)
def test_a_form_from_elsewhere_is_refused(app, visitor, headers):
    assert add(visitor, **headers) == 403
    assert phones(app) == []


@pytest.mark.rule("TRU-15")
@pytest.mark.parametrize("value", [None, "", "0" * 64, "\u00fc"])
def test_a_form_without_the_pages_token_is_refused(app, visitor, value):
    visitor.get("/")
    pairs = [("version", "3.13.7")] + ([] if value is None else [("token", value)])

    assert visitor.post("/phones", pairs).status_code == 403
    assert phones(app) == []


@pytest.mark.rule("TRU-15")
def test_the_token_of_another_visitor_is_refused(app, visitor):
    other = token(Browser(app))

    assert visitor.post("/phones", [("token", other), ("version", "3.13.7")]).status_code == 403


@pytest.mark.rule("TRU-15")
def test_a_page_that_was_open_while_the_window_started_anew_can_still_be_sent(portal, tmp_path):
    window = Window(tmp_path, portal.address, "3.13.7")
    visitor = Browser(create_app(window))
    pairs = [("token", token(visitor)), ("version", "3.13.7")]
    cookie = visitor.client.get_cookie("softphone_visitor", "127.0.0.1")
    again = Browser(create_app(window))
    again.client.set_cookie("softphone_visitor", cookie.value, domain="127.0.0.1")

    assert again.post("/phones", pairs).status_code == 303


@pytest.mark.rule("TRU-15")
@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8001", 200),
        ("localhost:8001", 200),
        ("[::1]:8001", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("[broken", 403),
        ("", 403),
    ],
)
def test_only_this_machines_names_are_answered(app, host, status):
    client = app.test_client()

    assert client.get("/", headers={"Host": host}).status_code == status


@pytest.mark.rule("TRU-15")
@pytest.mark.parametrize("path", ["/", "/nothing", "/static/softphone.css", "/phones/x/"])
def test_every_answer_carries_the_policy(visitor, path):
    with visitor.client.get(path, base_url=HERE) as answer:
        headers = answer.headers

    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "frame-ancestors 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store" or path.startswith("/static/")


@pytest.mark.rule("TRU-15")
def test_the_cookie_is_for_this_site_and_no_script(visitor):
    cookie = visitor.client.get("/", base_url=HERE).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


@pytest.mark.rule("TRU-15")
def test_safe_methods_change_nothing(app, portal, visitor):
    add(visitor)
    path = app.extensions["window"].folder / "phone-1.json"
    before = path.read_bytes()
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods]

    for rule in rules:
        if rule.endpoint == "static":
            continue
        address = rule.rule.replace("<string:name>", "phone-1").replace("<string:menu>", "display")
        visitor.client.get(address, base_url=HERE)
        visitor.client.head(address, base_url=HERE)

    assert path.read_bytes() == before
    assert portal.seen == []


@pytest.mark.parametrize("path", ["/phones", "/phones/phone-1/restart", "/phones/phone-1/sign-out"])
def test_a_change_is_no_get(visitor, path):
    page = visitor.get(path)

    assert page.status == 405
    assert "POST" in page.response.headers["Allow"]


def test_too_much_is_refused(visitor):
    pairs = [("token", token(visitor)), ("version", "3" * 3_000_000)]

    assert visitor.post("/phones", pairs).status_code == 413


def test_the_window_is_served_on_this_machine_alone():
    assert ADDRESS == "127.0.0.1"
