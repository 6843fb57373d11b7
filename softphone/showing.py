"""What is in force, on a terminal: for people as a table, for programs as JSON."""

import json
import unicodedata

from softphone.catalogue import Language
from softphone.reading import JsonObject, JsonValue
from softphone.saying import say_option
from softphone.settings import SECRET, Item, settings_of
from softphone.state import State
from softphone.texts import text

HIDDEN = "••••••••"
"""Stands for a secret that is set."""


def as_table(state: State, language: Language) -> str:
    """Return what is in force, a setting a line."""
    lines = [*_head(state, language), ""]
    for item in settings_of(state).items:
        marks = _marks(item, language)
        value = json.dumps(_hidden(item, item.value), ensure_ascii=False)
        lines.append(f"{item.key} = {value}{'  [' + ', '.join(marks) + ']' if marks else ''}")
    return "".join(f"{plain(line)}\n" for line in lines)


def plain(line: str) -> str:
    """Return `line` without control characters: what comes from elsewhere is text, no order to a terminal."""
    return "".join(
        "\N{REPLACEMENT CHARACTER}" if unicodedata.category(sign)[0] == "C" else sign for sign in line
    )


def as_json(state: State) -> str:
    """Return what is in force as one JSON object; secrets are never in it."""
    settings, controlled = settings_of(state), state.controlled
    shown: JsonObject = {
        "server": state.server,
        "softphone_version": state.version,
        "extension": None if state.terminal is None else state.terminal.extension,
        "agent": None if state.agent is None else state.agent.login,
        "controlled": controlled is not None,
        "revision": state.revision,
        "profile": None if controlled is None else controlled.delivered.profile.name,
        "notice": None if controlled is None else controlled.delivered.notice,
        "standing": None if state.standing is None else state.standing.outcome,
        "settings": {item.key: _entry(item, settings.own_value(item.key)) for item in settings.items},
    }
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def _entry(item: Item, own: JsonValue) -> JsonObject:
    entry: JsonObject = {
        "value": _hidden(item, item.value),
        "own": _hidden(item, own),
        "locked": item.locked,
        "needs_option": item.needs_option,
    }
    return entry


def _head(state: State, language: Language) -> list[str]:
    controlled = state.controlled
    profile = "-" if controlled is None else controlled.delivered.profile.name
    terminal = "-" if state.terminal is None else f"{state.terminal.extension} {state.terminal.name}"
    agent = "-" if state.agent is None else f"{state.agent.login} {state.agent.name}"
    return [
        f"{text('show.server', language)}: {state.server}",
        f"{text('show.terminal', language)}: {terminal}",
        f"{text('show.agent', language)}: {agent}",
        f"{text('show.version', language)}: {state.version}",
        f"{text('show.profile', language)}: {profile}",
        *([] if controlled is None else [controlled.delivered.notice]),
    ]


def _marks(item: Item, language: Language) -> list[str]:
    locked = [text("show.locked", language)] if item.locked else []
    if item.needs_option is None:
        return locked
    return [*locked, text("show.needs", language, option=say_option(item.needs_option, language))]


def _hidden(item: Item, value: JsonValue) -> JsonValue:
    return HIDDEN if item.setting.setting_class == SECRET and value not in (None, "") else value
