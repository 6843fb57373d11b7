import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from secret_wrappings import b64

from importer.catalogue import catalogue
from importer.masked_pointers import masked_pointer
from importer.masking import _CLEAN, MASK, _masked_once, mask, mask_text


def masked(value):
    return mask(value, catalogue())


@pytest.mark.rule("CAP-9")
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"terminal.password": "hunter2"}, {"terminal.password": MASK}),
        ({"cti.api_token": ""}, {"cti.api_token": MASK}),
        (
            {"crm": {"login": {"userPassword": "hunter2", "user": "a"}}},
            {"crm": {"login": {"userPassword": MASK, "user": "a"}}},
        ),
        ([{"端末パスワード": "hunter2"}], [{"端末パスワード": MASK}]),
        ({"x": {"terminal.password": "hunter2"}}, {"x": {"terminal.password": MASK}}),
        ({"pin": 1234}, {"pin": MASK}),
        ({"tokens": ["hunter2", {"a": "hunter2"}]}, {"tokens": MASK}),
        ({"secret": {"hunter2": True}}, {"secret": MASK}),
        ({"show_password": True, "token": None}, {"show_password": True, "token": None}),
        (
            {"headers": [{"name": "X-Api-Key", "value": "hunter2"}]},
            {"headers": [{"name": "X-Api-Key", "value": MASK}]},
        ),
        ({"key": "terminal.password", "value": "hunter2"}, {"key": "terminal.password", "value": MASK}),
        (["--password", "hunter2", "--user", "a"], ["--password", MASK, "--user", "a"]),
        ([["token", "hunter2"], ["user", "a"]], [["token", MASK], ["user", "a"]]),
        (["pin", 1234], ["pin", MASK]),
        ({"https://a:hunter2@x/": 1}, {f"https://{MASK}@x/": 1}),
        ({"//a:hunter2@x": 1, "//b:hunter2@x": 2}, {f"//{MASK}@x": 1, f"//{MASK}@x 1": 2}),
    ],
)
def test_what_stands_under_the_name_of_a_secret_is_masked(value, expected):
    assert masked(value) == expected


@pytest.mark.rule("CAP-7", "CAP-9")
@pytest.mark.parametrize("value", [12345678, ["hunter2"], {"value": "hunter2"}])
def test_a_known_secret_of_a_wrong_type_stays_of_a_wrong_type(value):
    assert masked({"terminal.password": value}) == {"terminal.password": [MASK]}


@pytest.mark.rule("CAP-9")
def test_what_the_catalogue_knows_to_be_open_stays_as_it_is():
    defaults = {key: setting.default for key, setting in catalogue().settings.items()}

    kept = masked(defaults)

    assert {key for key in defaults if kept[key] != defaults[key]} == {
        "terminal.password",
        "cti.custom_password",
        "cti.api_token",
    }


@pytest.mark.rule("TRU-16")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("password=hunter2 user=bob", f"password={MASK} user=bob"),
        ("user=bob&password=hunter2&x=1", f"user=bob&password={MASK}&x=1"),
        ("Server=db;Password=hunter2 and more;Database=x", f"Server=db;Password={MASK};Database=x"),
        ('{"password": "hunter2", oops', f'{{"password": "{MASK}", oops'),
        (r"{\"password\": \"hunter2\", \"a\": 1} x", rf"{{\"password\": \"{MASK}\", \"a\": 1}} x"),
        ("{'password': 'it\\'s hunter2', 'a': 1}", f"{{'password': '{MASK}', 'a': 1}}"),
        ("password: correct horse\nuser: bob", f"password: {MASK}\nuser: bob"),
        ("パスワード：hunter2", f"パスワード：{MASK}"),
        ("api key: hunter2", f"api key: {MASK}"),
        ('Authorization: Digest username="bob", response="hunter2"', f"Authorization: {MASK}"),
        ("Cookie: sid=hunter2; theme=hunter2\nHost: x", f"Cookie: {MASK}\nHost: x"),
        ("sent Bearer hunter2", f"sent Bearer {MASK}"),
        ("https://bob:hunter2@crm.example.jp/x", f"https://{MASK}@crm.example.jp/x"),
        ("redis://:hunter2@cache:6379/0", f"redis://{MASK}@cache:6379/0"),
        ("sip:1001:hunter2@pbx.example.jp", f"sip:1001:{MASK}@pbx.example.jp"),
        ("https://crm/?token=hunter2&tel={number}", f"https://crm/?token={MASK}&tel={{number}}"),
        ("https://crm/#access_token=hunter2", f"https://crm/#access_token={MASK}"),
        ("https://maps/?key=hunter2", f"https://maps/?key={MASK}"),
        ("<config><password>hunter2</password></config>", f"<config><password>{MASK}</password></config>"),
        ("crm --password hunter2 --verbose", f"crm --password {MASK} --verbose"),
        ("-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\nx", f"{MASK}\nx"),
        ("stored $argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA for bob", f"stored {MASK} for bob"),
        ("id eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl ok", f"id {MASK} ok"),
        (b64("bob:hunter2"), MASK),
        (b64("bob:パスワードはこれ"), MASK),
        (f"Basic {b64('bob:hunter2')}", f"Basic {MASK}"),
        (
            f"data:application/json;base64,{b64(json.dumps({'token': 'hunter2'}))}",
            f"data:application/json;base64,{MASK}",
        ),
        (f"https://x/{b64('bob:hunter2!')}", f"https://x/{MASK}"),
    ],
)
def test_a_secret_inside_a_text_is_masked_and_the_rest_stays(text, expected):
    assert mask_text(text) == expected


@pytest.mark.rule("TRU-16")
@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "ja",
            "switchable",
            "Ctrl+Alt+A",
            "https://crm.example.jp/search?tel={caller_number}",
            "0312345678",
        ),
        *(
            "スピーカー (Realtek(R) Audio)",
            "Headset Earphone (Jabra Link 380)",
            "Windows 11 10.0.26100",
            "標準設定",
        ),
        *("2026-11-20T09:00:00+09:00", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        *(
            "550e8400-e29b-41d4-a716-446655440000",
            '{"show_password": true, "a": [1, 2.50]}',
            "C:\\Users\\bob\\a.log",
        ),
        *(
            "https://crm.example.jp?token={token}",
            "token refused: unknown terminal",
            "password",
            "show_password=false",
        ),
        *(
            "GET /api/v1/settings answered 304 in 2 ms",
            "{{0.0.0.00000000}.{b3f8fa53-0004-438e-9003-51a46e139bfc}}",
        ),
    ],
)
def test_a_text_without_secrets_stays_as_it_is(text):
    assert mask_text(text) == text


@pytest.mark.rule("CAP-9", "TRU-16")
@settings(max_examples=300, deadline=None)
@given(text=st.from_regex(_CLEAN, fullmatch=True))
def test_what_needs_no_closer_look_holds_nothing_under_one(text):
    assert _masked_once(text) == text


@pytest.mark.rule("CAP-9", "TRU-16")
@pytest.mark.parametrize(
    "text",
    [
        "cGF zc3 dvc mQ9 aHV udG VyM gAA",
        "NTLM abcdef",
        "ntlm 機器.abcdef",
        "eyJhbGci.eyJz",
        "a,Bearer abcdef",
    ],
)
def test_what_only_looks_short_gets_its_closer_look(text):
    assert not _CLEAN.fullmatch(text)


@pytest.mark.rule("CAP-9", "TRU-16")
@pytest.mark.parametrize(
    ("pointer", "masked"),
    [
        ("", ""),
        ("/settings/phone.dtmf/0", "/settings/phone.dtmf/0"),
        ("/settings/", "/settings/"),
        ("/a~1b~0c/[sip] contact", "/a~1b~0c/[sip] contact"),
        ("/settings/token=hunter2/x", f"/settings/token={MASK}/x"),
        ("/settings/https:~1~1bob:hunter2@x~1", f"/settings/https:~1~1{MASK}@x~1"),
    ],
)
def test_a_place_is_named_without_the_secrets_in_its_keys(pointer, masked):
    assert masked_pointer(pointer) == masked
