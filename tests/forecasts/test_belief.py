"""What a forecast may assert, and what no distribution can be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from forecasts.belief import Chance, Quantiles, Shares, Timeline, Vague
from forecasts.errors import TrackerError, UnfitNoun
from tests.forecasts.builders import timeline
from tests.forecasts.strategies import probabilities

NAN, INF = float("nan"), float("inf")


@given(probabilities)
def test_a_stated_chance_has_no_width(p: float) -> None:
    """A number said is that number."""
    said = Chance.stated(p)
    assert said.low == said.p == said.high == p


@pytest.mark.parametrize(
    ("p", "low", "high"),
    [(1.1, 1.0, 1.2), (-0.1, -0.2, 0.0), (NAN, NAN, NAN), (0.5, 0.6, 0.7), (0.5, 0.3, 0.4), (0.5, 0.1, INF)],
)
def test_an_impossible_chance_is_refused(p: float, low: float, high: float) -> None:
    """Outside 0 to 1, outside its own band, or no number."""
    with pytest.raises(UnfitNoun, match="give 0 <= low <= p <= high <= 1"):
        Chance(p=p, low=low, high=high)


@pytest.mark.parametrize("p", [1.0000001, -1e-9, NAN, INF])
def test_an_impossible_stated_chance_is_refused(p: float) -> None:
    """A probability lies between 0 and 1."""
    with pytest.raises(UnfitNoun, match="between 0 and 1"):
        Chance.stated(p)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"days": (0.0, 30.0)}, "one height for each day"),
        ({"days": (), "cdf": ()}, "one height for each day"),
        ({"days": (0.0, 30.0, 30.0, 92.0, 183.0)}, "list them rising"),
        ({"days": (-1.0, 30.0, 61.0, 92.0, 183.0)}, "start on day 0 or later"),
        ({"days": (0.0, 30.0, 61.0, 92.0, INF)}, "give finite numbers"),
        ({"cdf": (0.0, 0.5, 0.4, 0.9, 0.95)}, "list them never falling"),
        ({"cdf": (0.0, 0.1, 0.5, 0.9, 1.05)}, "stay between 0 and 1"),
        ({"cdf": (0.0, 0.1, NAN, 0.9, 0.95)}, "give finite numbers"),
        ({"p": 1.5}, "between 0 and 1"),
        ({"earliest": date(2021, 10, 1)}, "earliest <= central <= latest"),
        ({"latest": None}, "at least the latest"),
        ({"words": " "}, "is empty"),
    ],
)
def test_an_impossible_timeline_is_refused(changes: dict[str, Any], sentence: str) -> None:
    """Days rise from 0, heights never fall, and the window's dates are in order."""
    with pytest.raises(TrackerError, match=sentence):
        timeline(**changes)


def test_a_timeline_needs_no_window() -> None:
    """A distribution given outright has no dates that were read."""
    given_outright = Timeline(days=(0.0, 10.0), cdf=(0.2, 0.2), horizon=date(2021, 7, 5))
    assert given_outright.latest is None


@pytest.mark.parametrize(
    ("levels", "values", "sentence"),
    [
        ((), (), "one value for each level"),
        ((0.1, 0.5), (1.0,), "one value for each level"),
        ((0.5, 0.1), (1.0, 2.0), "list them rising"),
        ((0.0, 0.5), (1.0, 2.0), "above 0 and below 1"),
        ((0.5, 1.0), (1.0, 2.0), "above 0 and below 1"),
        ((0.1, 0.5), (2.0, 1.0), "list them never falling"),
        ((0.1, 0.5), (1.0, INF), "give finite numbers"),
    ],
)
def test_impossible_quantiles_are_refused(
    levels: tuple[float, ...], values: tuple[float, ...], sentence: str
) -> None:
    """Levels rise strictly between 0 and 1; values never fall."""
    with pytest.raises(UnfitNoun, match=sentence):
        Quantiles(levels=levels, values=values)


@pytest.mark.parametrize(
    ("options", "shares", "sentence"),
    [
        (("a", "b"), (0.5,), "name each option once"),
        (("a", "a"), (0.5, 0.5), "name each option once"),
        (("a", "b"), (0.5, 0.6), "sum to 1.1"),
        (("a", "b"), (1.5, -0.5), "between 0 and 1"),
        (("a", "b"), (NAN, 0.5), "between 0 and 1"),
    ],
)
def test_impossible_shares_are_refused(
    options: tuple[str, ...], shares: tuple[float, ...], sentence: str
) -> None:
    """One share for each option, and all of it shared out."""
    with pytest.raises(UnfitNoun, match=sentence):
        Shares(options=options, shares=shares)


def test_thirds_sum_to_one() -> None:
    """What binary fractions cannot hold is forgiven."""
    assert Shares(options=("a", "b", "c"), shares=(1 / 3, 1 / 3, 1 / 3)).shares[0] == 1 / 3


def test_vague_words_are_words() -> None:
    """They carry no number, and cannot be empty."""
    with pytest.raises(TrackerError, match="is empty"):
        Vague(words="")
