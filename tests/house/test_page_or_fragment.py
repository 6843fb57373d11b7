"""How `page` chooses between whole page and fragment, and how static files are addressed."""

from hashlib import sha256

import pytest
from flask import Flask, flash
from flask_babel import Babel
from jinja2 import DictLoader

from portal.extensions import htmx
from portal.web.assets import install_assets
from portal.web.page import page

TEMPLATES = {
    "things/list.html": "<html lang={{ language }}>{% include 'things/_list.html' %}</html>",
    "things/_list.html": "<p id=list>{{ count }}</p>",
    "titled.html": "<title>{% block title %}{{ name }}, {{ language }}{% endblock %}</title>",
    "_titled.html": "<p id=titled></p>",
    "_messages.html": "{% for text in get_flashed_messages() %}<div>{{ text }}</div>{% endfor %}",
}
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def client(tmp_path):
    (tmp_path / "style.css").write_text("p { color: red }")
    app = Flask(__name__, static_folder=str(tmp_path), static_url_path="/static")
    app.secret_key = "only for this test"
    app.jinja_loader = DictLoader(TEMPLATES)
    htmx.init_app(app)
    Babel(app, default_locale="ja")
    install_assets(app)
    app.add_url_rule("/list", view_func=lambda: page("things/list", 422, count=3), endpoint="list")
    app.add_url_rule("/titled", view_func=lambda: page("titled", name="<1>"), endpoint="titled")
    app.add_url_rule("/saved", view_func=saved, endpoint="saved")
    app.add_url_rule(
        "/asset", view_func=lambda: app.jinja_env.globals["asset"]("style.css"), endpoint="asset"
    )
    return app.test_client()


def saved():
    flash("Saved.")
    return page("things/list", count=1)


def test_a_browser_gets_the_whole_page(client):
    answer = client.get("/list")

    assert answer.text == "<html lang=ja><p id=list>3</p></html>"
    assert answer.status_code == 422
    assert "HX-Request" in answer.vary


def test_htmx_gets_the_fragment(client):
    answer = client.get("/list", headers=FRAGMENT)

    assert answer.text == "<p id=list>3</p>"
    assert answer.status_code == 422
    assert "HX-Request" in answer.vary


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_htmx_gets_the_whole_page_when_it_replaces_the_page(client, header):
    answer = client.get("/list", headers=FRAGMENT | {header: "true"})

    assert answer.text.startswith("<html")


def test_a_fragment_brings_the_messages_that_the_layout_would_have_shown(client):
    answer = client.get("/saved", headers=FRAGMENT)

    assert answer.text == "<p id=list>1</p><div>Saved.</div>"


def test_a_fragment_brings_the_title_of_its_page(client):
    answer = client.get("/titled", headers=FRAGMENT)

    assert answer.text == "<p id=titled></p><title>&lt;1&gt;, ja – Haishin</title>"


def test_an_asset_is_addressed_by_its_content_and_kept_for_a_year(client):
    address = client.get("/asset").text

    with client.get(address) as answer:
        kept = answer.cache_control

    assert address == f"/static/style.css?v={sha256(b'p { color: red }').hexdigest()[:12]}"
    assert kept.immutable
    assert kept.max_age == 365 * 24 * 60 * 60


@pytest.mark.parametrize("query", ["", "?v=0123456789ab"])
def test_another_address_of_an_asset_is_not_kept(client, query):
    with client.get(f"/static/style.css{query}") as answer:
        kept = answer.cache_control

    assert kept.no_cache
    assert not kept.immutable
