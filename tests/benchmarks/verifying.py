"""What `tracker verify` costs as a whole process, beside pandas only reading the same file.

The file is the FiveThirtyEight table of 1.19 million rows, which is no part of the project: where the data
folder beside the checkout is absent, there is nothing to measure, and this says so.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from pathlib import Path

TABLE = Path(__file__).parents[2] / ".." / "shared" / "data" / "fivethirtyeight" / "all-forecasts.csv.gz"
ROUNDS = 3


def spent(*command: str) -> tuple[float, float]:
    """Seconds that a process took, and its peak memory in megabytes; its output is thrown away."""
    start = time.perf_counter()
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.execv(sys.executable, [sys.executable, *command])
    _, status, usage = os.wait4(child, 0)
    assert status == 0, command
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    """Print the two ratios, each of medians of a few runs in turn."""
    if not TABLE.is_file():
        print("skipped: the data folder beside the checkout holds no fivethirtyeight/all-forecasts.csv.gz")
        return
    ours, peers = [], []
    for _ in range(ROUNDS):
        ours.append(spent("-m", "tracker", "verify", str(TABLE), "--event", "project,entity,field", "--json"))
        peers.append(spent("-W", "ignore", "-c", f"import pandas; pandas.read_csv({str(TABLE)!r})"))
    print(f"{'task':48} {'ours':>9} {'peer':>9} {'ratio':>7} {'allowed':>8}")
    for place, what, unit, allowed in ((0, "time", "s", 2.5), (1, "peak memory", "MB", 2.0)):
        own, other = (statistics.median(run[place] for run in runs) for runs in (ours, peers))
        task = f"tracker verify, 1.19 million rows: {what}"
        print(f"{task:48} {own:7.2f}{unit:>2} {other:7.2f}{unit:>2} {own / other:7.2f} {allowed:8.1f}")


if __name__ == "__main__":
    main()
