"""The settings screens: drawn from the catalogue, locked where the administrator says so."""

import pytest
from softphone_answers import CATALOGUE, SETTINGS, controlled, not_controlled, setting
from softphone_browser import Browser, fields_of, text_of

from softphone.window.folder import Window

VALUES = {
    "phone.auto_answer": True,
    "phone.auto_answer_delay": 5,
    "audio.codecs": ["g722", "opus"],
    "cti.popup_size": "large",
    "network.rtp_port_range": [20000, 20100],
}
MENUS = ["terminal", "display", "phone", "audio", "window", "agent", "cti", "network"]


@pytest.fixture
def visitor(app, portal, phone):
    """A browser before the window of an enrolled phone that nothing controls."""
    portal.answers[None] = not_controlled()
    phone.start()
    app.extensions["window"] = Window(phone.path.parent, portal.address, "3.13.7")
    return Browser(app)


@pytest.fixture
def locked(portal, phone, visitor):
    """The same while every part is delivered."""
    portal.answers[None] = controlled(VALUES, unavailable=["cti.popup_size"])
    phone.start()
    return visitor


def screen(visitor, menu):
    return visitor.get(f"/phones/phone/settings/{menu}")


def controls(field):
    """Return the controls that a person could change in a field."""
    return [
        one
        for one in field.iter()
        if one.tag in {"input", "select", "textarea"} and one.get("type") != "hidden"
    ]


def label_of(page, control):
    name = control.get("id")
    labels = [text_of(one) for one in page.tree.iter("label") if one.get("for") == name and name]
    around = [one for one in page.tree.iter("label") if control in list(one.iter())]
    return control.get("aria-label") or (labels or [text_of(one) for one in around] or [None])[0]


def test_the_menus_are_the_catalogues_in_its_order(visitor):
    page = screen(visitor, "display")

    assert [one.get("href").rsplit("/")[-1] for one in page.tree.findall(".//nav/ul/li/a")] == MENUS


@pytest.mark.parametrize("menu", MENUS)
def test_every_setting_of_a_menu_is_drawn_with_a_label_on_each_control(visitor, locked, menu):
    page = screen(locked, menu)

    keys = [one["key"] for one in SETTINGS if one["key"].startswith(f"{menu}.") and one["since"] == "3.12.5"]
    for key in keys:
        field = page.one(f"field-{key}")
        assert all(label_of(page, control) for control in controls(field))
    assert len([one for one in page.tree.iter() if one.get("data-locked")]) == len(keys)


@pytest.mark.rule("REL-2")
@pytest.mark.parametrize("menu", MENUS[1:])
def test_saving_what_is_shown_changes_nothing(phone, visitor, menu):
    own = phone.state.own

    page = visitor.submit(screen(visitor, menu), "save")

    assert page.said("said") == "保存しました。"
    assert phone.state.own == own


@pytest.mark.parametrize(
    ("key", "typed", "means"),
    [
        ("phone.auto_answer", "true", True),
        ("phone.auto_answer_delay", " 12 ", 12),
        ("phone.park_prefix", "77", "77"),
        ("display.list", "numbers_only", "numbers_only"),
        ("display.numbers", "1001\r\n\r\n 0312345678 ", ["1001", "0312345678"]),
        ("display.auto_show_new_call_centers", None, False),
        ("audio.codecs", ["pcma", "", "opus", ""], ["pcma", "opus"]),
        ("window.position", ["-10", "20", "300", "400"], [-10, 20, 300, 400]),
        ("network.rtp_port_range", ["20000", "20100"], [20000, 20100]),
        ("cti.custom_password", "hunter2-hunter2", "hunter2-hunter2"),
    ],
)
def test_what_is_typed_is_saved_by_its_type(phone, visitor, key, typed, means):
    page = visitor.submit(screen(visitor, key.partition(".")[0]), "save", **{key: typed})

    assert page.status == 200
    assert phone.settings.value(key) == means


@pytest.mark.rule("TRU-19")
@pytest.mark.parametrize(
    ("menu", "key", "typed"),
    [
        ("phone", "phone.auto_answer_delay", "61"),
        ("phone", "phone.auto_answer_delay", ""),
        ("phone", "phone.auto_answer_delay", "１２"),
        ("phone", "phone.auto_answer_delay", "9" * 400),
        ("phone", "phone.park_prefix", "abc"),
        ("display", "display.list", "everything"),
        ("audio", "audio.codecs", ["opus", "opus"]),
        ("audio", "audio.codecs", [""]),
        ("window", "window.position", ["1", "2", "3"]),
        ("network", "network.rtp_port_range", ["20001", "20100"]),
    ],
)
def test_what_a_setting_cannot_be_is_refused_and_stays_on_the_page(phone, visitor, menu, key, typed):
    before = phone.state

    page = visitor.submit(screen(visitor, menu), "save", **{key: typed})

    assert page.status == 422
    assert phone.state == before
    link = next(one for one in page.one("faults").iter("a"))
    assert page.by_id(link.get("href").removeprefix("#")) in list(page.one(f"field-{key}").iter())
    wanted = [one for one in (typed if isinstance(typed, list) else [typed]) if one]
    shown = [value for name, value in fields_of(page.form_with("save")) if name == key]
    assert set(wanted) <= set(shown) or menu == "display"


@pytest.mark.rule("LCK-2", "LCK-3", "LCK-4")
@pytest.mark.parametrize("menu", MENUS)
def test_locked_items_are_greyed_out_and_said_to_be_locked(phone, locked, menu):
    page = screen(locked, menu)

    for item in phone.settings.items:
        if not item.key.startswith(f"{menu}."):
            continue
        field = page.one(f"field-{item.key}")
        fixed = item.locked or menu == "terminal"
        assert field.get("data-locked") == ("true" if item.locked else "false")
        assert all((control.get("disabled") is not None) is fixed for control in controls(field))
        assert ("管理者により制御されています" in text_of(field)) is item.locked


@pytest.mark.rule("LCK-2")
def test_the_delivered_lists_are_shown_ticked_and_greyed_out(locked):
    field = screen(locked, "display").one("field-display.numbers")

    assert [text_of(one) for one in field.iter("li")] == [
        "05012340001 (電話端末 営業1)",
        "0312345678 代表 (IVR 受付)",
        "0120000001 お客様窓口 (コールセンター サポート)",
    ]
    assert all(one.get("checked") is not None and one.get("disabled") is not None for one in controls(field))


@pytest.mark.rule("OSV-2")
def test_an_item_without_its_option_is_said_not_to_be_usable(locked):
    page = screen(locked, "cti")

    assert "CRM連携オプションの契約がないため利用できません" in text_of(page.one("field-cti.popup_size"))


@pytest.mark.rule("LCK-4")
def test_a_page_with_nothing_to_change_has_nothing_to_save(locked):
    assert screen(locked, "network").all("save") == []
    assert screen(locked, "terminal").all("save") == []


@pytest.mark.rule("LCK-2", "TRU-19")
@pytest.mark.parametrize("key", ["display.list", "display.numbers", "display.auto_show_new_call_centers"])
def test_a_locked_item_that_is_sent_all_the_same_is_refused_with_the_whole_page(phone, locked, key):
    page = screen(locked, "display")
    before = phone.state
    pairs = [*fields_of(page.form_with("save")), ("shown", key), (key, "numbers_only")]
    pairs.append(("display.sort_numbers", "true"))

    answer = locked.post("/phones/phone/settings/display", pairs)

    assert answer.status_code == 409
    assert "管理者により制御されているため変更できません" in answer.text
    assert phone.state == before


@pytest.mark.rule("LCK-4", "REL-2")
def test_an_item_that_was_locked_while_the_page_was_open_is_refused(portal, phone, visitor):
    page = screen(visitor, "phone")
    portal.answers[None] = controlled({"phone.auto_answer": True})
    phone.start()

    after = visitor.submit(page, "save", phone__park_prefix="77")

    assert after.status == 409
    assert phone.settings.value("phone.park_prefix") == ""


@pytest.mark.rule("LCK-2", "REL-2")
def test_the_free_items_can_be_saved_while_the_others_are_locked(phone, locked):
    page = locked.submit(screen(locked, "display"), "save", display__sort_numbers="true")

    assert page.status == 200
    assert phone.settings.value("display.sort_numbers") is True
    assert phone.settings.own_value("display.auto_show_new_call_centers") is True


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize("key", ["phone.no_such_thing", "display.list", "terminal.extension", "", "\u96fb"])
def test_an_item_of_another_menu_is_refused(phone, visitor, key):
    pairs = [*fields_of(screen(visitor, "phone").form_with("save")), ("shown", key), (key, "x")]

    assert visitor.post("/phones/phone/settings/phone", pairs).status_code == 422


@pytest.mark.rule("TRU-16")
def test_a_secret_is_never_on_a_page_and_stays_when_nothing_is_typed(phone, visitor):
    visitor.submit(screen(visitor, "cti"), "save", cti__custom_password="hunter2-hunter2")

    visitor.submit(screen(visitor, "cti"), "save", cti__popup_size="large")

    for menu in MENUS:
        assert "hunter2" not in screen(visitor, menu).text
        assert "terminal-1001" not in screen(visitor, menu).text
    assert phone.settings.value("cti.custom_password") == "hunter2-hunter2"


def test_a_secret_can_be_cleared(phone, visitor):
    visitor.submit(screen(visitor, "cti"), "save", cti__custom_password="hunter2-hunter2")

    visitor.submit(screen(visitor, "cti"), "save", **{"cti.custom_password:clear": "true"})

    assert phone.settings.value("cti.custom_password") == ""


def test_a_setting_that_is_added_to_the_catalogue_is_drawn_without_a_line_of_code(portal, phone, visitor):
    new = setting("phone.of_the_future", {"kind": "colour"}, {"red": 5}, menu=("新しいメニュー", "New menu"))
    portal.catalogue = CATALOGUE | {"version": "f", "settings": [*SETTINGS, new]}
    phone.start()

    page = visitor.submit(screen(visitor, "phone-2"), "save", phone__of_the_future='{"red": 7}')

    assert page.status == 200
    assert phone.settings.value("phone.of_the_future") == {"red": 7}


def test_before_the_catalogue_is_known_the_screens_say_so(app):
    visitor = Browser(app)
    visitor.submit(visitor.get("/"), "add-phone")

    page = visitor.get("/phones/phone-1/settings/")

    assert page.status == 200
    assert "再起動してください" in page.text
