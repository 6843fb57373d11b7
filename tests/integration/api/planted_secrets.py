"""Secrets in every place of an upload that anyone thought of, each its own, and how each could be found."""

import base64
import json
from itertools import count
from urllib.parse import quote

_numbers = count(1)
PLANTED = []


def secret(where):
    """Return a new secret and remember where it was planted."""
    text = f"Kirschbluete{next(_numbers):03}geheim"
    PLANTED.append((where, text))
    return text


def number(where):
    """Return a new secret that is a number, such as a PIN."""
    value = 730_000_000 + next(_numbers)
    PLANTED.append((where, str(value)))
    return value


def b64(text, encoding="utf-8"):
    return base64.b64encode(text.encode(encoding)).decode()


def traces_of(text):
    """Return what the secret would look like: as it is, in base64 wherever it begins, in hexadecimal."""
    shifted = [base64.b64encode(b"x" * shift + text.encode()).decode() for shift in range(3)]
    # The first and last digits also depend on what stands beside it.
    return [text, text.encode().hex(), *(each[4:-4] for each in shifted)]


KNOWN_KEYS = {key: secret(key) for key in ("terminal.password", "cti.custom_password", "cti.api_token")}
UNKNOWN_KEYS = {
    key: secret(key)
    for key in (
        "vendor.apiToken",
        "smtp_pass",
        "crm.client_secret",
        "x-api-key",
        "暗証番号",
        "ＡＰＩキー",
        "端末パスワード控え",
        "sessionId",
        "Set-Cookie",
        "authorization",
        "privateKey",
        "sip.ha1.passwd",
    )
} | {"pin": number("a PIN"), "otp": [number("a list of one-time codes")]}
NESTED = {
    "vendor.nested": {"deep": [{"er": {"password": secret("nested")}}]},
    "vendor.pairs": ["--password", secret("a command line in a list"), "--user", "bob"],
    "vendor.headers": [["Authorization", f"Bearer {secret('a header in a list')}"]],
    "vendor.named": [{"name": "X-Api-Key", "value": secret("a name beside its value")}],
    "vendor.object": {"token": {"value": secret("an object under a token")}},
}
PACKED = {
    "vendor.json": json.dumps({"crm": {"password": secret("JSON in a string")}}),
    "vendor.json_twice": json.dumps(json.dumps({"password": secret("JSON in JSON in a string")})),
    "vendor.base64": b64(f"password={secret('base64')}"),
    "vendor.base64_json": b64(json.dumps({"apiToken": secret("JSON in base64")})),
    "vendor.base64_twice": b64(b64(f"password={secret('base64 twice')}")),
    "vendor.base64_utf16": b64(f"password={secret('UTF-16 in base64')}", "utf-16-le"),
    "vendor.base64_in_url": f"https://crm.invalid/?config={b64('token=' + secret('base64 in a URL'))}",
    "vendor.basic": f"Basic {b64('bob:' + secret('Basic authorization'))}",
    "vendor.hex": json.dumps({"password": secret("hexadecimal")}).encode().hex(),
    "vendor.percent": quote(json.dumps({"password": secret("percent signs")})),
    "vendor.escaped": rf"{{pass\u0077ord: {secret('an escaped name')}}}",
    "vendor.entities": f"&lt;password&gt;{secret('entities')}&lt;/password&gt;",
    "vendor.full_width": f"ｐａｓｓｗｏｒｄ＝{secret('full-width')}",
}
IN_TEXT = {
    "vendor.url_user": f"https://bob:{secret('a user in a URL')}@crm.invalid/",
    "vendor.url_query": f"https://crm.invalid/?access_token={secret('a query in a URL')}&x=1",
    "vendor.url_key": f"https://crm.invalid/?key={secret('a key in a URL')}",
    "vendor.sip": f"<sip:1001:{secret('a SIP address')}@pbx.invalid>",
    "vendor.bearer": f"Bearer {secret('Bearer')}",
    "vendor.xml": f"<a><password>{secret('XML')}</password></a>",
    "vendor.command": f"dial.exe --password {secret('a command line')} --quiet",
    "vendor.connection": f"Server=db;User=bob;Pwd={secret('a connection string')};Timeout=5",
    "vendor.japanese": f"パスワード：{secret('a Japanese text')}",
    "vendor.cookie": f"Cookie: theme=dark; sid={secret('a cookie')}",
    "vendor.pem": f"-----BEGIN PRIVATE KEY-----\n{secret('a private key')}\n-----END PRIVATE KEY-----",
    "vendor.jwt": f"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.{secret('the signature of a token')}",
}
IN_KEYS = {
    f"https://bob:{secret('a URL as a key')}@crm.invalid/": 1,
    f"token={secret('a key that gives a value')}": 1,
    json.dumps({"password": secret("JSON as a key")}): 1,
}
ACCEPTED = KNOWN_KEYS | UNKNOWN_KEYS | NESTED | PACKED | IN_TEXT | IN_KEYS

REFUSED_LATER = {
    "phone.dtmf": f"password={secret('a bad value of a known key')}",
    "cti.url_template": f"https://bob:{secret('a known address')}@crm.invalid/",
    "audio.ring_volume": {"password": secret("a value of another type")},
    "terminal.password": {"value": secret("a password that is no text")},
}


def twice(key):
    """Return a body in which a setting stands twice."""
    return json.dumps({"settings": {key: 1, "KEY": 2}}).replace('"KEY"', json.dumps(key))


# JSON that is refused at once, with a secret in it.
REFUSED_BODIES = [
    f'{{"settings": {{"terminal.password": "{secret("a body that breaks off")}"',
    f'{{"settings": {{"terminal.password": "{secret("beside NaN")}", "x": NaN}}}}',
    f'{{"terminal.password": "{secret("an unknown field")}"}}',
    f'{{"password={secret("the name of an unknown field")}": 1}}',
    twice(f"token={secret('a key that stands there twice')}"),
    twice(f"https://a:{secret('a URL that stands there twice')}@x/"),
    f'["password", "{secret("a list as a body")}"]',
    f'"password={secret("a text as a body")}"',
]

LINPHONERC = f"""[ui]
auto_answer=1
[auth_info_0]
username=1001
passwd={secret("passwd of Linphone")}
ha1={secret("ha1 of Linphone")}
[misc]
config-uri=https://provisioning.invalid/?token={secret("an address of Linphone")}
[proxy_0]
push_parameters=pn-prid={secret("push parameters of Linphone")}
"""
MICROSIP_INI = f"""[Settings]
portKnockerPorts={secret("ports of MicroSIP")}
usersDirectory=https://bob:{secret("an address of MicroSIP")}@directory.invalid/
cmdIncomingCall=call.exe --password {secret("a command of MicroSIP")}
[Account1]
PASSWORD={secret("password of MicroSIP")}
"""
REFUSED_FILE = (
    f"[Account1]\npassword={secret('a file that is refused')}\npassword={secret('the second password')}"
)
