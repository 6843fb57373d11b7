"""Bad uploads that are badly packed, of another type, or come with bad headers."""

import gzip

from upload_rows import MB, WHOLE, Sent, json_row

from importer.unpacking import zstd

SAMPLES = [bytes(str(number) * 50, "ascii") for number in range(1000)]
OWN_DICTIONARY = zstd.train_dict(SAMPLES, 4096)
PACKED = [
    row
    for coding, pack in (("gzip", gzip.compress), ("zstd", zstd.compress))
    for row in (
        json_row(f"{coding} of nothing", pack(b""), 400, " empty", Content_Encoding=coding),
        json_row(f"{coding} of bad JSON", pack(b"{"), 400, " not_json", Content_Encoding=coding),
        json_row(f"{coding} of a bad shape", pack(b"[]"), 422, " wrong_type", Content_Encoding=coding),
        json_row(f"{coding} that is none", WHOLE, 400, " not_unpacked", Content_Encoding=coding),
        json_row(f"{coding} with an empty body", b"", 400, " cut_off", Content_Encoding=coding),
        json_row(f"{coding} cut off", pack(WHOLE)[:-1], 400, " cut_off", Content_Encoding=coding),
        json_row(
            f"{coding} with more behind", pack(WHOLE) + b"x", 400, " more_follows", Content_Encoding=coding
        ),
        json_row(f"a bomb of {coding}", pack(b" " * 30 * MB), 413, " too_large", Content_Encoding=coding),
        json_row(
            f"a bomb of {coding} in two frames",
            pack(b" " * MB) * 2,
            413,
            " too_large",
            Content_Encoding=coding,
        ),
        json_row(
            f"10,000 frames of {coding}", pack(b"") * 10_000, 400, " more_follows", Content_Encoding=coding
        ),
        json_row(f"{coding} twice", pack(pack(WHOLE)), 415, Content_Encoding=f"{coding}, {coding}"),
    )
] + [
    json_row(
        "zstd with a dictionary",
        zstd.compress(WHOLE, zstd_dict=OWN_DICTIONARY),
        400,
        " needs_dictionary",
        Content_Encoding="zstd",
    ),
    json_row("gzip called zstd", gzip.compress(WHOLE), 400, " not_unpacked", Content_Encoding="zstd"),
    json_row("zstd called gzip", zstd.compress(WHOLE), 400, " not_unpacked", Content_Encoding="gzip"),
    *(
        json_row(f"packed by {coding}", WHOLE, 415, Content_Encoding=coding)
        for coding in ("br", "deflate", "compress", "gzip;q=1", "aes128gcm", "x")
    ),
]


TYPES = [
    Sent(f"of type {media_type}", WHOLE, 415, (), {"Content-Type": media_type})
    for media_type in (
        "text/plain",
        "text/json",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/octet-stream",
        "application/vnd.api+json",
        "application/json; charset=shift_jis",
        "*/*",
        "x",
    )
]


HEADERS = [
    json_row("an empty idempotency key", WHOLE, 422, " bad_idempotency_key", Idempotency_Key=""),
    json_row("a key of 201 characters", WHOLE, 422, " bad_idempotency_key", Idempotency_Key="k" * 201),
    json_row("a key that cannot be printed", WHOLE, 422, " bad_idempotency_key", Idempotency_Key="a\x85b"),
    *(
        json_row(f"version {version!r}", WHOLE, 400, X_Softphone_Version=version)
        for version in ("", "3", "3.13.7-rc1", "v3.13.7", "3,13", "3.13.7 ' OR 1=1", "9" * 500)
    ),
    json_row("an older version", WHOLE, 403, X_Softphone_Version="3.13.6"),
]
