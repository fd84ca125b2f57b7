"""Krippendorff's alpha."""

from __future__ import annotations

from itertools import permutations
from typing import Any, Literal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tracker.published import golden
from tracker.agreement.krippendorff import krippendorff_alpha

Scale = Literal["nominal", "ordinal", "interval"]
SCALES: tuple[Scale, ...] = ("nominal", "ordinal", "interval")

FOUR_CODERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)

coded = st.lists(st.lists(st.integers(1, 4), max_size=4), min_size=1, max_size=10)


def by_pairs(units: list[list[int]], scale: Scale) -> float | None:
    """Alpha from its definition, pair by pair."""
    compared = [unit for unit in units if len(unit) > 1]
    everything = [code for unit in compared for code in unit]

    def distance(a: int, b: int) -> float:
        if scale == "nominal":
            return float(a != b)
        if scale == "interval":
            return float(a - b) ** 2
        low, high = min(a, b), max(a, b)
        between = sum(low <= code <= high for code in everything)
        return (between - (everything.count(a) + everything.count(b)) / 2) ** 2 if a != b else 0.0

    seen = sum(sum(distance(a, b) for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in compared)
    by_chance = sum(distance(a, b) for a, b in permutations(everything, 2)) / max(len(everything) - 1, 1)
    return 1 - seen / by_chance if by_chance else None


@pytest.mark.parametrize("scale", ["nominal", "interval"])
def test_the_golden_rows_are_met(scale: Scale) -> None:
    """The unit with one code is dropped, and counted."""
    for row in golden(f"krippendorff_alpha_{scale}"):
        found = krippendorff_alpha(row["inputs"]["units"], scale=scale, seed=1, replicates=99)
        assert found.value == pytest.approx(row["expected"], abs=row["tolerance"])
        assert (found.units, found.units_left_out) == (10, 1)


@pytest.mark.parametrize(
    ("scale", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
)
def test_four_coders_with_gaps_give_the_textbook_figures(scale: Scale, published: float) -> None:
    """Krippendorff's own example, to the three digits he prints."""
    found = krippendorff_alpha(list(zip(*FOUR_CODERS, strict=True)), scale=scale, seed=1, replicates=99)
    assert found.value == pytest.approx(published, abs=5e-4)


@given(units=coded, scale=st.sampled_from(SCALES))
def test_alpha_is_what_its_definition_says(units: list[list[int]], scale: Scale) -> None:
    """Pair by pair, and undefined where only one category was used."""
    found = krippendorff_alpha(units, scale=scale, seed=1, replicates=19)
    expected = by_pairs(units, scale)
    assert found.value == (None if expected is None else pytest.approx(expected, abs=1e-10))
    assert (found.reason is None) == (found.value is not None)
    if found.value is not None and found.low is not None and found.high is not None:
        assert found.low <= found.value <= found.high


@given(units=coded, scale=st.sampled_from(SCALES), seed=st.integers(0, 99))
@settings(max_examples=50)
def test_neither_units_nor_coders_have_an_order(units: list[list[int]], scale: Scale, seed: int) -> None:
    """Shuffled, they give the same value and the same interval."""
    rng = np.random.default_rng(seed)
    shuffled = [rng.permutation(units[place]).tolist() for place in rng.permutation(len(units))]
    assert krippendorff_alpha(units, scale=scale, seed=seed, replicates=29) == krippendorff_alpha(
        shuffled, scale=scale, seed=seed, replicates=29
    )


def test_words_have_the_order_they_are_given() -> None:
    """They stand for their places, and a near miss costs less than a far one."""
    words = ["unlikely", "even", "likely", "certain"]
    near = [["unlikely", "even"], ["likely", "likely"], ["certain", "certain"], ["even", "even"]]
    far = [["unlikely", "certain"], ["likely", "likely"], ["certain", "certain"], ["even", "even"]]
    places = [[words.index(code) for code in unit] for unit in near]
    found = krippendorff_alpha(near, scale="ordinal", order=words, seed=1, replicates=99)
    assert found.value == krippendorff_alpha(places, scale="ordinal", seed=1, replicates=99).value
    worse = krippendorff_alpha(far, scale="ordinal", order=words, seed=1, replicates=99)
    assert (worse.value or 0) < (found.value or 0)


def test_missing_codes_are_none_or_nan() -> None:
    """And pandas' own sign; all are passed over."""
    given_units: list[list[Any]] = [[1, None, 1, pd.NA], [2, float("nan"), 3], [None, None], [4]]
    assert (
        krippendorff_alpha(given_units, scale="interval", seed=1).value
        == krippendorff_alpha([[1, 1], [2, 3]], scale="interval", seed=1).value
    )


def test_one_category_is_undefined_and_says_so() -> None:
    """Even where the codes are no round numbers; raw agreement stands beside it."""
    for scale in SCALES:
        found = krippendorff_alpha([[0.1, 0.1, 0.1], [0.1, 0.1]], scale=scale, seed=1)
        assert (found.value, found.raw, found.standing) == (None, 1.0, None)
        assert "one category" in str(found.table["reason"][0])
    assert krippendorff_alpha([[1], []], scale="nominal", seed=1).reason == "no unit was coded twice"


def test_undefined_replicates_are_counted() -> None:
    """With one odd unit of twenty, about a fifth of the draws miss it, and chance brings no other."""
    units = [*["aa"] * 19, "b" * 8]
    found = krippendorff_alpha(units, scale="nominal", seed=3, replicates=1000)
    assert 130 < found.undefined_replicates < 270
    assert (found.value, found.high, found.standing) == (1.0, 1.0, "firm")
    few = krippendorff_alpha(["aa", "aa", "bb"], scale="nominal", seed=3, replicates=1000)
    assert (few.value, few.low, few.high, few.standing) == (1.0, None, None, "firm")


def test_what_has_no_distance_is_refused() -> None:
    """Words without an order, words on an interval scale, an order that lacks one, infinity."""
    without_order: tuple[Scale, ...] = ("ordinal", "interval")
    for scale in without_order:
        with pytest.raises(ValueError, match="numbers"):
            krippendorff_alpha(["ab", "bb"], scale=scale, seed=1)
    with pytest.raises(ValueError, match=r"missing: \['b'\]"):
        krippendorff_alpha(["ab", "bb"], scale="ordinal", order=["a", "c"], seed=1)
    with pytest.raises(ValueError, match="infinite"):
        krippendorff_alpha([[1, np.inf]], scale="interval", seed=1)
