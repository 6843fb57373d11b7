"""The commands of `haishin-softphone`. Each returns its exit code."""

import argparse
import getpass
import sys
import time
from collections.abc import Callable, Mapping

from softphone.catalogue import Language
from softphone.kinds import BadText, from_text
from softphone.outcomes import Enrolled, SignedIn, Unreachable
from softphone.saying import NotDone, reasons_of, say_capture, say_not_done, say_standing
from softphone.settings import Fault, NotChanged, Settings
from softphone.showing import as_json, as_table, plain
from softphone.softphone import Softphone
from softphone.state import Standing, Upload
from softphone.texts import text

DONE, REFUSED, NO_ANSWER, STATE_FILE = 0, 1, 3, 4

_STANDING_CODES = {
    "controlled": DONE,
    "unchanged": DONE,
    "not_controlled": DONE,
    "unreachable": NO_ANSWER,
    "waiting": NO_ANSWER,
}
_LOOK_AGAIN = 0.5

Arguments = argparse.Namespace
Command = Callable[[Softphone, Arguments, Language], int]


def enrol(phone: Softphone, arguments: Arguments, language: Language) -> int:
    """Become a terminal, and start."""
    password = _password(arguments)
    _become_version(phone, arguments)
    answer = phone.enrol(arguments.organization, arguments.extension, password)
    if not isinstance(answer, Enrolled):
        return _not_done(answer, language)
    terminal = answer.terminal
    _say(text("said.enrolled", language, extension=terminal.extension, name=terminal.name))
    return _stand(phone, phone.state.standing, language)


def start(phone: Softphone, arguments: Arguments, language: Language) -> int:
    """Ask for the settings."""
    _become_version(phone, arguments)
    return _stand(phone, phone.start(), language)


def sign_in(phone: Softphone, arguments: Arguments, language: Language) -> int:
    """Sign an agent in."""
    answer = phone.sign_in(arguments.login, _password(arguments))
    if not isinstance(answer, SignedIn):
        return _not_done(answer, language)
    _say(text("said.signed_in", language, name=answer.account.name))
    return _stand(phone, phone.state.standing, language)


def sign_out(phone: Softphone, _arguments: Arguments, language: Language) -> int:
    """Sign the agent out."""
    standing = phone.sign_out()
    if not isinstance(standing, Standing):
        return _not_done(standing, language)
    _say(text("said.signed_out", language))
    return _stand(phone, standing, language)


def show(phone: Softphone, arguments: Arguments, language: Language) -> int:
    """Show what is in force."""
    sys.stdout.write(as_json(phone.state) if arguments.json else as_table(phone.state, language))
    return DONE


def change(phone: Softphone, arguments: Arguments, language: Language) -> int:
    """Change one setting."""
    key = arguments.key
    setting = phone.settings.known.get(key)
    try:
        value = arguments.value if setting is None else from_text(setting.type, arguments.value)
    except BadText:
        outcome: Settings | NotChanged = NotChanged({key: Fault.BAD_VALUE})
    else:
        outcome = phone.change({key: value})
    if isinstance(outcome, NotChanged):
        return _complain(f"{key}: {text(f'fault.{outcome.faults[key]}', language)}", REFUSED)
    _say(text("said.saved", language))
    return DONE


def capture(phone: Softphone, arguments: Arguments, language: Language) -> int:
    """Upload the settings and follow what becomes of them."""
    until = time.monotonic() + arguments.wait
    outcome = phone.follow_capture() if arguments.resume else phone.capture(arguments.name)
    while isinstance(outcome, Upload) and not outcome.finished and time.monotonic() < until:
        time.sleep(_LOOK_AGAIN)
        outcome = phone.follow_capture()
    if not isinstance(outcome, Upload):
        return _not_done(outcome, language)
    _say(say_capture(outcome, language))
    for reason in reasons_of(outcome):
        _complain(reason, REFUSED)
    if outcome.state == "refused":
        return REFUSED
    return DONE if outcome.finished else NO_ANSWER


def reset(phone: Softphone, arguments: Arguments, language: Language) -> int:
    """Forget everything."""
    if not arguments.yes:
        return _complain(text("said.say_yes", language), REFUSED)
    phone.reset()
    _say(text("said.reset", language))
    return DONE


COMMANDS: Mapping[str, Command] = {
    "enrol": enrol,
    "start": start,
    "sign-in": sign_in,
    "sign-out": sign_out,
    "show": show,
    "set": change,
    "capture": capture,
    "reset": reset,
}


def _password(arguments: Arguments) -> str:
    return sys.stdin.readline().rstrip("\r\n") if arguments.password_stdin else getpass.getpass()


def _become_version(phone: Softphone, arguments: Arguments) -> None:
    if arguments.softphone_version is not None:
        phone.become_version(arguments.softphone_version)


def _stand(phone: Softphone, standing: Standing | None, language: Language) -> int:
    if standing is None:
        return DONE
    code = _STANDING_CODES.get(standing.outcome, REFUSED)
    said = say_standing(phone.state, standing, language)
    if code != DONE:
        return _complain(said, code)
    _say(said)
    return code


def _not_done(outcome: NotDone, language: Language) -> int:
    code = NO_ANSWER if isinstance(outcome, Unreachable) else REFUSED
    return _complain(say_not_done(outcome, language), code)


def _say(said: str) -> None:
    sys.stdout.write(f"{plain(said)}\n")


def _complain(said: str, code: int) -> int:
    sys.stderr.write(f"haishin-softphone: {plain(said)}\n")
    return code
