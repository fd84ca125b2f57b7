"""Simulate what every interval and test promises, and write docs/coverage.md."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import monotonic

from tests.simulations.promises import promises
from tests.simulations.running import tried
from tests.simulations.table import Found, document


def main() -> int:
    """Run all cells; exit 1 where a promise is broken by more than three binomial errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("docs/coverage.md"))
    asked = parser.parse_args()
    found, began = [], monotonic()
    with ProcessPoolExecutor(asked.workers) as pool:
        for place, promise in enumerate(promises()):
            sets = max(100, asked.sets // promise.every)
            cells = range(len(promise.cells))
            shares = pool.map(
                tried, *zip(*((place, cell, sets, asked.seed) for cell in cells), strict=True), chunksize=4
            )
            found.append(Found(promise=promise, shares=tuple(shares), sets=sets))
            one = found[-1]
            print(
                f"{monotonic() - began:6.0f} s  {promise.name}: worst {one.shares[one.worst]:.3f}", flush=True
            )
            asked.out.write_text(document(found, sets=asked.sets, seed=asked.seed), encoding="utf-8")
    broken = [one for one in found if one.promise.broken(one.shares[one.worst], one.sets, errors=3.0)]
    for one in broken:
        print(f"broken: {one.promise.name}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
