"""A small simulation of every promise: nothing is broken by more than three binomial errors can."""

from __future__ import annotations

import numpy as np
import pytest

from tests.simulations.running import listed, tried
from tests.simulations.table import Found, document

CELLS, SETS = 6, 60
BY_NAME = {promise.name: place for place, promise in enumerate(listed())}


@pytest.mark.parametrize("name", BY_NAME)
def test_the_promise_is_kept(name: str) -> None:
    """Some of its cells, spread over all of them; each may miss by luck, and not by more."""
    promise, place = listed()[BY_NAME[name]], BY_NAME[name]
    chosen = sorted({int(cell) for cell in np.linspace(0, len(promise.cells) - 1, CELLS)})
    sets = SETS * 5 if promise.every == 1 else SETS
    for cell in chosen:
        share = tried(place, cell, sets, 7)
        if not np.isnan(share):
            assert not promise.broken(share, sets, errors=3.0), (promise.cells[cell].row, share)


def test_the_document_puts_the_worst_cell_on_top_and_marks_what_is_broken() -> None:
    """Of a promise of 0.93, 0.80 of 1,000 sets is broken."""
    promise = listed()[BY_NAME["Mean of bounded scores"]]
    shares = [0.97] * len(promise.cells)
    shares[3] = 0.8
    text = document([Found(promise=promise, shares=tuple(shares), sets=1000)], sets=1000, seed=1)
    assert f"0.800 **broken** | {promise.cells[3].row}; n = {promise.cells[3].column}" in text
    assert text.count("0.970") >= len(promise.cells) - 1
