"""Bad uploads of another shape than a capture has, or that claim what is not so."""

from upload_rows import GOOD, WHOLE, good, json_row, with_settings

SHAPE = [
    json_row("null", b"null", 422, " wrong_type"),
    json_row("true", b"true", 422, " wrong_type"),
    json_row("a number", b"1", 422, " wrong_type"),
    json_row("a text", b'"a"', 422, " wrong_type"),
    json_row("a list", b"[]", 422, " wrong_type"),
    json_row("a list with the body", b"[" + WHOLE + b"]", 422, " wrong_type"),
    json_row("an empty object", b"{}", 422, *(f"/{key} missing" for key in GOOD)),
    json_row("no name", good(name=None), 422, "/name missing"),
    json_row("no time", good(captured_at=None), 422, "/captured_at missing"),
    json_row("no softphone", good(softphone=None), 422, "/softphone missing"),
    json_row("no settings", good(settings=None), 422, "/settings missing"),
    json_row("one field more", good(id=1), 422, "/id unknown_field"),
    json_row("a field of the directory", good(terminals=[]), 422, "/terminals unknown_field"),
    json_row("another letter case", good(name=None, Name="a"), 422, "/name missing", "/Name unknown_field"),
    json_row("a name that is null", WHOLE.replace('"標準設定"'.encode(), b"null"), 422, "/name wrong_type"),
    json_row("a name that is a number", good(name=1), 422, "/name wrong_type"),
    json_row("a name that is a list", good(name=["a"]), 422, "/name wrong_type"),
    json_row("a name that is an object", good(name={"ja": "a"}), 422, "/name wrong_type"),
    json_row("an empty name", good(name=""), 422, "/name empty"),
    json_row("a name of spaces", good(name=" \u3000"), 422, "/name empty"),
    json_row("a name that cannot be seen", good(name="\u200b\u2060"), 422, "/name empty"),
    json_row("a name of 61 characters", good(name="名" * 61), 422, "/name too_long"),
    json_row("a name of 100,000 marks", good(name="a" + "\u0301" * 100_000), 422, "/name too_long"),
    json_row("a name of two lines", good(name="a\r\nb"), 422, "/name not_text"),
    json_row("a name that rings", good(name="a\x07"), 422, "/name not_text"),
    json_row("a time that is a number", good(captured_at=1763596800), 422, "/captured_at wrong_type"),
    json_row("an empty time", good(captured_at=""), 422, "/captured_at bad_time"),
    json_row("a day", good(captured_at="2026-11-20"), 422, "/captured_at bad_time"),
    json_row("a time without zone", good(captured_at="2026-11-20T09:00:00"), 422, "/captured_at bad_time"),
    json_row("a day that is none", good(captured_at="2026-02-29T09:00:00Z"), 422, "/captured_at bad_time"),
    json_row("an hour that is none", good(captured_at="2026-11-20T24:00:01Z"), 422, "/captured_at bad_time"),
    json_row(
        "a zone that is none", good(captured_at="2026-11-20T09:00:00+25:00"), 422, "/captured_at bad_time"
    ),
    json_row(
        "full-width digits in a time",
        good(captured_at="２０２６-11-20T09:00:00Z"),
        422,
        "/captured_at bad_time",
    ),
    json_row(
        "a time before all", good(captured_at="0001-01-01T00:00:00+14:00"), 422, "/captured_at bad_time"
    ),
    json_row("a time after all", good(captured_at="9999-12-31T23:59:59-14:00"), 422, "/captured_at bad_time"),
    json_row("a time in words", good(captured_at="yesterday"), 422, "/captured_at bad_time"),
    json_row("a softphone that is a text", good(softphone="3.13.7"), 422, "/softphone wrong_type"),
    json_row(
        "an empty softphone", good(softphone={}), 422, "/softphone/version missing", "/softphone/os missing"
    ),
    json_row(
        "a softphone with more",
        good(softphone={"version": "3.13.7", "os": "", "mac": "a"}),
        422,
        "/softphone/mac unknown_field",
    ),
    json_row(
        "a version that is a number",
        good(softphone={"version": 3.13, "os": ""}),
        422,
        "/softphone/version wrong_type",
    ),
    json_row(
        "a version with a letter",
        good(softphone={"version": "v3.13.7", "os": ""}),
        422,
        "/softphone/version bad_version",
    ),
    json_row(
        "a version before a release",
        good(softphone={"version": "3.13.7-rc1", "os": ""}),
        422,
        "/softphone/version bad_version",
    ),
    json_row(
        "a version of one number",
        good(softphone={"version": "3", "os": ""}),
        422,
        "/softphone/version bad_version",
    ),
    json_row(
        "an os that is null",
        good(softphone={"version": "3.13.7", "os": None}),
        422,
        "/softphone/os wrong_type",
    ),
    json_row(
        "an os of 201 characters",
        good(softphone={"version": "3.13.7", "os": "x" * 201}),
        422,
        "/softphone/os too_long",
    ),
    json_row(
        "an os of two lines",
        good(softphone={"version": "3.13.7", "os": "a\nb"}),
        422,
        "/softphone/os not_text",
    ),
    json_row("settings that are null", with_settings("null"), 422, "/settings wrong_type"),
    json_row(
        "settings that are a list", good(settings=[["phone.dtmf", "info"]]), 422, "/settings wrong_type"
    ),
    json_row("settings that are a text", good(settings="{}"), 422, "/settings wrong_type"),
    json_row("settings that are false", good(settings=False), 422, "/settings wrong_type"),
]


CLAIMS = [
    json_row(
        "another version",
        good(softphone={"version": "3.13.8", "os": ""}),
        422,
        "/softphone/version other_version",
    ),
    json_row(
        "another terminal",
        good(settings={"terminal.extension": "1002"}),
        422,
        "/settings/terminal.extension other_terminal",
    ),
    json_row(
        "another version and terminal",
        good(softphone={"version": "3.13.70", "os": ""}, settings={"terminal.extension": "10010"}),
        422,
        "/softphone/version other_version",
        "/settings/terminal.extension other_terminal",
    ),
]


SEVERAL = [
    json_row(
        "of text and of shape",
        b'{"name": 1, "captured_at": NaN, "softphone": {"version": "3.13.8"}, "settings": {"a": 1, "a": 2}}',
        422,
        "/name wrong_type",
        "/captured_at not_a_number",
        "/softphone/os missing",
        "/softphone/version other_version",
        "/settings/a duplicate_key",
    ),
    json_row(
        "up to where the syntax breaks",
        b'{"name": 1, "settings": {"a": NaN, "b": 1e99, "c": "\\ud800", "a": 1, "d" 1}',
        400,
        "/settings/a not_a_number",
        "/settings/b number_out_of_range",
        "/settings/c lone_surrogate",
        "/settings/a duplicate_key",
        "/settings/d not_json",
    ),
    json_row(
        "everywhere",
        good(name="", captured_at="", softphone={"version": "x", "os": 1}, settings=[]),
        422,
        "/name empty",
        "/captured_at bad_time",
        "/softphone/version bad_version",
        "/softphone/os wrong_type",
        "/settings wrong_type",
    ),
]
