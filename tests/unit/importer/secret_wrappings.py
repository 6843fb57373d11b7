"""One secret, "hunter2", packed in many ways."""

import base64
import json
from urllib.parse import quote


def b64(text, encoding="utf-8"):
    return base64.b64encode(text.encode(encoding)).decode()


def wrapped(text, width):
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))


JSON = json.dumps({"crm": {"password": "hunter2"}})
WRAPPINGS = {
    "JSON in a string": JSON,
    "JSON in JSON": json.dumps({"x": JSON}),
    "JSON in a JSON string": json.dumps(JSON),
    "JSON with a name twice": '{"a": {"\\u0070assword": "hunter2"}, "a": 1}',
    "JSON too deep to read": "[" * 100_000 + '{"password": "hunter2"}',
    "JSON very deep": "[" * 200 + '{"x": "hunter2", "password": "hunter2"}' + "]" * 200,
    "base64": b64(JSON),
    "base64 for addresses": base64.urlsafe_b64encode(b'{"?>": "~~~", "password": "hunter2"}').decode(),
    "base64 without padding": b64("bob:hunter2").rstrip("="),
    "base64 in lines": wrapped(b64(JSON * 5), 76),
    "base64 of UTF-16": b64("password=hunter2", "utf-16-le"),
    "base64 in JSON in base64": b64(json.dumps([b64(JSON)])),
    "base64 twice": b64(b64(JSON)),
    "base64 in an address": f"https://crm/?config={b64(JSON)}",
    "base64 after a path": f"https://crm/a/{b64(JSON)}",
    "hexadecimal": JSON.encode().hex(),
    "percent signs": f"https://crm/?config={quote(JSON)}",
    "percent signs in the name": "https://crm/?pass%77ord=hunter2",
    "escapes": r"config={pass\u0077ord: hunter2}",
    "entities": "&lt;password&gt;hunter2&lt;/password&gt;",
    "full-width": "ｐａｓｓｗｏｒｄ＝hunter2",
}
