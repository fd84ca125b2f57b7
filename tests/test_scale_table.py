"""The made-up table of `make bench-scale`: the same for a seed, streamed in parts, with something to find."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from tests.benchmarks.scale import making
from tests.benchmarks.scale.making import Table, make

SMALL = Table(rows=10_001, events=500, groups=3, parts=4)


def test_a_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    """And another seed others."""
    first, again = (make(SMALL, tmp_path / name) for name in ("first", "again"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]
    other = make(Table(rows=10_001, events=500, groups=3, parts=4, seed=1), tmp_path / "other")
    assert other[0].read_bytes() != first[0].read_bytes()


def test_each_event_comes_out_once_and_is_foretold(tmp_path: Path) -> None:
    """All rows are there; what was called likelier happened more often."""
    make(SMALL, tmp_path)
    rows = pq.read_table(tmp_path).to_pandas()
    assert len(rows) == SMALL.rows
    assert set(rows.groupby("event")["outcome"].nunique()) == {1}
    assert rows["forecaster"].nunique() == 3
    assert rows["probability"].between(0.01, 0.99).all()
    likely = rows["probability"] > 0.5
    assert rows[likely]["outcome"].mean() > 0.2 + rows[~likely]["outcome"].mean()


def test_a_part_is_written_in_stretches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So memory holds a stretch, however long the part is."""
    lengths: list[int] = []
    monkeypatch.setattr(making, "STRETCH", 1_000)
    true = making._stretch

    def counted(table: Table, count: int, *rest: object) -> object:
        lengths.append(count)
        return true(table, count, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "_stretch", counted)
    make(SMALL, tmp_path)
    assert max(lengths) == 1_000
    assert np.sum(lengths) == SMALL.rows
