"""Cells that are kept in a file: a run that was stopped goes on, and a table shows what is whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.simulations.cells import Cell, Promise
from tests.simulations.kept import Kept

PROMISE = Promise(
    name="A promise",
    words="it holds",
    bound=0.93,
    is_size=False,
    cells=tuple(Cell(row=row, column="5", share=lambda rng, sets: 0.95) for row in ("one", "two")),
)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    """An empty file, which is not there yet."""
    return Kept(path=tmp_path / "new" / "cells.jsonl", seed=1)


def test_what_was_tried_is_not_missing_any_more(kept: Kept) -> None:
    """On as many sets, from the same seed."""
    assert kept.missing(PROMISE, 100) == [0, 1]
    kept.add(PROMISE, 1, 100, 0.94)
    assert kept.missing(PROMISE, 100) == [0]
    assert kept.missing(PROMISE, 1000) == [0, 1]
    assert Kept(path=kept.path, seed=2).missing(PROMISE, 100) == [0, 1]


def test_a_promise_is_shown_by_the_most_sets_on_which_all_its_cells_were_tried(kept: Kept) -> None:
    """One that is half done on more sets waits."""
    assert kept.found((PROMISE,)) == []
    for cell, share in ((0, 0.95), (1, 0.91)):
        kept.add(PROMISE, cell, 100, share)
    kept.add(PROMISE, 0, 1000, 0.96)
    (found,) = kept.found((PROMISE,))
    assert (found.sets, found.shares) == (100, (0.95, 0.91))
    kept.add(PROMISE, 1, 1000, 0.94)
    (found,) = kept.found((PROMISE,))
    assert (found.sets, found.shares) == (1000, (0.96, 0.94))


def test_a_cell_with_nothing_to_show_stays_nothing(kept: Kept) -> None:
    """JSON has no NaN by its standard, and Python reads its own."""
    for cell, share in ((0, 0.95), (1, float("nan"))):
        kept.add(PROMISE, cell, 100, share)
    (found,) = kept.found((PROMISE,))
    assert np.isnan(found.shares[1])
    assert found.worst == 0
