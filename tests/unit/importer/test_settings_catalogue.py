import json
from importlib import resources
from pathlib import Path

import pytest

from importer.catalogue import CatalogueError, SettingClass, catalogue, read_catalogue
from importer.masking import says_secret

TEXT = resources.files("importer").joinpath("catalogue.toml").read_text("utf-8")
SMALL = """
since = "3.12.5"
[menus]
phone = { ja = "電話機能", en = "Phone" }
[pages]
[forms]
digits = '^[0-9]*$'
[settings."phone.park_prefix"]
menu = "phone"
label = { ja = "パーク保留番号", en = "Call park prefix" }
class = "shared"
type = { kind = "string", most = 6, form = "digits" }
default = ""
"""

ROWS = Path(__file__).with_name("settings_rows.txt").read_text("utf-8").splitlines()[1:]


def row_of(setting):
    """Return a setting as a row of settings_rows.txt."""
    place = setting.menu.ja if setting.page is None else f"{setting.menu.ja} > {setting.page.ja}"
    kind = setting.type.published()
    match kind["kind"]:
        case "integer":
            shape = f"integer {kind['least']}–{kind['most']}"
        case "enumeration":
            shape = ", ".join(choice["value"] for choice in kind["choices"])
        case other:
            shape = other
    needs = setting.option or ("" if setting.since == "3.12.5" else setting.since)
    return (
        f"{setting.key} | {place} | {setting.label.ja} | {shape} | {setting.setting_class} | {needs}".strip()
    )


def test_the_file_has_every_row_in_order():
    rows = [row_of(setting) for setting in catalogue().settings.values()]

    assert rows == [row.strip() for row in ROWS]


@pytest.mark.parametrize("setting", catalogue().settings.values(), ids=lambda setting: setting.key)
def test_a_default_passes_its_own_type(setting):
    assert setting.type.fault(setting.default) is None


@pytest.mark.parametrize("setting", catalogue().settings.values(), ids=lambda setting: setting.key)
def test_a_setting_is_labelled_in_both_languages(setting):
    labels = [setting.menu, setting.page, setting.label, setting.unit, setting.help]

    for label in filter(None, labels):
        assert label.ja.strip() == label.ja != ""
        assert label.en.isascii()
        assert label.en.strip() == label.en != ""


@pytest.mark.rule("CAP-9")
def test_every_key_that_says_it_is_a_secret_is_one():
    secrets = [
        key for key, setting in catalogue().settings.items() if setting.setting_class is SettingClass.SECRET
    ]

    assert [key for key in catalogue().settings if says_secret(key)] == secrets


def test_the_published_catalogue_is_json_and_complete():
    published = json.loads(json.dumps(catalogue().published()))

    assert published["version"] == catalogue().version
    assert [setting["key"] for setting in published["settings"]] == list(catalogue().settings)
    assert published["settings"][10] == {
        "key": "phone.auto_answer_delay",
        "menu": {"ja": "電話機能", "en": "Phone"},
        "page": None,
        "label": {"ja": "自動応答までの秒数", "en": "Time before answering automatically"},
        "type": {"kind": "integer", "least": 0, "most": 60},
        "default": 3,
        "since": "3.12.5",
        "option": None,
        "class": "shared",
        "unit": {"ja": "秒", "en": "seconds"},
        "help": {
            "ja": "「自動応答する」が有効なときに使います。",
            "en": "Used while calls are answered automatically.",
        },
    }


def test_the_version_changes_with_the_content_alone():
    same = read_catalogue(f"# a remark\n{SMALL}")
    other = read_catalogue(SMALL.replace("Call park prefix", "Park prefix"))

    assert read_catalogue(SMALL).version == same.version != other.version


def test_an_unknown_key_is_none():
    assert catalogue().get("phone.video") is None
    assert catalogue().get("phone.dtmf").key == "phone.dtmf"


def test_the_catalogue_can_not_be_changed_by_who_reads_it():
    with pytest.raises(TypeError):
        catalogue().settings["phone.video"] = catalogue().get("phone.dtmf")


@pytest.mark.parametrize(
    ("good", "bad", "told"),
    [
        pytest.param('since = "3.12.5"', "since = ", "not TOML", id="no TOML"),
        pytest.param('since = "3.12.5"', "", "since: Field required", id="no version"),
        pytest.param('since = "3.12.5"', 'since = "3.12"', "since: String should match", id="bad version"),
        pytest.param('menu = "phone"', 'menu = "fax"', "phone.park_prefix: fax is not in [menus]", id="menu"),
        pytest.param('menu = "phone"', 'menu = "phone"\npage = "x"', "x is not in [pages]", id="page"),
        pytest.param(
            'menu = "phone"', 'menu = "phone"\nmneu = "x"', "mneu: Extra inputs", id="slip of the pen"
        ),
        pytest.param('class = "shared"', "", "class: Field required", id="no class"),
        pytest.param('class = "shared"', 'class = "common"', "class: Input should be", id="bad class"),
        pytest.param('en = "Call park prefix"', 'en = ""', "label.en: String should have", id="empty label"),
        pytest.param(', en = "Call park prefix"', "", "label.en: Field required", id="no English"),
        pytest.param(
            'kind = "string"', 'kind = "text"', "does not match any of the expected tags", id="kind"
        ),
        pytest.param("most = 6", 'most = "6"', "most: Input should be a valid integer", id="not a number"),
        pytest.param('form = "digits"', 'form = "words"', "words is not in [forms]", id="form"),
        pytest.param("^[0-9]*$", "^[0-9*$", "digits: Value error, not a pattern", id="pattern"),
        pytest.param(
            'default = ""', 'default = "x"', "the default does not fit the type: bad_pattern", id="default"
        ),
        pytest.param('default = ""', "", "default: Field required", id="no default"),
        pytest.param('default = ""', "default = 2026-11-20", "does not fit", id="a date"),
        pytest.param("phone.park_prefix", "Park prefix", "Park prefix.[key]: String should match", id="key"),
        pytest.param("phone.park_prefix", "phone.api_token", "the key says that it is a secret", id="secret"),
        pytest.param(
            'type = { kind = "string", most = 6, form = "digits" }\ndefault = ""',
            'type = { kind = "integer", least = 9, most = 1 }\ndefault = 5',
            "least is above most",
            id="range",
        ),
        pytest.param(
            'type = { kind = "string", most = 6, form = "digits" }\ndefault = ""',
            'type = { kind = "enumeration", choices = [] }\ndefault = ""',
            "choices: List should have at least 1 item",
            id="no choices",
        ),
        pytest.param(
            'type = { kind = "string", most = 6, form = "digits" }\ndefault = ""',
            'type = { kind = "enumeration", choices = [{ value = "a", label = { ja = "a", en = "a" } },'
            ' { value = "a", label = { ja = "b", en = "b" } }] }\ndefault = "a"',
            "a choice stands there twice",
            id="choice twice",
        ),
        pytest.param(
            'type = { kind = "string", most = 6, form = "digits" }\ndefault = ""',
            'type = { kind = "list", least = 0, most = 9 }\ndefault = [nan]',
            "not representable",
            id="a default that JSON can not say",
        ),
        pytest.param(
            'class = "shared"\ntype = { kind = "string", most = 6, form = "digits" }\ndefault = ""',
            'class = "secret"\ntype = { kind = "string", most = 6 }\ndefault = "1234"',
            "a secret has no default",
            id="secret with default",
        ),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused_with_the_entry_and_why(good, bad, told):
    assert good in SMALL

    with pytest.raises(CatalogueError) as error:
        read_catalogue(SMALL.replace(good, bad))

    assert told in str(error.value)


def test_every_bad_entry_is_told_at_once():
    text = TEXT.replace('menu = "phone"', 'menu = "fax"')

    with pytest.raises(CatalogueError) as error:
        read_catalogue(text)

    assert str(error.value).count("fax is not in [menus]") == TEXT.count('menu = "phone"')


def test_an_entry_that_stands_there_twice_is_refused():
    entry = SMALL[SMALL.index("[settings") :]

    with pytest.raises(CatalogueError, match="not TOML"):
        read_catalogue(SMALL + entry)
