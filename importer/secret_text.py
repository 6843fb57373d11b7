"""Secrets that stand open in a text: after their name, in an address, in a header, by their form."""

import re
from collections.abc import Iterator

from importer.secret_names import says_secret

MASK = "********"

# What is a secret by its form alone: what stands in every such text, the form, what comes instead. Each is
# linear in the length of the text.
_BY_FORM: tuple[tuple[str, re.Pattern[str], str], ...] = (
    (
        "-----BEGIN ",
        re.compile(
            r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----.*?(?:-----END [^-]{0,60}-----|\Z)", re.DOTALL
        ),
        MASK,
    ),
    # https://user:password@host, https://token@host
    ("//", re.compile(r"(?<=//)[^\s/?#]*@"), f"{MASK}@"),
    ("@", re.compile(r"\b(sips?:[^\s:@]{1,200}:)[^\s@]{1,200}@", re.IGNORECASE), rf"\1{MASK}@"),
    # A JSON web token
    ("eyJ", re.compile(r"\beyJ[\w-]{6,}\.[\w-]{4,}(?:\.[\w-]*)*"), MASK),
    # The hash of a password
    (
        "$",
        re.compile(r"\$(?:argon2(?:id|i|d)|2[aby]|5|6|y|7|scrypt|pbkdf2[\w-]{0,20})\$[\w$./+,=-]{8,}"),
        MASK,
    ),
)
# What stands in an Authorization header
_SCHEME = re.compile(r"\b(Bearer|Negotiate|NTLM)(\s{1,8})[\w.~+/=-]{6,}", re.IGNORECASE)
_ELEMENT = re.compile(r"<([\w:.-]{1,64})(?:\s[^<>]{0,200})?>([^<>]+)(?=</)")
_OPTION = re.compile(r"(?<!\S)--?([\w-]{1,64})\s+([^\s-]\S*)")

# A name and what gives it its value: `password=`, `"password": `, `['password'] => `, `パスワード：`.
_GIVES = re.compile(r"(?<![\w.-])([\w.-]++)\\{0,4}[\"'\]]{0,2}\s{0,8}(?:=>|:=|[=:＝：])\s{0,8}")
_SEPARATOR = re.compile(r"[=:＝：]")
_WORD_BEFORE = re.compile(r"(?<![\w.-])[\w.-]{1,40} \Z")
_AFTER_NAME = frozenset({"value", "is", "text", "string", "data", "hash", "again"})
_IN_ADDRESS = frozenset({"key", "sig", "signature", "sas"})
_WHOLE_LINE = re.compile(r"authorization$|cookie2?$", re.IGNORECASE)

_QUOTE = re.compile(r"(\\*)([\"'])")
# Up to the quote that closes, stepping over escaped ones.
_CLOSING = {'"': re.compile(r'(?<!\\)(?:\\\\)*"'), "'": re.compile(r"(?<!\\)(?:\\\\)*'")}
_END_OF_LINE = re.compile(r"[\r\n]")
# The next name ends a value: "&user=", "; Database=", ", role:", " retries=".
_END_OF_VALUE = re.compile(r"[\r\n<]|[&;,\s]\s?[\"']?[\w.%-]{1,40}[\"']?\s?[=:]")
_PLACEHOLDER = re.compile(r"\{{1,2}[A-Za-z_][\w.]{0,63}\}{1,2}")
_NO_SECRET = frozenset({"true", "false", "null", "none", "yes", "no", "on", "off", MASK})


def mask_open(text: str) -> str:
    """Return the text with every secret that stands open in it replaced by MASK."""
    text = _mask_given(text)
    if "<" in text:
        text = _ELEMENT.sub(_mask_second, text)
    if "-" in text:
        text = _OPTION.sub(_mask_second, text)
    for hint, form, instead in _BY_FORM:
        if hint in text:
            text = form.sub(instead, text)
    return _SCHEME.sub(rf"\1\2{MASK}", text) if _may_name_scheme(text) else text


def _may_name_scheme(text: str) -> bool:
    # A pattern that ignores case takes longer to find nothing than this does.
    lowered = text.lower()
    return "bearer" in lowered or "ntlm" in lowered or "negotiate" in lowered or not text.isascii()


def _mask_second(match: re.Match[str]) -> str:
    name, value = match.groups()
    if not says_secret(name) or not _is_secret(value):
        return match[0]
    start = match.start(2) - match.start()
    return match[0][:start] + MASK + match[0][start + len(value) :]


def _mask_given(text: str) -> str:
    if not _SEPARATOR.search(text):
        return text
    kept: list[str] = []
    done = 0
    for start, end in _given(text):
        kept += (text[done:start], MASK)
        done = end
    return "".join(kept) + text[done:] if kept else text


def _given(text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where a value stands whose name, just before it, says that it is a secret."""
    done = 0
    for gives in _GIVES.finditer(text):
        if gives.start() < done or not _promises_secret(gives):
            continue
        start, done = _value(text, gives.end(), whole_line=_WHOLE_LINE.search(gives[1]) is not None)
        filled_in = _in_address(gives) and _PLACEHOLDER.fullmatch(text, start, done)
        if _is_secret(text[start:done]) and not filled_in:
            yield start, done


def _promises_secret(gives: re.Match[str]) -> bool:
    name = gives[1]
    if says_secret(name) or (name.lower() in _IN_ADDRESS and _in_address(gives)):
        return True
    # Of two words both count ("api key: …"), but in "token refused: …" what follows is no token.
    start = gives.start()
    if start == 0 or gives.string[start - 1] != " ":
        return False
    before = _WORD_BEFORE.search(gives.string[max(0, start - 42) : start])
    if before is None or not says_secret(before[0] + name):
        return False
    return not says_secret(before[0]) or name.lower() in _AFTER_NAME


def _in_address(gives: re.Match[str]) -> bool:
    return gives[0].endswith("=") and gives.string[max(0, gives.start() - 1) : gives.start()] in {
        "?",
        "&",
        "#",
    }


def _value(text: str, start: int, *, whole_line: bool) -> tuple[int, int]:
    """Return from where to where the value stands that begins here, without its quotes."""
    quote = _QUOTE.match(text, start)
    if quote is None:
        return start, _end(_END_OF_LINE if whole_line else _END_OF_VALUE, text, start)
    inside = quote.end()
    if quote[1]:
        closing = text.find(quote[0], inside)
        return inside, len(text) if closing < 0 else closing
    return inside, _end(_CLOSING[quote[2]], text, inside)


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.search(text, start)
    return match.start() if match else len(text)


def _is_secret(value: str) -> bool:
    value = value.strip(" \t)}],;")
    return bool(value) and value.lower() not in _NO_SECRET and not value.startswith("//")
