"""The command `haishin-softphone`: reads what was typed, runs one command, gives its exit code."""

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from softphone.arguments import default_state, parser, server_address
from softphone.catalogue import Language
from softphone.commands import COMMANDS, STATE_FILE
from softphone.softphone import Softphone
from softphone.state import DEFAULT_SERVER, DEFAULT_VERSION
from softphone.state_file import StateBusy, StateUnreadable
from softphone.texts import text
from softphone.window.app import Window
from softphone.window.serving import serve

_INTERRUPTED = 130


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    reader = parser()
    arguments = reader.parse_args(argv)
    language = getattr(arguments, "language", None) or _language(os.environ)
    try:
        server = getattr(arguments, "server", None) or _server(os.environ)
    except argparse.ArgumentTypeError as error:
        reader.error(f"HAISHIN_SOFTPHONE_SERVER: {error}")
    try:
        return _run(arguments, server, language)
    except StateBusy:
        return _say(text("said.busy", language))
    except StateUnreadable as error:
        return _say(text("said.unreadable", language, path=str(error)))
    except OSError as error:
        return _say(text("said.not_written", language, detail=str(error)))
    except KeyboardInterrupt:
        return _INTERRUPTED


def _run(arguments: argparse.Namespace, server: str | None, language: Language) -> int:
    state = getattr(arguments, "state", None) or _state(os.environ)
    if arguments.command == "window":
        return serve(
            Window(
                folder=arguments.state_dir or state.parent,
                server=server or DEFAULT_SERVER,
                version=arguments.softphone_version or DEFAULT_VERSION,
            ),
            arguments.port,
        )
    phone = Softphone(state, server=server, language=language)
    return COMMANDS[arguments.command](phone, arguments, language)


def _say(said: str) -> int:
    sys.stderr.write(f"haishin-softphone: {said}\n")
    return STATE_FILE


def _state(environment: Mapping[str, str]) -> Path:
    named = environment.get("HAISHIN_SOFTPHONE_STATE")
    return Path(named) if named else default_state()


def _server(environment: Mapping[str, str]) -> str | None:
    named = environment.get("HAISHIN_SOFTPHONE_SERVER")
    return server_address(named) if named else None


def _language(environment: Mapping[str, str]) -> Language:
    named = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "ja" if named.startswith("ja") else "en"


if __name__ == "__main__":
    sys.exit(main())
