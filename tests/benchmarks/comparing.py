"""How long a comparison of ForecastBench's size takes, 169 forecasters of 422 questions: at most 10 s."""

from __future__ import annotations

import sys
from time import process_time

from tests.reports import sides

SECONDS = 10.0


def main() -> int:
    """Prints the seconds of processor time; 1 where it is too many."""
    frame = sides.crowded(169, events=422)
    begun = process_time()
    report = sides.report(frame)
    took = process_time() - begun
    print(f"{report.forecasters} forecasters, {len(frame):,} forecasts: {took:.1f} s of {SECONDS:.0f} s")
    return int(took > SECONDS)


if __name__ == "__main__":
    sys.exit(main())
