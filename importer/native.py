"""Settings files of other softphones as captures: what the catalogue knows under its names, else theirs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from importer.captures import LIMITS, CaptureBody, shaped
from importer.catalogue import Catalogue
from importer.faults import Fault, Unreadable, at_most
from importer.ini import Entry, IniFile, read_ini
from importer.json_value import JsonValue
from importer.masking import MASK
from importer.native_formats import NativeFormat, NativeSetting, NumberedList
from importer.native_values import CONVERTERS, Said
from importer.reading import Limits
from importer.text_places import in_order


def read_native(
    raw: bytes,
    fields: Mapping[str, JsonValue],
    native: NativeFormat,
    catalogue: Catalogue,
    limits: Limits = LIMITS,
) -> CaptureBody:
    """Return the capture that such a file makes, secrets masked; raises Unreadable with every fault.

    `fields` is what the file does not say: `name`, `captured_at` and `softphone`, as in a capture's own body.
    """
    file = read_ini(raw, native.dialect, limits.bytes)
    shape: list[Fault] = []
    body = shaped({**fields, "settings": settings_of(file, native)}, catalogue, shape)
    faults = in_order([*file.faults, *shape])
    if faults:
        raise Unreadable(at_most(limits.faults, faults))
    return body


def settings_of(file: IniFile, native: NativeFormat) -> dict[str, JsonValue]:
    """Return what the file's entries say by setting; what none takes stays under its own name."""
    found = _Found(native, {native.dialect.folded(entry.name): entry for entry in file.entries})
    for setting in native.settings:
        found.take(setting)
    for numbered in native.numbered:
        found.take_list(numbered)
    return {**found.settings, **found.left()}


@dataclass(slots=True)
class _Found:
    """The entries of a file by folded name, and the settings that they turned out to say."""

    native: NativeFormat
    entries: Mapping[str, Entry]
    settings: dict[str, JsonValue] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def take(self, setting: NativeSetting) -> None:
        """Take one setting, if all its entries are there and the catalogue can say what they say."""
        names = [self.native.dialect.folded(source) for source in setting.sources]
        if not all(name in self.entries for name in names):
            return
        texts = [self.entries[name].value for name in names]
        self._keep(setting.to, CONVERTERS[setting.converter].convert(texts, setting.words), names)

    def take_list(self, numbered: NumberedList) -> None:
        """Take a list from its sections, in their order, those that are switched on."""
        words = numbered.words.mean
        items = [item for item in self._items(numbered) if item.value.lower() in words]
        values = list(dict.fromkeys(words[item.value.lower()] for item in items if item.on))
        said = Said(values) if values else None
        self._keep(numbered.to, said, [name for item in items for name in item.names])

    def _items(self, numbered: NumberedList) -> Iterator["_Item"]:
        for number in range(len(self.entries)):
            names = [f"[{numbered.sections}{number}] {key}" for key in (numbered.value, numbered.enabled)]
            names = [self.native.dialect.folded(name) for name in names]
            if not all(name in self.entries for name in names):
                return
            value, enabled = (self.entries[name].value for name in names)
            yield _Item(value, enabled == "1", names)

    def _keep(self, to: str, said: Said | None, names: Iterable[str]) -> None:
        if said is not None:
            self.settings[to] = said.value
            self._taken.update(names if said.whole else ())

    def left(self) -> dict[str, JsonValue]:
        """Return the entries that no setting took, without their secrets (CAP-9)."""
        return {
            entry.name: MASK if self._is_secret(entry) and entry.value else entry.value
            for name, entry in self.entries.items()
            if name not in self._taken
        }

    def _is_secret(self, entry: Entry) -> bool:
        return self.native.dialect.folded(entry.key) in self.native.secrets


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of a numbered list, and the names of its two entries."""

    value: str
    on: bool
    names: Sequence[str]
