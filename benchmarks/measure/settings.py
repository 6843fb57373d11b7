"""Settings answers a second, beside a bare Flask hello."""

import argparse
import os
import statistics
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from measure.load import Burst, burst, write_requests
from measure.organizations import load
from measure.questions import ANEW, ASKING, PATH, STORED, UNCHANGED, Probe, Questions, probe, questions
from measure.servers import THREADS, WORKERS, Place, place
from measure.tables import table
from portal.extensions import db

HELLO = "hello"
KINDS = (UNCHANGED, STORED, ANEW)


@dataclass(frozen=True)
class Case:
    """Something that is measured: where, and with which requests."""

    name: str
    targets: int | None
    address: str
    requests: Path
    probe: Probe | None = None


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="benchmarks/settings", description=__doc__)
    options.add_argument("--rounds", type=int, default=5, help="how often everything is measured (5)")
    options.add_argument("--seconds", type=int, default=2, help="how long each measurement lasts (2)")
    options.add_argument("--targets", type=int, nargs="+", default=[10, 5000], help="sizes (10 5000)")
    given = options.parse_args()
    with place() as here, ExitStack() as stack:
        asked = _loaded(here, given.targets)
        hello = stack.enter_context(here.serving("measure.hello:app", "/"))
        portal = stack.enter_context(here.serving("portal.app:create_app()", "/readyz"))
        cases = [_hello(here, hello), *_cases(here, portal, asked)]
        bursts = _measured(cases, given.rounds, given.seconds)
    print(_report(cases, bursts, given.rounds, given.seconds))


def _loaded(here: Place, sizes: Sequence[int]) -> Mapping[int, tuple[Questions, Mapping[str, Probe]]]:
    with here.application() as app:
        softphones = {size: load(f"targets-{size}", size) for size in sizes}
        # What the database does by itself within a minute, and would else do in the middle of the rounds.
        db.session.connection().exec_driver_sql("ANALYZE")
        db.session.commit()
        asked = {size: questions(app, loaded) for size, loaded in softphones.items()}
        return {
            size: (each, {kind: probe(app, each, kind) for kind in KINDS}) for size, each in asked.items()
        }


def _hello(here: Place, address: str) -> Case:
    return Case(HELLO, None, f"{address}/", write_requests(here.folder / HELLO, [{"Accept": "*/*"}]))


def _cases(
    here: Place, address: str, loaded: Mapping[int, tuple[Questions, Mapping[str, Probe]]]
) -> list[Case]:
    return [
        Case(
            kind,
            size,
            address + PATH,
            write_requests(here.folder / f"{size} {kind}", asked.of(kind)),
            probes[kind],
        )
        for size, (asked, probes) in loaded.items()
        for kind in KINDS
    ]


def _measured(cases: Sequence[Case], rounds: int, seconds: int) -> list[list[Burst]]:
    """Return the bursts of each round; each round measures everything, so that all share the same minutes."""
    return [
        # A later round begins at a later question, or those that are answered anew would have been kept.
        [burst(case.address, case.requests, seconds=seconds, start=number * ASKING) for case in cases]
        for number in range(rounds + 1)
    ][1:]


def _report(cases: Sequence[Case], rounds: Sequence[Sequence[Burst]], times: int, seconds: int) -> str:
    head = (
        "answer",
        "targets",
        "a second",
        "of hello",
        "lowest",
        "highest",
        "p50 ms",
        "p99 ms",
        "SQL",
        "bytes",
    )
    rows = [_row(case, rounds, place) for place, case in enumerate(cases)]
    server = f"gunicorn, gthread, {WORKERS} workers with {THREADS} threads, {os.cpu_count()} cores"
    return (
        f"\nSettings answers on {server};\nmedians of {times} rounds of {seconds} s; "
        f"SQL is the statements of one answer.\n\n{table(head, rows)}\n"
    )


def _row(case: Case, rounds: Sequence[Sequence[Burst]], place: int) -> list[str]:
    # Each is compared with the hello of its own round: what else the machine does meets both.
    ratios = [bursts[place].a_second / bursts[0].a_second for bursts in rounds]
    mine = [bursts[place] for bursts in rounds]
    measured = [
        f"{statistics.median(each.a_second for each in mine):.0f}",
        *(f"{ratio:.2f}" for ratio in (statistics.median(ratios), min(ratios), max(ratios))),
        f"{statistics.median(each.median_ms for each in mine):.1f}",
        f"{statistics.median(each.slowest_percent_ms for each in mine):.1f}",
    ]
    if case.probe is None:
        return [case.name, "", *measured, "", ""]
    return [case.name, str(case.targets), *measured, str(case.probe.statements), str(case.probe.length)]


if __name__ == "__main__":
    main()
