"""Verification of 10^5, 10^6, ... rows beside DuckDB's own GROUP BY over the same files: `make bench-scale`.

    python -m tests.benchmarks.scale --rows 100000000 --engine duckdb

Each is a process of its own. Seconds are of the processor, so that what else the machine does does not
count; the time on the wall stands beside. The slope, seconds a row beyond the fixed cost, tells what more
rows on more machines would take, where each reads its own parts and what is added at the end is small.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.benchmarks.scale.making import Table, make

THREADS = 2
ALLOWED_TIME, ALLOWED_MEMORY = 1.5, 2048
_PEER = """
import duckdb, sys
with duckdb.connect(config={"threads": int(sys.argv[2])}) as c:
    c.execute("SELECT probability, outcome, forecaster, count(*) "
              f"FROM read_parquet('{sys.argv[1]}/*.parquet') GROUP BY ALL").fetchall()
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """What a process took: seconds of the processor and on the wall, and its peak memory in megabytes."""

    cpu: float
    wall: float
    peak: float


def cost(*command: str) -> Cost:
    """What a process of ours took; its output is thrown away."""
    start = time.perf_counter()
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.execv(sys.executable, [sys.executable, *command])
    _, status, usage = os.wait4(child, 0)
    assert status == 0, command
    spent = usage.ru_utime + usage.ru_stime
    return Cost(cpu=spent, wall=time.perf_counter() - start, peak=usage.ru_maxrss / 1024)


def verified(folder: Path, engine: str | None) -> Cost:
    """All statistics of `tracker verify`, clustered by event and by group."""
    chosen = ("--engine", engine) if engine else ()
    return cost("-m", "tracker", "verify", str(folder), "--by", "forecaster", "--json", *chosen)


def measured(sizes: Sequence[int], *, engine: str | None, events: int) -> list[tuple[int, Cost, Cost]]:
    """Rows, our cost, and that of DuckDB's own aggregate, for each size in turn; files are removed after."""
    found = []
    for rows in sizes:
        with tempfile.TemporaryDirectory(prefix="trackrecord-scale-") as folder:
            place = Path(folder) / "table"
            make(Table(rows=rows, events=min(events, rows), parts=16), place)
            ours = verified(place, engine)
            peer = cost("-c", _PEER, str(place), str(THREADS))
        print(
            f"{rows:>13,} {ours.cpu:9.1f} {ours.wall:9.1f} {ours.peak:9,.0f} "
            f"{peer.cpu:9.1f} {peer.wall:9.1f} {peer.peak:9,.0f} {ours.cpu / peer.cpu:7.2f}",
            flush=True,
        )
        found.append((rows, ours, peer))
    return found


def slope(rows: Sequence[int], seconds: Sequence[float]) -> tuple[float, float]:
    """The fixed cost and the seconds a row of a straight line, by least squares of relative errors.

    >>> [round(part, 9) for part in slope([10, 100, 1000], [3.0, 12.0, 102.0])]
    [2.0, 0.1]
    """
    n, spent = np.asarray(rows, dtype=float), np.asarray(seconds, dtype=float)
    design = np.column_stack([np.ones_like(n), n]) / spent[:, None]
    (fixed, each), *_ = np.linalg.lstsq(design, np.ones_like(n), rcond=None)
    return float(fixed), float(each)


def main() -> None:
    """Prints the costs, how they grow, and what follows for larger tables on more machines."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=10_000_000, help="the largest table [10000000]")
    asked.add_argument("--events", type=int, default=1_000_000)
    asked.add_argument("--engine", help="the engine of `tracker verify` [its own choice]")
    told = asked.parse_args()
    powers = range(5, int(np.log10(told.rows)) + 1)
    print(f"{'':13} {'tracker verify':^29} {'DuckDB GROUP BY':^29}")
    print(
        f"{'rows':>13} " + " ".join(f"{name:>9}" for name in ("cpu s", "wall s", "peak MB") * 2) + "   ratio"
    )
    found = measured([10**power for power in powers], engine=told.engine, events=told.events)
    _, ours, peer = found[-1]
    print(
        f"allowed: {ALLOWED_TIME} times DuckDB's time and {ALLOWED_MEMORY:,} MB at the largest size; ", end=""
    )
    print(f"it is {ours.cpu / peer.cpu:.2f} times and {ours.peak:,.0f} MB.")
    if len(found) > 1:
        fixed, each = slope([rows for rows, *_ in found], [ours.cpu for _, ours, _ in found])
        print(f"cost: {fixed:.1f} s and {each * 1e6:.2f} s of the processor for each million rows")
        print("\nwhat follows, in hours on the wall, with two cores a machine and each its own parts:")
        print(
            f"{'rows':>7}" + "".join(f"{count:>5} machine{'s' if count > 1 else ' '}" for count in (1, 8, 64))
        )
        for power in (9, 10):
            hours = [(fixed + each * 10**power / (THREADS * count)) / 3600 for count in (1, 8, 64)]
            print(f"{'10^' + str(power):>7}" + "".join(f"{one:14.2f}" for one in hours))


if __name__ == "__main__":
    main()
