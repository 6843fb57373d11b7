"""Serving the window on this machine alone, and starting its phones."""

import signal
import sys
import threading
import time
from types import FrameType
from typing import NoReturn

from werkzeug.serving import WSGIRequestHandler, make_server

from softphone.softphone import Softphone
from softphone.state_file import StateBusy, StateUnreadable
from softphone.window.app import create_app
from softphone.window.folder import Window

ADDRESS = "127.0.0.1"


ATTEMPTS = 30
PAUSE = 1.0
"""Seconds between two attempts to start."""


class _Quiet(WSGIRequestHandler):
    """Writes no line a request: addresses would fill the terminal that the window was started in."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write nothing."""


def serve(window: Window, port: int) -> int:
    """Show the window until the process is told to end. Returns the exit code."""
    signal.signal(signal.SIGTERM, _end)
    server = make_server(ADDRESS, port, create_app(window), threaded=True, request_handler=_Quiet)
    # The window has opened, so its phones start: each asks once (manual 3.7).
    threading.Thread(target=_start_phones, args=(window,), daemon=True).start()
    sys.stdout.write(f"http://{ADDRESS}:{server.port}/\n")
    sys.stdout.flush()
    try:
        server.serve_forever()
    finally:
        server.server_close()
    return 0


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def _start_phones(window: Window) -> None:
    for name, state in window.phones():
        path = window.path(name)
        if path is not None and state is not None and state.device_token is not None:
            _start(Softphone(path, server=window.server))


def _start(phone: Softphone) -> None:
    try:
        # Window and server are often started together; a server that answers later is asked again.
        for _ in range(ATTEMPTS):
            if phone.start().outcome != "unreachable":
                return
            time.sleep(PAUSE)
    except (StateBusy, StateUnreadable, OSError):
        return  # its page says what is wrong
