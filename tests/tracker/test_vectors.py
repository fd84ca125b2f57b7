"""Columns that callers hand in."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tracker.vectors import column_sums, event_means, finite, numbered


def test_the_first_unfit_number_is_named() -> None:
    """With its place and what to do."""
    with pytest.raises(ValueError, match=r"scores\[1\] is nan: leave out"):
        finite([0.1, np.nan, np.inf], "scores")
    with pytest.raises(ValueError, match=r"shape \(1, 2\)"):
        finite([[0.1, 0.2]], "scores")


def test_series_and_arrays_are_numbered_like_lists() -> None:
    """Names come out as plain values, in ascending order."""
    for given in (["b", "a", "b"], np.array(["b", "a", "b"]), pd.Series(["b", "a", "b"])):
        names, codes = numbered(given)
        assert names == ("a", "b")
        assert codes.tolist() == [1, 0, 1]


def test_names_that_cannot_be_compared_have_an_order_all_the_same() -> None:
    """It does not depend on the order of the rows."""
    assert numbered([3, "three", (1, 2)])[0] == numbered([(1, 2), "three", 3])[0]


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA, pd.NaT])
def test_a_missing_name_is_refused(missing: object) -> None:
    """It would be an event of its own, or the same as all other missing ones: both are wrong."""
    with pytest.raises(ValueError, match="a name is missing"):
        numbered(["a", missing, "b"])


def test_an_empty_group_sums_to_nothing() -> None:
    """And no rows give no sums."""
    none = np.array([], dtype=np.int64)
    assert column_sums(none, np.array([]), 2).tolist() == [0.0, 0.0]
    assert numbered([])[0] == ()


def test_each_score_needs_its_event() -> None:
    """The sentence says how many there are of each."""
    with pytest.raises(ValueError, match="2 first scores, but 1 events"):
        event_means([0.1, 0.2], ["war"], "first scores")
