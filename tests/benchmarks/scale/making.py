"""A table of forecasts of any size in Parquet parts, made up, streamed, and the same for a seed.

Each event has a chance of its own and comes out once; who forecasts it sees that chance through noise, and
some of them shade it away from the middle. So there is something to find, and outcomes of one event hang
together. Memory holds one part's stretch of rows and two numbers an event, whatever the size.

    python -m tests.benchmarks.scale.making FOLDER --rows 100000000
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

SEED = 20261130
STRETCH = 500_000
_NOISE = 0.6
_SHADING = 0.04


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """How large a table is, and of what: `groups` forecasters on `events` events, in so many parts."""

    rows: int
    events: int = 1_000_000
    groups: int = 12
    parts: int = 16
    seed: int = SEED

    @property
    def sizes(self) -> list[int]:
        """How many rows each part has.

        >>> Table(rows=10, parts=3).sizes
        [4, 3, 3]
        """
        each, more = divmod(self.rows, self.parts)
        return [each + (number < more) for number in range(self.parts)]


def make(table: Table, folder: Path) -> list[Path]:
    """Writes the parts into a folder; each has a stream of random numbers of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    chances, outcomes = _events(table)
    paths = []
    for number, rows in enumerate(table.sizes):
        path = folder / f"part-{number:05}.parquet"
        draw = np.random.default_rng([table.seed, 1, number])
        with pq.ParquetWriter(path, _SCHEMA, compression="zstd") as writer:
            for start in range(0, rows, STRETCH):
                count = min(STRETCH, rows - start)
                writer.write_table(_stretch(table, count, chances, outcomes, draw))
        paths.append(path)
    return paths


_SCHEMA = pa.schema(
    [
        ("event", pa.int32()),
        ("forecaster", pa.dictionary(pa.int8(), pa.string())),
        ("probability", pa.float64()),
        ("outcome", pa.int8()),
    ]
)


def _events(table: Table) -> tuple[Any, Any]:
    """The log-odds of each event, and whether it happened."""
    draw = np.random.default_rng([table.seed, 0])
    odds = draw.normal(0.0, 1.5, table.events).astype(np.float32)
    happened = draw.random(table.events) < 1 / (1 + np.exp(-odds))
    return odds, happened.astype(np.int8)


def _stretch(table: Table, count: int, odds: Any, outcomes: Any, draw: np.random.Generator) -> pa.Table:
    event = draw.integers(0, table.events, count, dtype=np.int32)
    who = draw.integers(0, table.groups, count, dtype=np.int8)
    seen = odds[event] + _NOISE * draw.standard_normal(count, dtype=np.float32)
    said = 1 / (1 + np.exp(-seen * (1 + _SHADING * who)))
    hundredths = np.clip(np.rint(said * 100), 1, 99)
    names = pa.array([f"model-{number}" for number in range(table.groups)])
    return pa.table(
        [
            pa.array(event),
            pa.DictionaryArray.from_arrays(pa.array(who), names),
            pa.array(hundredths.astype(np.float64) / 100),
            pa.array(outcomes[event]),
        ],
        schema=_SCHEMA,
    )


def main() -> None:
    """Writes a table of the size that is asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--rows", type=int, required=True)
    for name, default in (("events", 1_000_000), ("groups", 12), ("parts", 16), ("seed", SEED)):
        asked.add_argument(f"--{name}", type=int, default=default)
    told = vars(asked.parse_args())
    folder = told.pop("folder")
    paths = make(Table(**told), folder)
    size = sum(path.stat().st_size for path in paths)
    print(f"{told['rows']:,} rows in {len(paths)} parts, {size / 2**20:,.0f} MB")


if __name__ == "__main__":
    main()
