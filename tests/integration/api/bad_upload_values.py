"""Bad uploads of JSON that other readers let through, and of too much of it."""

from upload_rows import MB, WHOLE, good, json_row, with_settings, with_value

DEEP = "/settings/x" + "/0" * 14

DUPLICATES = [
    json_row("name twice", b'{"name": "a",' + WHOLE[1:], 422, "/name duplicate_key"),
    json_row("settings twice", b'{"settings": {},' + WHOLE[1:], 422, "/settings duplicate_key"),
    json_row("a setting twice", with_settings('{"x": 1, "x": 1}'), 422, "/settings/x duplicate_key"),
    json_row(
        "a setting twice, once escaped",
        with_settings(r'{"x": 1, "\u0078": 2}'),
        422,
        "/settings/x duplicate_key",
    ),
    json_row(
        "a setting three times", with_settings('{"x": 1, "x": 2, "x": 3}'), 422, "/settings/x duplicate_key"
    ),
    json_row(
        "twice inside a value", with_value('{"a": {"b": 1, "b": 2}}'), 422, "/settings/x/a/b duplicate_key"
    ),
    json_row(
        "twice in a list", with_value('[{"a/b": 1, "a/b": 2}]'), 422, "/settings/x/0/a~1b duplicate_key"
    ),
    json_row("an empty key twice", with_settings('{"": 1, "": 2}'), 422, "/settings/ duplicate_key"),
    json_row(
        "__proto__ twice",
        with_settings('{"__proto__": 1, "__proto__": 2}'),
        422,
        "/settings/__proto__ duplicate_key",
    ),
]


NUMBERS = [
    json_row("NaN", with_value("NaN"), 422, "/settings/x not_a_number"),
    json_row("-NaN", with_value("-NaN"), 400, "/settings/x not_json"),
    json_row("infinity", with_value("Infinity"), 422, "/settings/x not_a_number"),
    json_row("minus infinity", with_value("[-Infinity]"), 422, "/settings/x/0 not_a_number"),
    json_row("2^53 + 1", with_value("9007199254740993"), 422, "/settings/x number_out_of_range"),
    json_row("-2^53 - 1", with_value("-9007199254740993"), 422, "/settings/x number_out_of_range"),
    json_row("2^53 and a half", with_value("9007199254740992.5"), 422, "/settings/x number_out_of_range"),
    json_row("1e16", with_value("1e16"), 422, "/settings/x number_out_of_range"),
    json_row("1e400", with_value("1e400"), 422, "/settings/x number_out_of_range"),
    json_row("an endless exponent", with_value("1e" + "9" * 4000), 422, "/settings/x number_out_of_range"),
    json_row("10,000 digits", with_value("9" * 10_000), 422, "/settings/x number_out_of_range"),
    json_row("leading zero", with_value("007"), 400, "/settings/x not_json"),
    json_row("plus", with_value("+1"), 400, "/settings/x not_json"),
    json_row("point first", with_value(".5"), 400, "/settings/x not_json"),
    json_row("point last", with_value("5."), 400, "/settings/x not_json"),
    json_row("hexadecimal", with_value("0x1F"), 400, "/settings/x not_json"),
    json_row("underscore", with_value("1_000"), 400, "/settings/x not_json"),
    json_row("full-width digits", with_value("１０"), 400, "/settings/x not_json"),
    json_row("minus alone", with_value("-"), 400, "/settings/x not_json"),
]


CHARACTERS = [
    json_row("NUL escaped", with_value(r'"a\u0000"'), 422, "/settings/x nul_character"),
    json_row("NUL in a key", with_settings(r'{"a\u0000": 1}'), 422, "/settings/a\ufffd nul_character"),
    json_row("half a pair", with_value(r'"\ud83d"'), 422, "/settings/x lone_surrogate"),
    json_row("the other half", with_value(r'"\ude00"'), 422, "/settings/x lone_surrogate"),
    json_row("halves the wrong way round", with_value(r'"\ude00\ud83d"'), 422, "/settings/x lone_surrogate"),
    json_row("half a pair in a key", with_settings(r'{"\ud83d": 1}'), 422, "/settings/\ufffd lone_surrogate"),
    json_row("NUL in the name", good(name="a\0b"), 422, "/name nul_character"),
    json_row(
        "half a pair in the name", good(name="<>").replace(b"<>", rb"\ud800"), 422, "/name lone_surrogate"
    ),
]


DEPTH = [
    json_row("17 levels", with_value("[" * 15 + "]" * 15), 422, DEEP + " too_deep"),
    json_row(
        "17 levels of objects",
        with_value('{"a":' * 15 + "1" + "}" * 15),
        422,
        "/settings/x" + "/a" * 14 + " too_deep",
    ),
    json_row("1,000 levels", with_value("[" * 1000 + "]" * 1000), 422, DEEP + " too_deep"),
    json_row("100,000 levels", with_value("[" * 100_000 + "]" * 100_000), 422, DEEP + " too_deep"),
    json_row("lists without end", b"[" * 500_000, 422, "/0" * 16 + " too_deep"),
    json_row("objects without end", b'{"a":' * 100_000, 422, "/a" * 16 + " too_deep"),
    json_row(
        "twice too deep",
        with_value("[" + ",".join(["[" * 14 + "]" * 14] * 2) + "]"),
        422,
        "/settings/x/0" + "/0" * 13 + " too_deep",
        "/settings/x/1" + "/0" * 13 + " too_deep",
    ),
]


SIZE = [
    json_row("a megabyte and a byte", b" " * (MB + 1), 413, " too_large"),
    json_row("a value of a megabyte", with_value('"' + "x" * MB + '"'), 413, " too_large"),
    json_row("5,001 settings", good(settings={f"k{n}": n for n in range(5001)}), 422, "/settings too_many"),
    json_row(
        "50,000 settings", good(settings={f"k{n}": n for n in range(50_000)}), 422, "/settings too_many"
    ),
    json_row(
        "20,000 faults",
        with_value("[" + "NaN," * 20_000 + "1]"),
        422,
        *(f"/settings/x/{n} not_a_number" for n in range(1000)),
        " more_faults",
    ),
]
