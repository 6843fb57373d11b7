import pytest

from plumbing.pages import Page

PAGE = "<!DOCTYPE html><html lang=en><head><title>t</title></head><body>{}</body></html>"


def test_a_clean_page_gives_its_words():
    page = Page(PAGE.format("<h1>Profiles\n  of <b>acme</b></h1>"))

    assert page.words(".//h1") == "Profiles of acme"


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        pytest.param("<p><b>open</p>", "line 1", id="an element that is not closed"),
        pytest.param("<p>a & b &unknown; c</p>", "line 1", id="an entity that does not exist"),
        pytest.param("<i id=a></i><i id=a></i>", "the id 'a' is there 2 times", id="an id twice"),
        pytest.param("<script>run()</script>", "a script inside", id="a script inside the page"),
        pytest.param('<i onclick="run()"></i>', "onclick", id="an event handler"),
        pytest.param('<i hx-on:click="run()"></i>', "hx-on", id="an event handler of htmx"),
        pytest.param('<i style="color:red"></i>', "a style inside", id="a style attribute"),
    ],
)
def test_what_a_page_may_not_be_fails(body, complaint):
    with pytest.raises(AssertionError, match=complaint):
        Page(PAGE.format(body))


@pytest.mark.parametrize(
    "fragment",
    [
        "<div id=a><p>b</p></div>",
        "<tr><td>b</td></tr>",
        "<tbody><tr><td>b</td></tr></tbody>",
        "<option>b</option>",
    ],
)
def test_a_fragment_is_read_where_it_will_stand(fragment):
    assert Page(fragment, fragment=True).words() == "b"


def test_half_a_page_is_no_page():
    with pytest.raises(AssertionError, match="line 1"):
        Page("<div>only a fragment</div>")
