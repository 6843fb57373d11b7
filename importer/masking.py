"""Secrets out of what comes in, before anything is stored, logged or shown (CAP-9, TRU-16)."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from importer.catalogue import Catalogue, SettingClass
from importer.json_pairs import DuplicateNameError, without_duplicates
from importer.json_value import JsonValue
from importer.secret_encodings import RUN, decoded, plain, unwrapped
from importer.secret_keys import Key, look_at
from importer.secret_names import says_secret
from importer.secret_text import MASK, mask_open

__all__ = ["MASK", "mask", "mask_text", "says_secret"]

# {"name": "password", "value": "…"}: the name stands in one field, the secret in another.
_NAMING = frozenset(
    {"name", "key", "id", "field", "header", "label", "param", "parameter", "property", "setting"}
)
_LONGEST_NAMING = max(map(len, _NAMING))
_GIVING = frozenset({"value", "values", "val", "content", "data", "text", "default", "current"})
# What nothing here could take for a secret or for something packed: short words, kana and kanji between them.
# Most texts are so, and need no closer look. Words with nothing but spaces between them are not: they could
# be base64 in lines.
_MARKS = "[.,;#*()!|^?\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff]"
_CLEAN = re.compile(
    rf"[A-Za-z0-9_]{{0,7}}(?:{_MARKS}[A-Za-z0-9_]{{0,7}})*+"
    rf"|(?=[A-Za-z0-9_ ]*{_MARKS})(?!.*NTLM)[A-Za-z0-9_]{{0,5}}(?:(?:{_MARKS}| )[A-Za-z0-9_]{{0,5}})*+",
    re.IGNORECASE,
)
_DEEPEST = 64
_USER_AND_PASSWORD = re.compile(r"[^\s:{}\[\]\"<>/\\]{1,128}:[^\s/].*")
_ROUNDS = 4
_COST_OF_A_LOOK = 50
# Words that were looked through and hold no secret.
_clean_words: set[str] = set()
_LONGEST_WORD, _MOST_KEPT = 16, 4000


def mask(value: JsonValue, catalogue: Catalogue | None = None) -> JsonValue:
    """Return `value` with MASK in place of every secret in it, however deep or encoded.

    A secret is what stands under a key of the class secret, under a key whose name says it and that the
    catalogue does not know, and what a string holds (see `mask_text`). True, false and null are no secrets.
    Under a known key what is no text stays a list, `[MASK]`, so that it is still judged a bad value (CAP-7).
    """
    return _Walk(catalogue)(value, 0)


def mask_text(text: str) -> str:
    """Return `text` with MASK in place of every secret in it, such as "password=…" or "//user:password@".

    JSON, base64, hexadecimal and percent signs are looked through, layer by layer. The time is linear in
    the length; what is packed so often that it would not be becomes MASK as a whole.
    """
    if _CLEAN.fullmatch(text):
        return text
    for _round in range(_ROUNDS):
        masked = _masked_once(text)
        if masked == text:
            return text
        text = masked
    return MASK


def _masked_once(text: str) -> str:
    try:
        return _Text(8 * len(text) + 100 * _COST_OF_A_LOOK)(text)
    except RecursionError:  # packed so deep that nobody could look through it
        return MASK


@dataclass(frozen=True, slots=True)
class _Walk:
    catalogue: Catalogue | None
    text: "_Text | None" = None

    def __call__(self, value: JsonValue, depth: int) -> JsonValue:
        if type(value) is str:
            return mask_text(value) if self.text is None else self.text(value)
        if value is None or isinstance(value, (int, float)):
            return value
        if depth >= _DEEPEST:
            return MASK
        # Of the two, the first is told at once.
        if isinstance(value, (dict, Mapping)):
            return self._entries(value, depth)
        return self._items(value, depth)

    def _entries(self, value: Mapping[str, JsonValue], depth: int) -> JsonValue:
        named = any(says_secret(inner) for inner in _names_in(value))
        entries: dict[str, JsonValue] = {}
        for key, inner in value.items():
            looked = look_at(key)
            masked: JsonValue
            if inner is None or inner is True or inner is False:
                masked = inner
            elif named and key.lower() in _GIVING:
                masked = _hidden(inner)
            else:
                masked = self._entry(looked, inner, depth)
            entries[key if looked.is_clean else self._key(key, entries)] = masked
        return entries

    def _key(self, key: str, taken: Mapping[str, JsonValue]) -> str:
        # An address or "token=…" can be a key; two that are alike once masked both stay.
        masked = self(key, 0)
        return f"{masked} {len(taken)}" if masked != key and masked in taken else str(masked)

    def _entry(self, looked: Key, inner: JsonValue, depth: int) -> JsonValue:
        setting = self.catalogue.settings.get(looked.key) if self.catalogue else None
        if setting is None:
            return _hidden(inner) if looked.says_secret else self(inner, depth + 1)
        if setting.setting_class is not SettingClass.SECRET:
            return self(inner, depth + 1)
        return _hidden(inner) if isinstance(inner, (str, bool)) or inner is None else [MASK]

    def _items(self, value: Sequence[JsonValue], depth: int) -> JsonValue:
        # ["--password", "…"] and ["password", "…"]: a name, then what it names.
        before: JsonValue = None
        items: list[JsonValue] = []
        for item in value:
            named = isinstance(before, str) and not isinstance(item, (Mapping, list)) and says_secret(before)
            items.append(_hidden(item) if named else self(item, depth + 1))
            before = item
        return items


def _names_in(entries: Mapping[str, JsonValue]) -> Iterator[str]:
    for key, inner in entries.items():
        if len(key) <= _LONGEST_NAMING and key.lower() in _NAMING and isinstance(inner, str):
            yield inner


def _hidden(value: JsonValue) -> JsonValue:
    return value if value is None or isinstance(value, bool) else MASK


@dataclass(slots=True)
class _Text:
    """Masks one text and what is packed in it; `budget` is how many characters may be looked at."""

    budget: int

    def __call__(self, text: str) -> str:
        self.budget -= len(text) + _COST_OF_A_LOOK
        if self.budget < 0:
            return MASK
        masked = self._json(text)
        return self._other(text) if masked is None else masked

    def _json(self, text: str) -> str | None:
        """Return the JSON in `text` masked, None where it is no JSON."""
        if text.lstrip()[:1] not in {"{", "[", '"'}:
            return None
        try:
            value = json.loads(text, object_pairs_hook=without_duplicates)
        except (DuplicateNameError, RecursionError):
            return MASK
        except ValueError:
            return None
        masked = _Walk(None, self)(value, 0)
        return text if masked == value else json.dumps(masked)

    def _other(self, text: str) -> str:
        if (run := unwrapped(text)) != text and self._hides_secret(run):
            return MASK
        text = RUN.sub(self._run, mask_open(text))
        return MASK if (inside := plain(text)) != text and self(inside) != inside else text

    def _run(self, run: re.Match[str]) -> str:
        if self._hides_secret(run[0]):
            return MASK
        if "/" not in run[0]:
            return run[0]
        # Each "/" can be a digit of base64 or stand between the steps of a path.
        return "/".join(MASK if self._hides_secret(step) else step for step in run[0].split("/"))

    def _hides_secret(self, run: str) -> bool:
        if len(run) > _LONGEST_WORD:
            return self._is_packed_secret(run)
        # Words of every path and name come again with each upload.
        if run in _clean_words:
            return False
        hides = self._is_packed_secret(run)
        if not hides and len(_clean_words) < _MOST_KEPT:
            _clean_words.add(run)
        return hides

    def _is_packed_secret(self, run: str) -> bool:
        return any(_USER_AND_PASSWORD.fullmatch(text) or self(text) != text for text in decoded(run))
