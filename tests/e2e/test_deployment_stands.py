"""The whole deployment, as the other browser tests find it."""

import pytest


def test_the_doctor_finds_nothing_wrong(live_portal):
    found = live_portal.run("haishin", "doctor")

    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize(
    ("page_of", "language"),
    [
        pytest.param("japanese_page", "ja", id="Japanese"),
        pytest.param("english_page", "en", id="English"),
        pytest.param("page_without_javascript", "ja", id="Japanese without scripts"),
    ],
)
def test_the_first_page_is_in_the_language_of_the_browser(request, japanese_font, page_of, language):
    page = request.getfixturevalue(page_of)

    page.goto("/")

    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").inner_text().isascii() == (language == "en")


def test_the_softphone_has_a_window(live_portal, japanese_page):
    answer = japanese_page.goto(live_portal.softphone_url)

    assert answer.ok
