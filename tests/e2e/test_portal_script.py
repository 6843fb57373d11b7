"""static/portal.js in a real browser, on a page made of the layout and the form macros alone."""

import pytest
from flask import request
from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from plumbing.pages_of_their_own import application, served
from portal.domain.text import clean_text
from portal.web.page import page

MEMO = """
{# needs: form #}
{% from "macros/forms.html" import button, error_summary, field, save_form, textarea %}
<section id="memo-form">
  {% call save_form(form, "/memo", "memo-form") %}
    {{ error_summary(form) }}{{ field(form.name) }}{{ textarea(form.memo, 500) }}{{ button("Save") }}
  {% endcall %}
  <details><summary>More</summary><p>Of it</p></details>
  <a href="/memo" id="again" hx-get="/memo" hx-target="#memo-form" hx-swap="outerHTML">Again</a>
  <a href="/elsewhere" id="elsewhere">Elsewhere</a>
</section>
"""
WHOLE = (
    '{% extends "layout.html" %}{% block title %}Memo{% endblock %}'
    '{% block content %}<h1>Memo</h1>{% include "_memo.html" %}{% endblock %}'
)


class MemoForm(FlaskForm):
    name = StringField("Name", [InputRequired()])
    memo = TextAreaField("Memo")


def make_app(received):
    app = application({"memo.html": WHOLE, "_memo.html": MEMO})

    @app.route("/memo", methods=["GET", "POST"])
    def memo():
        form = MemoForm()
        if request.method == "POST":
            received.append(request.form.to_dict())
        form.validate_on_submit()
        return page("memo", 422 if form.errors else 200, form=form)

    app.add_url_rule("/elsewhere", view_func=lambda: "elsewhere")
    return app


@pytest.fixture(scope="module")
def received():
    return []


@pytest.fixture(scope="module")
def address(received):
    with served(make_app(received)) as address:
        yield address


@pytest.fixture
def memo(browser, address, received):
    received.clear()
    context = browser.new_context(base_url=address)
    context.set_default_timeout(10_000)
    tab = context.new_page()
    tab.goto("/memo")
    yield tab
    context.close()


@pytest.mark.rule("PRF-3")
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("一行目\n二行目", id="a line end is one"),
        pytest.param("か\u3099", id="composed"),
        pytest.param("𠮷野家😀", id="beyond the basic plane"),
        pytest.param("  around \n", id="white space around"),
        pytest.param("", id="nothing"),
    ],
)
def test_the_browser_counts_as_the_server_does(memo, text):
    memo.get_by_label("Memo").fill(text)

    assert memo.locator(".count").text_content() == f"{len(clean_text(text, 500, lines=True))} / 500"


@pytest.mark.rule("PRF-8")
def test_cancel_saves_nothing_and_gives_the_focus_back(memo, received):
    memo.get_by_label("Name").fill("営業部")
    memo.get_by_role("button", name="Save").click()

    memo.get_by_role("dialog").get_by_role("button", name="Cancel").click()

    assert memo.get_by_role("dialog").count() == 0
    assert memo.evaluate("document.activeElement.textContent") == "Save"
    assert received == []


@pytest.mark.rule("PRF-8")
def test_ok_saves_once_as_confirmed(memo, received):
    memo.get_by_label("Name").fill("営業部")
    memo.get_by_role("button", name="Save").click()

    with memo.expect_response("**/memo"):
        memo.get_by_role("dialog").get_by_role("button", name="OK").click()

    assert [(sent["name"], sent["confirmed"]) for sent in received] == [("営業部", "1")]


def test_a_refused_form_leads_to_its_errors(memo):
    memo.get_by_role("button", name="Save").click()
    memo.get_by_role("dialog").get_by_role("button", name="OK").click()

    memo.wait_for_function("document.activeElement.matches('.error-summary')")

    assert memo.locator(".error-summary a").get_attribute("href") == "#name"


def test_what_was_opened_stays_open_in_what_comes_instead(memo):
    memo.get_by_text("More").click()
    memo.evaluate("document.getElementById('memo-form').dataset.before = 'true'")

    memo.locator("#again").click()
    memo.locator("#memo-form:not([data-before])").wait_for()

    memo.locator("details[open]").wait_for()


def test_a_fragment_brings_the_title_of_its_page(memo):
    memo.evaluate("document.title = 'Before'")

    memo.locator("#again").click()

    memo.wait_for_function("document.title === 'Memo – Haishin'")


def test_leaving_with_unsaved_changes_asks(memo):
    asked = []
    memo.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    memo.get_by_label("Name").fill("営業部")

    memo.locator("#elsewhere").click()
    memo.wait_for_url("**/elsewhere")

    assert asked == ["beforeunload"]


def test_replacing_an_unsaved_form_asks(memo):
    memo.get_by_label("Name").fill("営業部")
    memo.locator("#again").click()

    memo.get_by_role("dialog").get_by_role("button", name="Cancel").click()

    assert memo.get_by_label("Name").input_value() == "営業部"


def test_leaving_an_untouched_form_asks_nothing(memo):
    asked = []
    memo.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    memo.locator("#elsewhere").click()
    memo.wait_for_url("**/elsewhere")

    assert asked == []
