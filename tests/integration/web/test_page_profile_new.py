"""Making a profile."""

import pytest
from pages_in_words import facts, post, refusals, save

from factories import make_profile
from portal.domain.words import DisplayList, Plan, Status, TargetType
from portal.models import Profile

LONGEST_NAME = "あ" * 59 + "😀"
MEMO_OF_20_LINES = "\r\n".join(["一" * 24] * 19 + ["一" * 25])


def made(database):
    """The one profile that there is."""
    return database.query(Profile).one()


def label_texts(answer):
    """What the form's controls are called."""
    found = [*answer.page.all(".//form//label[@class='field-label']"), *answer.page.all(".//form//legend")]
    return {"".join(label.itertext()).strip() for label in found}


@pytest.mark.rule("PRF-2")
def test_the_form_asks_in_the_words_of_the_manual(admin, sign_in):
    answer = sign_in(admin, "ja").get("/profiles/new")

    assert {"ソフトフォン設定配信名", "配信先種別", "メモ", "表示リスト"} <= label_texts(answer)
    assert [button.text for button in answer.page.all(".//main//button")] == ["保存"]
    shown = answer.page.words(".//main")
    for words in ("アカウント", "ソフトフォンの内線番号", "切替可能", "番号のみ", "窓口のみ", "無効"):
        assert words in shown


@pytest.mark.rule("PRF-2", "PRF-4", "PRF-8")
def test_a_profile_is_saved_after_a_question_and_is_disabled(portal, database):
    portal.get("/profiles/new")

    answer = save(
        portal, name=" 営業部 ", target_type="account", display_list="numbers_only", memo="第一\r\n第二"
    )

    profile = made(database)
    assert answer.path == f"/profiles/{profile.id}/"
    assert (profile.name, profile.memo) == ("営業部", "第一\n第二")
    assert (profile.status, profile.display_list) == (Status.DISABLED, DisplayList.NUMBERS_ONLY)
    assert profile.changed_by == "admin"
    assert facts(answer)["Status"] == "Disabled"


@pytest.mark.rule("PRF-8")
def test_the_question_is_the_manuals(admin, sign_in):
    browser = sign_in(admin, "ja")
    browser.get("/profiles/new")

    answer = browser.submit(name="営業部")

    assert answer.page.words(".//h1") == "保存しますか?"
    assert [button.text for button in answer.page.all(".//main//button")] == ["OK", "キャンセル"]


@pytest.mark.rule("PRF-8")
def test_cancel_gives_back_the_form_as_it_was_typed(portal, database):
    portal.get("/profiles/new")
    portal.submit(name="営業部 😀", memo="一行目\r\n二行目", target_type="extension")

    answer = portal.submit(button="0")

    form = answer.page.form().values()
    assert (form["name"], form["memo"], form["target_type"]) == (
        "営業部 😀",
        "一行目\r\n二行目",
        "extension",
    )
    assert database.query(Profile).count() == 0


@pytest.mark.rule("PRF-8")
def test_what_the_dialog_confirmed_is_saved_at_once(portal, database):
    portal.get("/profiles/new")

    portal.submit(name="営業部", forged={"confirmed": "1"})

    assert made(database).name == "営業部"


@pytest.mark.rule("PRF-4")
def test_a_new_profile_is_disabled_whatever_is_sent(portal, database):
    portal.get("/profiles/new")

    portal.submit(name="営業部", forged={"confirmed": "1", "status": "enabled"})

    assert made(database).status is Status.DISABLED


@pytest.mark.rule("PRF-3")
def test_the_longest_name_and_memo_are_kept(portal, database):
    portal.get("/profiles/new")

    save(portal, name=LONGEST_NAME, memo=MEMO_OF_20_LINES)

    assert made(database).name == LONGEST_NAME
    assert len(made(database).memo) == 500


@pytest.mark.rule("PRF-3", "TRU-19")
@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        pytest.param("name", LONGEST_NAME + "い", "Too long: 61 characters, at most 60.", id="61"),
        pytest.param("name", "", "Enter a name.", id="no name"),
        pytest.param("name", " \u3000 ", "Enter something here.", id="blank name"),
        pytest.param("name", "営業\u0007部", "Control characters are not allowed.", id="bell"),
        pytest.param("memo", MEMO_OF_20_LINES + "い", "Too long: 501 characters, at most 500.", id="501"),
    ],
)
def test_what_cannot_be_kept_is_refused_before_the_question_with_what_was_typed(
    portal, database, field, text, reason
):
    portal.get("/profiles/new")

    answer = portal.submit(**{"name": "営業部", "target_type": "extension", field: text})

    assert answer.status_code == 422
    assert [refusal.split(": ", 1)[1] for refusal in refusals(answer)] == [reason]
    assert answer.page.form().values()[field] == text.replace("\u0007", "\ufffd")
    assert answer.page.form().values()["target_type"] == "extension"
    assert database.query(Profile).count() == 0


@pytest.mark.rule("PRF-3")
def test_a_name_that_is_taken_is_refused_naming_it(portal, organization):
    make_profile(organization, "営業部")
    portal.get("/profiles/new")

    answer = save(portal, name="営業部", memo="あ")

    assert answer.status_code == 409
    assert refusals(answer) == ["Profile name: Another profile is called “営業部”. Choose another name."]
    assert answer.page.form().values()["memo"] == "あ"


@pytest.mark.rule("PRF-6")
def test_for_extensions_the_display_list_is_numbers_only_whatever_was_ticked_without_javascript(
    portal, database
):
    portal.get("/profiles/new")

    save(portal, name="受付", target_type="extension", display_list="contact_points_only")

    assert made(database).target_type is TargetType.EXTENSION
    assert made(database).display_list is DisplayList.NUMBERS_ONLY


@pytest.mark.rule("PRF-5", "PRF-6")
def test_on_the_business_phone_plan_there_is_nothing_to_choose(portal, organization, database):
    organization.plan = Plan.BUSINESS_PHONE
    answer = portal.get("/profiles/new")
    offered = answer.page.form().names

    save(portal, name="受付")

    assert not {"target_type", "display_list"} & offered
    assert made(database).target_type is TargetType.EXTENSION


@pytest.mark.rule("PRF-5")
def test_on_the_business_phone_plan_another_choice_is_not_read(portal, organization, database):
    organization.plan = Plan.BUSINESS_PHONE
    portal.get("/profiles/new")

    portal.submit(name="受付", forged={"target_type": "account", "confirmed": "1"})

    assert made(database).target_type is TargetType.EXTENSION


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize(
    "forged",
    [{"target_type": "everybody"}, {"display_list": "none"}, {"target_type": None}, {"memo": None}],
    ids=str,
)
def test_a_choice_that_was_not_offered_is_no_server_error(portal, database, forged):
    portal.get("/profiles/new")

    answer = portal.submit(name="営業部", forged={**forged, "confirmed": "1"})

    assert answer.status_code in (200, 422)


@pytest.mark.rule("TRU-15")
def test_without_its_token_nothing_is_saved(portal, database):
    portal.get("/profiles/new")

    answer = post(portal, "/profiles/new", name="営業部", confirmed="1", csrf_token="forged")

    assert answer.status_code == 400
    assert database.query(Profile).count() == 0
