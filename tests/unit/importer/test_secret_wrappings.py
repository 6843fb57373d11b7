import json
import time
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from json_strategies import values
from secret_wrappings import JSON, WRAPPINGS, b64

from importer.catalogue import catalogue
from importer.masking import MASK, mask, mask_text


def masked(value):
    return mask(value, catalogue())


@pytest.mark.rule("TRU-16", "CAP-9")
@pytest.mark.parametrize("text", WRAPPINGS.values(), ids=WRAPPINGS)
def test_no_wrapping_keeps_a_secret(text):
    kept = json.dumps(masked({"new.setting": text, "list": [text]}))

    assert MASK in kept
    for trace in [
        "hunter2",
        b64("hunter2")[:6],
        b64(JSON)[20:60],
        b"hunter2".hex(),
        b64("bob:hunter2")[:8],
    ]:
        assert trace not in kept


@pytest.mark.rule("TRU-16")
@settings(max_examples=100, deadline=None)
@given(value=values)
def test_masking_twice_is_masking_once(value):
    once = masked(value)

    assert masked(once) == once


PIECES = st.sampled_from(
    [
        "password",
        "=",
        ": ",
        '"',
        "{",
        "}",
        "token",
        "x y",
        "https://",
        "a:b@",
        "%70",
        MASK,
        b64("a:bcdef"),
        "&",
        " ",
        "\n",
    ]
)


@pytest.mark.rule("TRU-16")
@settings(max_examples=200, deadline=None)
@given(pieces=st.lists(PIECES, max_size=12))
def test_masking_a_text_twice_is_masking_it_once(pieces):
    once = mask_text("".join(pieces))

    assert mask_text(once) == once


NAMES = st.sampled_from(
    ["password", "crmToken", "API_KEY", "暗証番号", "client-secret", "terminal.password", "cti.api_token"]
)
SECRETS = st.text("abcdefXYZ0123456789!$%*+-_.", min_size=12, max_size=24).map(lambda text: f"Q{text}Q")
WAYS = st.sampled_from(
    [
        lambda name, secret: {name: secret},
        lambda name, secret: {"a": [{"b": {name: secret}}]},
        lambda name, secret: {"a": json.dumps({name: secret})},
        lambda name, secret: {"a": b64(json.dumps({name: secret}))},
        lambda name, secret: {"a": f"{name}={secret}"},
        lambda name, secret: {"a": f'x "{name}": "{secret}" y'},
        lambda name, secret: {"a": b64(f"{name}:{secret}")},
        lambda _name, secret: {"a": f"https://bob:{quote(secret, safe='')}@crm.example.jp/"},
        lambda name, secret: {"a": f"https://crm.example.jp/?{quote(name)}={quote(secret, safe='')}"},
        lambda name, secret: [{"name": name, "value": secret}],
        lambda name, secret: ["--" + name, secret],
    ]
)


@pytest.mark.rule("CAP-9", "TRU-16")
@settings(max_examples=150, deadline=None)
@given(way=WAYS, name=NAMES, secret=SECRETS, around=values)
def test_no_planted_secret_survives(way, name, secret, around):
    kept = json.dumps(masked({"around": around, "here": way(name, secret)}), ensure_ascii=False)

    assert secret not in kept
    assert quote(secret, safe="") not in kept
    assert b64(secret)[4:-4] not in kept


@pytest.mark.rule("TRU-18")
@pytest.mark.parametrize(
    "piece",
    [
        "=",
        "a:",
        "password=",
        "a",
        "%25",
        "dXNl/",
        "<a ",
        'password="',
        "[",
        "\\",
        "sip:a",
        "://a",
        "token=a&",
        '{"a":',
    ],
)
def test_no_text_takes_long(piece):
    text = piece * (20_000 // len(piece))

    started = time.process_time()
    mask_text(text)

    assert time.process_time() - started < 1
