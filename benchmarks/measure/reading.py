"""How many captures one process reads, checks and canonicalises, beside json.loads and jsonschema."""

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable

from jsonschema import Draft202012Validator

from importer.canonical import canonical
from importer.captures import LIMITS, read_capture
from importer.catalogue import catalogue
from importer.checking import Accepted, judge
from importer.reading import read_json
from measure.captures import capture, schema
from measure.tables import table

Step = Callable[[bytes], object]
BESIDE = "json.loads and jsonschema"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="benchmarks/reading", description=__doc__)
    options.add_argument("--size", type=int, default=50_000, help="bytes of a capture (50000)")
    options.add_argument("--captures", type=int, default=20, help="captures of a round (20)")
    options.add_argument("--rounds", type=int, default=15, help="rounds, interleaved (15)")
    given = options.parse_args()
    documents = [capture(seed, given.size) for seed in range(given.captures)]
    seconds: dict[str, list[float]] = {name: [] for name in STEPS}
    for _round in range(given.rounds):
        for name, step in STEPS.items():
            seconds[name].append(_seconds(step, documents))
    ratios = {
        name: statistics.median(b / a for a, b in zip(taken, seconds[BESIDE], strict=True))
        for name, taken in seconds.items()
    }
    rows = [
        [name, f"{len(documents) / statistics.median(taken):.0f}", f"{ratios[name]:.2f}"]
        for name, taken in seconds.items()
    ]
    settings = len(json.loads(documents[0])["settings"])
    print(f"\nCaptures of {len(documents[0]) / 1000:.0f} KB with {settings} settings, one process.\n")
    print(f"{table(('', 'a second', 'of jsonschema'), rows)}\n")


def _loads_and_validates(raw: bytes) -> None:
    VALIDATOR.validate(json.loads(raw))


def _everything(raw: bytes) -> bytes:
    """Do what an upload and its worker do with the bytes, but for the database."""
    body = read_capture(raw, catalogue())
    kept = canonical(body.document())
    judgement = judge(body.settings, catalogue())
    if not isinstance(judgement, Accepted):
        raise TypeError(judgement)
    canonical(judgement.values)
    return kept


def _seconds(step: Step, documents: list[bytes]) -> float:
    gc.collect()
    began = time.perf_counter()
    for raw in documents:
        step(raw)
    return time.perf_counter() - began


VALIDATOR = Draft202012Validator(schema())
STEPS: dict[str, Step] = {
    "json.loads": json.loads,
    BESIDE: _loads_and_validates,
    "read strictly": lambda raw: read_json(raw, LIMITS),
    "read, shape judged, secrets masked": lambda raw: read_capture(raw, catalogue()),
    "all of it: read, masked, canonical, settings judged": _everything,
}


if __name__ == "__main__":
    main()
