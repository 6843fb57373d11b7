"""What can be typed after `haishin-softphone`."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from softphone.catalogue import VERSION_FORM

_HIGHEST_PORT = 65535

# Makes the parser of one command from its name and what it is for.
Command: TypeAlias = Callable[[str, str], argparse.ArgumentParser]

EXIT_CODES = """\
exit codes:
  0  done
  1  refused: by the portal, by the administrator's locks, or by this softphone
  2  wrong usage
  3  no answer from the server; the last settings stay in force
  4  the state file is busy, cannot be read or cannot be written

environment:
  HAISHIN_SOFTPHONE_STATE   the state file, as --state
  HAISHIN_SOFTPHONE_SERVER  the server's address, as --server
"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    common = _common()
    top = argparse.ArgumentParser(
        prog="haishin-softphone",
        description="The reference softphone: asks the portal for its settings and lives by them.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common],
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, about: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=about, description=about, parents=[common])

    _add_terminal_commands(command)
    _add_agent_commands(command)
    _add_settings_commands(command)
    _add_window(command("window", "show softphones in the browser"))
    return top


def _add_terminal_commands(command: Command) -> None:
    enrol = command("enrol", "become a terminal, and start")
    enrol.add_argument("organization", metavar="ORG", type=_text)
    enrol.add_argument("extension", metavar="EXTENSION", type=_text)
    _add_password(enrol, "the terminal password")
    _add_version(enrol)
    _add_version(command("start", "start again: ask the portal for the settings"))
    reset = command("reset", "forget everything, your own settings included")
    reset.add_argument("--yes", action="store_true", help="without it nothing is forgotten")


def _add_agent_commands(command: Command) -> None:
    sign_in = command("sign-in", "sign an agent in")
    sign_in.add_argument("login", metavar="LOGIN", type=_text)
    _add_password(sign_in, "the account's password")
    command("sign-out", "sign the agent out")


def _add_settings_commands(command: Command) -> None:
    show = command("show", "show what is in force, with what is locked")
    show.add_argument("--json", action="store_true", help="as JSON, for programs")
    change = command("set", "change one of your own settings")
    change.add_argument("key", metavar="KEY", type=_text)
    change.add_argument(
        "value", metavar="VALUE", type=_text, help="text; true or false; numbers and lists as JSON"
    )
    _add_capture(command("capture", "upload the settings of this softphone and follow what becomes of them"))


def _add_capture(capture: argparse.ArgumentParser) -> None:
    what = capture.add_mutually_exclusive_group(required=True)
    what.add_argument("name", metavar="NAME", type=_text, nargs="?", help="name of the snapshot")
    what.add_argument("--resume", action="store_true", help="go on with the newest capture")
    capture.add_argument(
        "--wait", metavar="SECONDS", type=float, default=60.0, help="how long to follow it (60)"
    )


def _add_window(window: argparse.ArgumentParser) -> None:
    window.add_argument("--port", type=_port, default=8001, help="port on 127.0.0.1 (8001)")
    window.add_argument(
        "--state-dir", metavar="DIR", type=Path, default=None, help="one state file a softphone"
    )
    _add_version(window)


def _add_password(command: argparse.ArgumentParser, whose: str) -> None:
    command.add_argument(
        "--password-stdin", action="store_true", help=f"read {whose} from the first line of standard input"
    )


def _add_version(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--softphone-version", metavar="V", type=_version, default=None, help="act as that version (3.13.7)"
    )


def _common() -> argparse.ArgumentParser:
    # Without defaults of their own, so that both `--server A start` and `start --server A` count.
    common = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--state", metavar="FILE", type=Path, help="the state file")
    common.add_argument("--server", metavar="URL", type=server_address, help="the portal's address")
    common.add_argument("--language", choices=["ja", "en"], help="of texts and notice")
    return common


def default_state() -> Path:
    """Return where the state is kept when nothing says otherwise."""
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "haishin-softphone" / "phone.json"


def server_address(value: str) -> str:
    """Return the address without a slash at its end. Raises for what is no http or https address."""
    try:
        address = urlsplit(value)
        usable = address.scheme in {"http", "https"} and bool(address.hostname) and value.isascii()
        _ = address.port
    except ValueError:
        usable = False
    if not usable:
        raise argparse.ArgumentTypeError(f"{value!r} is not an address such as http://127.0.0.1:8000")
    return value.rstrip("/")


def _version(value: str) -> str:
    if not VERSION_FORM.fullmatch(value):
        raise argparse.ArgumentTypeError(f"{value!r} is not a version such as 3.13.7")
    return value


def _port(value: str) -> int:
    if not (value.isascii() and value.isdigit() and int(value[:6]) <= _HIGHEST_PORT):
        raise argparse.ArgumentTypeError(f"{value!r} is not a port from 0 to {_HIGHEST_PORT}")
    return int(value)


def _text(value: str) -> str:
    # Bytes that are not UTF-8 reach a program as lone surrogates; no answer could carry them.
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise argparse.ArgumentTypeError("not UTF-8") from error
    return value
