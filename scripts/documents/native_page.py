"""docs/native-settings.md: what is taken from the files of other softphones, from importer/native.toml."""

from markdown import code, table, word

from importer.catalogue import catalogue
from importer.native_formats import NativeFormat, NativeSetting, NumberedList, native_formats
from importer.native_values import Words

HEAD = """# Settings files of other softphones

Made by `make documents` from `importer/native.toml`. A capture may be uploaded as the settings file that
another softphone keeps: what the tables below name is taken into the settings of the
[catalogue](settings-catalogue.md), every other entry is kept under its own name, `[section] key`, and shown
as unrecognised (未対応の項目). Secrets are masked before anything is stored. A value that makes no sense
refuses the capture, as in any other upload; one that the catalogue has no way to say is unrecognised.

The file is sent as it is, to the same address and with the same credentials as a capture in JSON, by the same
limits. `Content-Type` says which softphone it is from; what the file does not say stands in the query: `name`
(of the snapshot) and `captured_at` are needed, `os` may be there. The terminal is the one whose tokens are
shown, the version that of `X-Softphone-Version`. `+` is written `%2B` in a query.

    curl "https://haishin.example/api/v1/captures?name=standard&captured_at=2026-11-20T09:00:00%2B09:00" \\
        -H "Authorization: Bearer $DEVICE_TOKEN" -H "X-Agent-Token: $AGENT_TOKEN" \\
        -H "X-Softphone-Version: 3.13.7" -H "Content-Type: {media_type}" \\
        --data-binary @{file}

Of a fault in the file, `pointer` names the entry (`/settings/[sip] contact`) and `line` the line. `/name`,
`/captured_at` and `/softphone/os` are what the query says.
"""
CONVERTERS = {
    "flag": "0 is false, any other number true",
    "whole": "a whole number, decimal or hexadecimal",
    "milliseconds": "milliseconds, rounded to seconds",
    "wholes": "whole numbers, in this order",
    "text": "as it is",
    "word": "by the words below",
    "ports": "two ports; one alone, or zero, is unrecognised",
    "codecs": "codecs in order, those that the catalogue knows",
}


def native_page() -> str:
    """Return the page."""
    formats = list(native_formats().values())
    head = HEAD.format(media_type=formats[0].media_type, file=formats[0].file)
    return "\n".join([head, *map(_section, formats)])


def _section(native: NativeFormat) -> str:
    dialect = native.dialect
    facts = [
        ("Content-Type", word(native.media_type)),
        ("encodings", ", ".join(dialect.encodings)),
        ("comments begin with", " ".join(map(word, dialect.comments))),
        ("names that differ in case alone", "are the same" if dialect.ignore_case else "differ"),
        ("quotes around a value", "are no part of it" if dialect.quoted else "are part of it"),
        ("masked beside what is called a secret", ", ".join(map(word, sorted(native.secrets)))),
    ]
    rows = [*map(_row, native.settings), *map(_list_row, native.numbered)]
    return f"## {native.label}: `{native.file}`\n\n{table(('', ''), facts)}\n" + table(
        ("entry", "setting", "label", "how"), rows
    )


def _row(setting: NativeSetting) -> tuple[str, ...]:
    entries = "<br>".join(map(word, setting.sources))
    return (
        entries,
        word(setting.to),
        _label(setting.to),
        CONVERTERS[setting.converter] + _words(setting.words),
    )


def _list_row(numbered: NumberedList) -> tuple[str, ...]:
    entries = f"`[{numbered.sections}0] {numbered.value}`, …, where `{numbered.enabled}` is 1"
    how = "in the order of the sections" + _words(numbered.words)
    return entries, word(numbered.to), _label(numbered.to), how


def _label(key: str) -> str:
    return catalogue().settings[key].label.ja


def _words(words: Words) -> str:
    mean = "".join(f"<br>{word(text)}: {code(value)}" for text, value in words.mean.items())
    unsaid = ", ".join("any other" if text == "*" else word(text) for text in sorted(words.unsaid))
    return mean + (f"<br>unrecognised: {unsaid}" if unsaid else "")
