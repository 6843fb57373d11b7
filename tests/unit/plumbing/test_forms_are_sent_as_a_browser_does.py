import pytest

from plumbing.pages import Page

FORM = """
<form id="edit" method="post" action="/save">
  <input type="hidden" name="token" value="t0">
  <input name="name" value="before">
  <input name="locked" value="never" disabled>
  <fieldset disabled><input name="off" value="never"></fieldset>
  <input type="checkbox" name="ids" value="1" checked><input type="checkbox" name="ids" value="2">
  <input type="radio" name="list" value="a" checked><input type="radio" name="list" value="b">
  <select name="zone"><option value="utc">UTC</option><option value="tokyo">Tokyo</option></select>
  <textarea name="memo">
two
lines</textarea>
  <button name="act" value="save">Save</button><button name="act" value="copy">Copy</button>
</form>
<input form="edit" name="outside" value="too">
"""


@pytest.fixture
def form():
    return Page(FORM, fragment=True).form("edit")


def test_an_untouched_form_sends_what_the_page_shows(form):
    assert list(form.values().items(multi=True)) == [
        ("token", "t0"),
        ("name", "before"),
        ("ids", "1"),
        ("list", "a"),
        ("zone", "utc"),
        ("memo", "two\r\nlines"),
        ("outside", "too"),
        ("act", "save"),
    ]


def test_what_is_typed_and_ticked_is_sent(form):
    sent = form.values({"name": "営業部", "ids": [2], "list": "b", "zone": "tokyo"}, button="copy")

    assert (sent["token"], sent["name"], sent.getlist("ids")) == ("t0", "営業部", ["2"])
    assert (sent["list"], sent["zone"], sent["act"]) == ("b", "tokyo", "copy")


def test_no_tick_sends_nothing(form):
    assert "ids" not in form.values({"ids": []})


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"unknown": "x"}, id="a name that is not there"),
        pytest.param({"ids": ["3"]}, id="a box that is not there"),
        pytest.param({"zone": "mars"}, id="an option that is not there"),
        pytest.param({"locked": "x"}, id="a control that is disabled"),
        pytest.param({"off": "x"}, id="a control in a disabled group"),
    ],
)
def test_what_a_person_could_not_do_fails(form, changed):
    with pytest.raises(AssertionError):
        form.values(changed)


def test_a_button_that_is_not_there_fails(form):
    with pytest.raises(AssertionError, match="no button"):
        form.values(button="delete")
