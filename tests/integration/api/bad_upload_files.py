"""Bad uploads of settings files of other softphones."""

import gzip

from upload_rows import MICROSIP, QUERY, WHOLE, native_row

NATIVE = [
    native_row("no file", b"", 400, " empty"),
    native_row("remarks alone", "# nothing\n", 400, " empty"),
    native_row("JSON as a file", WHOLE, 400, " bad_line"),
    native_row("no section", "x=1", 400, " bad_line"),
    native_row("no equals sign", "[a]\nx", 400, " bad_line"),
    native_row("half a section", "[a\nx=1", 400, " bad_line", " bad_line"),
    native_row("a key twice", "[a]\nx=1\nx=2", 422, "/settings/[a] x duplicate_key"),
    native_row("a section twice", "[a]\nx=1\n[a]\ny=2", 422, "/settings/[a] duplicate_key"),
    native_row("NUL in a line", "[a]\nx=a\0b", 422, "/settings/[a] nul_character"),
    native_row("an escape in a line", "[a]\nx=\x1b[31m", 422, "/settings/[a] not_text"),
    native_row("a line of 10,000 characters", "[a]\nx=" + "y" * 10_000, 422, "/settings/[a] line_too_long"),
    native_row(
        "5,001 entries", "[a]\n" + "".join(f"k{n}=1\n" for n in range(5001)), 422, "/settings too_many"
    ),
    native_row("two megabytes", b"[a]\nx=1\n" * 300_000, 413, " too_large"),
    native_row("CP932 from Linphone", "[a]\nx=機器".encode("cp932"), 400, " not_decoded"),
    native_row("UTF-16 from Linphone", "[a]\nx=1".encode("utf-16"), 400, " not_decoded"),
    native_row(
        "UTF-16 without a mark", "[a]\nx=1".encode("utf-16-le"), 400, " not_decoded", media_type=MICROSIP
    ),
    native_row(
        "a file in UTF-16BE",
        b"\xfe\xff" + "[a]\nx=1".encode("utf-16-be"),
        400,
        " not_decoded",
        media_type=MICROSIP,
    ),
    native_row("an odd byte", b"\xff\xfe[\0a\0]", 400, " not_decoded", media_type=MICROSIP),
    native_row(
        "a key twice in another case",
        "[a]\nX=1\nx=2",
        422,
        "/settings/[a] x duplicate_key",
        media_type=MICROSIP,
    ),
    native_row("a picture as a file", b"\x89PNG\r\n\x1a\n\x81\xff", 400, " not_decoded", media_type=MICROSIP),
    native_row(
        "no name for a file", "[a]\nx=1", 422, "/name missing", query={"captured_at": "2026-11-20T09:00:00Z"}
    ),
    native_row("no time for a file", "[a]\nx=1", 422, "/captured_at missing", query={"name": "a"}),
    native_row("a bad name for a file", "[a]\nx=1", 422, "/name too_long", query=QUERY | {"name": "n" * 61}),
    native_row(
        "a bad time for a file",
        "[a]\nx=1",
        422,
        "/captured_at bad_time",
        query=QUERY | {"captured_at": "now"},
    ),
    native_row(
        "two names for a file", "[a]\nx=1", 422, "/name wrong_type", query=QUERY | {"name": ["a", "b"]}
    ),
    native_row("NUL in a name for a file", "[a]\nx=1", 422, "/name not_text", query=QUERY | {"name": "a\0"}),
    native_row(
        "a parameter nobody knows",
        "[a]\nx=1",
        422,
        "/extension unknown_field",
        query=QUERY | {"extension": "1002"},
    ),
    native_row("no UTF-8 in the query", "[a]\nx=1", 400, " not_utf8", query="name=%ff"),
    native_row(
        "a file packed and cut off",
        gzip.compress(b"[a]\nx=1")[:-3],
        400,
        " cut_off",
        **{"Content-Encoding": "gzip"},
    ),
]
