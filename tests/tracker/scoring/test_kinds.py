"""What comes in as a scalar, list, array or Series comes out as the same kind."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tracker.scoring import brier, log_score, timeline_brier

CURVE = ([0, 30, 61, 92, 183], [0, 0.1, 0.5, 0.9, 0.95])


@pytest.mark.parametrize("p", [0.8, np.float64(0.8), np.array(0.8), Fraction(4, 5)])
def test_a_scalar_gives_a_plain_float(p: Any) -> None:
    """Whatever number it is."""
    assert type(brier(p, True)) is float
    assert brier(p, True) == pytest.approx(0.04)


@given(shape=arrays.array_shapes(min_dims=1, max_dims=3, min_side=0, max_side=4))
def test_an_array_gives_an_array_of_its_shape(shape: tuple[int, ...]) -> None:
    """Empty ones and tables too."""
    assert brier(np.full(shape, 0.5), np.ones(shape, dtype=bool)).shape == shape


def test_lists_give_arrays_and_scalars_are_stretched() -> None:
    """One probability for many outcomes, or one outcome for many probabilities."""
    assert brier(0.5, [0, 1, 1]).tolist() == [0.25] * 3
    assert brier([0.0, 0.5], 1).tolist() == [1, 0.25]


@pytest.mark.parametrize("dtype", ["float64", "float32", "Float64", "int64", "boolean", "object"])
def test_a_series_gives_a_series_with_its_index(dtype: Any) -> None:
    """Of whatever type of number it is, with a plain column of floats as the answer."""
    happened = pd.Series([1, 0], index=["kabul", "herat"]).astype(dtype)
    scores = brier([1.0, 1.0], happened)
    assert isinstance(scores, pd.Series)
    assert scores.to_dict() == {"kabul": 0, "herat": 1}
    assert scores.dtype == np.float64


def test_series_with_different_indexes_are_refused() -> None:
    """They are matched by position, so another order of rows would silently swap the outcomes."""
    with pytest.raises(ValueError, match="different indexes"):
        brier(pd.Series([0.1, 0.9], index=[0, 1]), pd.Series([1, 0], index=[1, 0]))


def test_shapes_that_do_not_fit_are_refused() -> None:
    """A column against a row is a mistake, not a table."""
    with pytest.raises(ValueError, match=r"p of shape \(2,\) and y of shape \(2, 1\)"):
        brier([0.5, 0.5], [[1], [0]])


@pytest.mark.parametrize(
    "p",
    [
        ["0.7"],
        "0.7",
        pd.Series(["0.7"]),
        pd.Series(["0.7"], dtype=object),
        [np.datetime64("2021-08-15")],
        pd.Series([pd.Timestamp("2021-08-15")]),
    ],
)
def test_what_is_not_a_number_is_refused(p: Any) -> None:
    """Text is not read as a number here, nor a date as a day."""
    with pytest.raises(ValueError, match="p must be numbers"):
        brier(p, [1])


def test_missing_values_are_refused_as_nan() -> None:
    """None and pandas's missing values are no probabilities."""
    with pytest.raises(ValueError, match=r"p\[1\] is nan"):
        brier([0.5, None], [1, 1])
    with pytest.raises(ValueError, match=r"p\[1\] is nan"):
        log_score(pd.Series([0.5, None], dtype="Float64"), [1, 1])


@pytest.mark.parametrize(
    "days", [[51, None], (51, None), np.array([51, None]), np.array([51, np.inf]), pd.Series([51, np.inf])]
)
def test_did_not_happen_is_none_in_lists_and_inf_in_arrays(days: Any) -> None:
    """All ways to write it have the same score."""
    assert timeline_brier(*CURVE, days, 183).tolist() == pytest.approx([0.0455072, 0.5288934], abs=1e-6)


def test_the_inputs_are_left_as_they_were() -> None:
    """No score writes into the arrays it was given."""
    p, y = np.array([0.2, 0.7]), np.array([0.0, 1.0])
    brier(p, y)
    log_score(p, y)
    assert p.tolist() == [0.2, 0.7]
    assert y.tolist() == [0, 1]


@given(p=st.lists(st.floats(0, 1), min_size=1))
def test_a_column_has_the_scores_that_its_values_have_alone(p: list[float]) -> None:
    """Scalars and arrays go the same way."""
    assert brier(p, 1).tolist() == [brier(value, 1) for value in p]


def test_importing_the_scores_loads_no_heavy_package() -> None:
    """NumPy is enough: a scalar can be scored without pandas."""
    code = (
        "import sys, tracker.scoring as scoring; scoring.brier([0.5], [1]); "
        "print([name for name in ('pandas', 'scipy', 'matplotlib', 'sqlalchemy')"
        " if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
