"""Starts everything that `scripts/run` promises, says where it is, and ends it again."""

import os
import sys
import threading
import urllib.error
import urllib.request

from place import CannotStart, Place, check_ports, place_of, settings_of, take, write_environment
from processes import Processes
from procfile import write_procfile

READY_WITHIN_S = 120


def main() -> int:
    """Run until somebody stops it; a process that ends by itself is a failure."""
    os.umask(0o077)  # the data folder may have been there before, open to others
    try:
        place = place_of(dict(os.environ))
        lock = take(place)
        check_ports(place)
        processes = _start(place)
    except CannotStart as reason:
        return _complain(str(reason))
    threading.Thread(target=_announce, args=(place, processes), daemon=True).start()
    processes.follow()
    os.close(lock)
    return 0 if processes.stopping else _complain("a process ended by itself, see above")


def _start(place: Place) -> Processes:
    settings = settings_of(place, dict(os.environ))
    write_environment(place, settings)
    procfile = write_procfile(place, settings, own_valkey=not os.environ.get("HAISHIN_REDIS_URL"))
    processes = Processes(settings)
    processes.stop_on_signals()
    processes.run("db", "upgrade")
    processes.start(procfile)
    return processes


def _announce(place: Place, processes: Processes) -> None:
    """Say where everything is and how to sign in, once the portal is ready; end everything if it never is."""
    try:
        _wait_until_ready(place, processes)
        sign_ins = "" if os.environ.get("HAISHIN_DEMO") == "0" else processes.run("demo", "load")
    except CannotStart as reason:
        if not processes.stopping:
            _complain(str(reason))
            processes.stop()
        return
    print(
        f"\nHaishin is ready.\n\n  portal     {place.address}\n  softphone  {place.softphone_address}\n"
        f"  data       {place.data}\n\n{sign_ins}\nCtrl-C ends it.\n",
        flush=True,
    )


def _wait_until_ready(place: Place, processes: Processes) -> None:
    pause = threading.Event()
    for _ in range(READY_WITHIN_S * 5):
        if not processes.going:
            raise CannotStart("stopped")
        try:
            urllib.request.urlopen(f"{place.address}/readyz", timeout=2).close()
        except (urllib.error.URLError, OSError):
            pause.wait(0.2)
        else:
            return
    raise CannotStart(f"the portal was not ready within {READY_WITHIN_S} s")


def _complain(reason: str) -> int:
    print(f"scripts/run: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
