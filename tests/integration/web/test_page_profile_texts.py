"""What people write, as it is kept and shown in both languages: any script, counted once, never cut."""

import datetime as dt

import pytest
from pages_in_words import facts, refusals, rows, save

from factories import NOON, make_account, make_profile
from portal.models import Profile

# What is typed, and what is kept of it (NFC).
NAMES = [
    pytest.param("営業部👩‍💻", "営業部👩‍💻", id="emoji of three characters"),
    pytest.param("🇯🇵サポート👍🏽", "🇯🇵サポート👍🏽", id="flag and skin tone"),
    pytest.param("𠮷野家・髙島屋", "𠮷野家・髙島屋", id="rare kanji"),
    pytest.param("か\u3099くせい", "がくせい", id="combining mark"),
    pytest.param("第3営業部 No.12", "第3営業部 No.12", id="full-width digits stay"),
    pytest.param("ﾃﾞﾝﾜ", "ﾃﾞﾝﾜ", id="half-width kana stay"),
    pytest.param('Équipe <b>&amp;</b> "A"', 'Équipe <b>&amp;</b> "A"', id="what looks like markup"),
    pytest.param("שירות לקוחות", "שירות לקוחות", id="right to left"),
    pytest.param("か\u3099" * 60, "が" * 60, id="60 once composed"),
    pytest.param("😀" * 60, "😀" * 60, id="60 beyond the basic plane"),
    pytest.param("\u3000営業部\u3000", "営業部", id="ideographic spaces around"),
]
MEMOS = [
    pytest.param("\r\n".join(["一" * 22] * 20 + ["二" * 40]), 500, id="500 with 20 line ends"),
    pytest.param("あ" + "\r\n" * 20 + "い", 22, id="empty lines between"),
    pytest.param("😀" * 500, 500, id="500 emoji"),
    pytest.param("か\u3099" * 500, 500, id="500 once composed"),
    pytest.param("タグ </textarea> 100%", 19, id="markup and percent sign"),
]


@pytest.fixture
def languages(admin, sign_in):
    """The administrator's browser in Japanese, and in English."""
    return sign_in(admin, "ja"), sign_in(admin, "en")


def make(browser, **typed):
    browser.get("/profiles/new")
    return save(browser, **typed)


@pytest.mark.rule("PRF-3")
@pytest.mark.parametrize(("typed", "kept"), NAMES)
def test_a_name_is_kept_whole_and_shown_as_it_is(languages, database, typed, kept):
    make(languages[0], name=typed)

    profile = database.query(Profile).one()
    assert profile.name == kept
    for browser in languages:
        assert rows(browser.get("/profiles/"))[0][0] == kept
        assert browser.get(f"/profiles/{profile.id}/").page.words(".//h1") == kept
        browser.get(f"/profiles/{profile.id}/edit")
        assert browser.answer.page.form(f"/profiles/{profile.id}/edit").values()["name"] == kept


@pytest.mark.rule("PRF-3")
@pytest.mark.parametrize(
    ("typed", "length"),
    [
        pytest.param("あ" * 61, 61, id="61"),
        pytest.param("😀" * 61, 61, id="61 emoji"),
        pytest.param("か\u3099" * 61, 61, id="61 once composed"),
        pytest.param("👩‍💻" * 21, 63, id="emoji of three count as three"),
    ],
)
def test_a_name_that_is_too_long_is_refused_with_its_length_in_both_languages(languages, typed, length):
    japanese, english = (
        [browser.get("/profiles/new"), browser.submit(name=typed)][1] for browser in languages
    )

    assert refusals(english) == [f"Profile name: Too long: {length} characters, at most 60."]
    assert str(length) in refusals(japanese)[0]
    assert refusals(japanese)[0].startswith("ソフトフォン設定配信名")


@pytest.mark.rule("PRF-3")
@pytest.mark.parametrize(("typed", "length"), MEMOS)
def test_a_memo_is_kept_whole_with_its_line_ends(languages, database, typed, length):
    browser = languages[0]
    make(browser, name="営業部", memo=typed)

    profile = database.query(Profile).one()
    browser.get(f"/profiles/{profile.id}/edit")

    assert len(profile.memo) == length
    assert profile.memo.count("\n") == typed.count("\r\n")
    assert (
        browser.answer.page.form(f"/profiles/{profile.id}/edit").values()["memo"].replace("\r\n", "\n")
        == profile.memo
    )


@pytest.mark.rule("PRF-3")
def test_a_memo_of_501_is_refused_and_kept_on_the_page(languages):
    browser, typed = languages[1], "\r\n".join(["一" * 22] * 20 + ["二" * 41])
    browser.get("/profiles/new")

    answer = browser.submit(name="営業部", memo=typed)

    assert refusals(answer) == ["Memo: Too long: 501 characters, at most 500."]
    assert answer.page.form().values()["memo"] == typed


@pytest.mark.parametrize(
    ("count", "japanese", "english"),
    [
        (0, "配信先は0件です。", "0 targets."),
        (1, "配信先は1件です。", "1 target."),
        (2, "配信先は2件です。", "2 targets."),
    ],
)
def test_one_is_said_otherwise_than_many(organization, languages, count, japanese, english):
    targets = [make_account(organization, f"user{place}") for place in range(count)]
    profile = make_profile(organization, targets=targets)

    said = [browser.get(f"/profiles/{profile.id}/targets").page.words(".//main") for browser in languages]

    assert japanese in said[0]
    assert english in said[1]


@pytest.mark.rule("TRU-23")
@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        pytest.param("Asia/Tokyo", "2026-11-20 21:00:00", id="Tokyo"),
        pytest.param("America/New_York", "2026-11-20 07:00:00", id="New York"),
        pytest.param("Asia/Kathmandu", "2026-11-20 17:45:00", id="three quarters of an hour"),
    ],
)
def test_times_are_those_of_the_organisations_zone_in_both_languages(organization, languages, zone, shown):
    organization.time_zone = zone
    profile = make_profile(organization, changed_at=NOON.astimezone(dt.UTC), changed_by="admin")

    japanese, english = (facts(browser.get(f"/profiles/{profile.id}/")) for browser in languages)

    assert shown in japanese["最終更新"]
    assert shown in english["Last change"]
