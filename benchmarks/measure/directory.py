"""How long a large directory takes to come in, beside reading the same bytes as JSON."""

import argparse
import gc
import json
import time
from collections.abc import Callable

from sqlalchemy import text

from importer.json_value import JsonValue
from importer.reading import read_json
from measure.documents import directory
from measure.organizations import deliver_to_all
from measure.servers import place
from measure.tables import table
from plumbing.statements import counted
from portal.extensions import db
from portal.services.directory import LIMITS, Mode, Taking, take

SLUG = "large"


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="benchmarks/directory", description=__doc__)
    options.add_argument("--terminals", type=int, default=50_000, help="and as many accounts (50000)")
    terminals = options.parse_args().terminals
    whole, less = _written(terminals), _written(terminals, left_out=terminals // 10)
    with place() as here, here.application():
        _rest_autovacuum()
        # Code and connections are warm for the first that counts.
        _take(_written(10, slug="small"))
        rows = [
            _row("first import", whole),
            _row("the same again", whole),
            _row("dry run", whole, dry_run=True),
        ]
        deliver_to_all(SLUG)
        rows.append(_row("with 10% removed, all of it in a profile", less))
        rows.append(_row("the 10% come back", whole))
    size = f"{terminals} terminals, {terminals} accounts, {2 * terminals} numbers, {len(whole) / 1e6:.1f} MB"
    print(f"\nA directory of {size}.\n\n{table(('taking it in', 's', 'of json.loads', 'SQL'), rows)}\n")


def _rest_autovacuum() -> None:
    """Keep autovacuum out of it: it would do its work in one of the rows, or in none."""
    for name in db.metadata.tables:
        db.session.execute(text(f"ALTER TABLE {name} SET (autovacuum_enabled = off)"))
    db.session.commit()


def _written(terminals: int, *, left_out: int = 0, slug: str = SLUG) -> bytes:
    return json.dumps(directory(slug, terminals, left_out=left_out), ensure_ascii=False).encode()


def _take(raw: bytes, *, dry_run: bool = False) -> None:
    """Do what a PUT does between its first byte and its answer."""
    document: JsonValue = read_json(raw, LIMITS)
    take(document, Taking(Mode.SYNC, dry_run=dry_run))
    db.session.commit()


def _row(name: str, raw: bytes, *, dry_run: bool = False) -> list[str]:
    reading = min(_seconds(lambda: json.loads(raw)) for _ in range(3))
    with counted() as sent:
        taking = _seconds(lambda: _take(raw, dry_run=dry_run))
    return [name, f"{taking:.1f}", f"{taking / reading:.0f}", str(len(sent))]


def _seconds(action: Callable[[], object]) -> float:
    gc.collect()
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
