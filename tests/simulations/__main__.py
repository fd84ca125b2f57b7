"""Simulate what every interval and test promises, and write docs/coverage.md.

All at once takes a quarter of an hour of two cores. `--seconds 500` stops after as long, and the next run
goes on from what `--keep` holds; `--only` is of one promise, by its name.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from tests.simulations.cells import Promise
from tests.simulations.kept import Kept
from tests.simulations.running import listed, tried
from tests.simulations.table import AGAIN, Found, document

Chosen = list[tuple[int, Promise]]
Trial = tuple[int, Promise, int, int]
"""The place of a promise, the promise, the place of its cell, and on how many sets to try it."""


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
            ends = monotonic() + asked.seconds
            _try(pool, kept, _missing(kept, chosen, asked.sets), ends=ends)
            _try(pool, replace(kept, seed=kept.seed + 1), _beyond(kept, chosen), ends=ends)
            pool.shutdown(cancel_futures=True)
        found = kept.found(listed())
    asked.out.write_text(document(found, sets=asked.sets, seed=asked.seed), encoding="utf-8")
    return _told(found)


def _missing(kept: Kept, chosen: Chosen, sets: int) -> list[Trial]:
    """Each cell that was not tried yet on so many sets."""
    return [(place, promise, cell, sets) for place, promise in chosen for cell in kept.missing(promise, sets)]


def _beyond(kept: Kept, chosen: Chosen) -> list[Trial]:
    """The worst cell of each promise where it lies beyond the bound, and was not tried again yet."""
    places = {promise.name: place for place, promise in chosen}
    return [
        (places[one.promise.name], one.promise, one.worst, one.sets * AGAIN)
        for one in kept.found(listed())
        if one.promise.name in places and one.is_beyond and one.again is None
    ]


def _try(pool: ProcessPoolExecutor, kept: Kept, trials: list[Trial], *, ends: float) -> None:
    """Try cells, as long as there is time."""
    waiting = {
        pool.submit(tried, place, cell, sets, kept.seed): (promise, cell, sets)
        for place, promise, cell, sets in trials
        if monotonic() <= ends
    }
    for done in as_completed(waiting):
        kept.add(*waiting[done], done.result())
        if monotonic() > ends:
            for one in waiting:
                one.cancel()
            return


def _told(found: list[Found]) -> int:
    """Say how each promise fared; 1 where one is broken."""
    broken = 0
    for one in found:
        broken += one.is_broken
        again = "" if one.again is None else f", again {one.again:.3f}"
        told = f"worst {one.shares[one.worst]:.3f}{again}{', broken' if one.is_broken else ''}"
        print(f"{one.promise.name}: {told}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
