"""What static/portal.js makes of ticks that came along from other pages of a list, in a real browser."""

import pytest

from plumbing.pages_of_their_own import application, served
from portal.web.page import page

# Box 1 is saved as selected, box 2 was ticked before this page was shown, and three more are on other pages.
LIST = """
{# needs: nothing #}
<form id="list" method="post" action="/list" data-guard data-unsaved>
  <table><tbody><tr>
    <td class="tick">
      <input type="checkbox" name="chosen" value="1" data-saved="true" checked aria-label="One">
      <input type="checkbox" name="chosen" value="2" data-saved="false" checked aria-label="Two">
    </td>
  </tr></tbody></table>
  <output data-changes="Added: {added}, removed: {removed}" data-added="3" data-removed="0" data-none="None">
    <a data-href="/changes"><span data-digits></span><span data-words></span></a>
  </output>
  <a href="/elsewhere" id="elsewhere">Elsewhere</a>
</form>
"""
WHOLE = (
    '{% extends "layout.html" %}{% block title %}List{% endblock %}'
    '{% block content %}{% include "_list.html" %}{% endblock %}'
)


@pytest.fixture(scope="module")
def address():
    app = application({"list.html": WHOLE, "_list.html": LIST})
    app.add_url_rule("/list", view_func=lambda: page("list"), endpoint="list")
    app.add_url_rule("/elsewhere", view_func=lambda: "elsewhere")
    with served(app) as address:
        yield address


@pytest.fixture
def ticks(browser, address):
    context = browser.new_context(base_url=address)
    context.set_default_timeout(10_000)
    tab = context.new_page()
    tab.goto("/list")
    yield tab
    context.close()


@pytest.mark.rule("TGT-3")
def test_what_other_pages_changed_is_counted(ticks):
    assert ticks.locator("[data-words]").text_content() == "Added: 4, removed: 0"


@pytest.mark.rule("TGT-3")
def test_a_tick_that_came_along_can_be_taken_back(ticks):
    ticks.get_by_label("Two").uncheck()

    assert ticks.locator("[data-words]").text_content() == "Added: 3, removed: 0"


@pytest.mark.rule("TGT-3")
def test_what_is_saved_counts_when_it_is_unticked(ticks):
    ticks.get_by_label("One").uncheck()

    assert ticks.locator("[data-words]").text_content() == "Added: 4, removed: 1"
    assert ticks.locator("[data-digits]").text_content() == "+4 −1"
    assert ticks.locator("output a").get_attribute("href") == "/changes"


@pytest.mark.rule("TGT-3")
def test_leaving_asks_for_what_other_pages_changed(ticks):
    asked = []
    ticks.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    ticks.get_by_label("One").focus()
    ticks.keyboard.press("Shift")

    ticks.locator("#elsewhere").click()
    ticks.wait_for_url("**/elsewhere")

    assert asked == ["beforeunload"]
