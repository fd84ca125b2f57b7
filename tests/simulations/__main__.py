"""Simulate what every interval and test promises, and write docs/coverage.md.

All at once takes an hour of two cores. `--seconds 500` stops after as long, and the next run goes on from
what `--keep` holds; `--only` is of one promise, by its name.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from tests.simulations.cells import Promise
from tests.simulations.kept import Kept
from tests.simulations.running import listed, tried
from tests.simulations.table import Found, document

_FEWEST = 100


def main() -> int:
    """Run all cells that are missing; exit 1 where a promise is broken by more than three binomial errors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sets", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", action="append", help="the name of a promise; may be repeated")
    parser.add_argument("--keep", type=Path, help="a file to which cells are added as they come")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after as long")
    parser.add_argument("--out", type=Path, default=Path("docs/coverage.md"))
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        kept = Kept(path=asked.keep or Path(folder) / "cells.jsonl", seed=asked.seed)
        chosen = [one for one in enumerate(listed()) if not asked.only or one[1].name in asked.only]
        with ProcessPoolExecutor(asked.workers) as pool:
            _try_missing(pool, kept, chosen, asked.sets, ends=monotonic() + asked.seconds)
        found = kept.found(listed())
    asked.out.write_text(document(found, sets=asked.sets, seed=asked.seed), encoding="utf-8")
    return _told(found)


def _try_missing(
    pool: ProcessPoolExecutor, kept: Kept, chosen: list[tuple[int, Promise]], sets: int, *, ends: float
) -> None:
    """Try each cell that is missing, as long as there is time."""
    waiting = {}
    for place, promise in chosen:
        many = max(_FEWEST, sets // promise.every)
        for cell in kept.missing(promise, many):
            waiting[pool.submit(tried, place, cell, many, kept.seed)] = (promise, cell, many)
    try:
        for done in as_completed(waiting):
            kept.add(*waiting[done], done.result())
            if monotonic() > ends:
                return
    finally:
        pool.shutdown(cancel_futures=True)


def _told(found: list[Found]) -> int:
    """Say how each promise fared; 1 where one is broken."""
    broken = 0
    for one in found:
        beyond = one.promise.broken(one.shares[one.worst], one.sets, errors=3.0)
        broken += beyond
        print(f"{one.promise.name}: worst {one.shares[one.worst]:.3f}{', broken' if beyond else ''}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
