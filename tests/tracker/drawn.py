"""Forecasts and outcomes that hypothesis makes up."""

from __future__ import annotations

from hypothesis import strategies as st

Rows = list[tuple[float, int]]

on_the_grid = st.integers(0, 100).map(lambda percent: percent / 100)
off_the_grid = st.floats(0, 1, allow_nan=False)
probabilities = st.one_of(on_the_grid, off_the_grid)
rows = st.lists(st.tuples(probabilities, st.integers(0, 1)), min_size=1, max_size=40)
clustered_rows = st.lists(
    st.tuples(probabilities, st.integers(0, 1), st.integers(0, 5)), min_size=1, max_size=40
)
