"""Stated chances beside what happened, as reports hold them: how many were expected, and the curve."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from tracker.calibration.decomposition import decomposition, decomposition_by_luck
from tracker.calibration.expectation import expected_against_observed
from tracker.calibration.reliability import reliability_curve
from tracker.certainty.wording import told_by
from tracker.tally import Tally

if TYPE_CHECKING:
    from pandas import DataFrame

CURVES = 999
_MOST_POINTS = 1000
_COARSE_PLACES = 3
_PARTS = ("score", "miscalibration", "discrimination", "uncertainty")


@dataclass(frozen=True, kw_only=True, slots=True)
class Expectation:
    """How many of `count` forecast things were expected to happen, and how many did.

    `low` and `high` hold the middle 95% of what a calibrated forecaster would see; `p_value` is the
    chance that such a forecaster sees something as far out, on either side, and `method` how it was found.
    """

    count: int
    expected: float
    observed: int
    low: int
    high: int
    p_value: float
    method: str = "exact"


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One stated probability: how often it was said, how often the thing happened, and the curve there.

    `low` and `high` hold the curve's height in 90 of 100 sets by a forecaster who is calibrated.
    """

    said: float
    count: int
    happened: float
    curve: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Reliability:
    """The reliability curve, and what it says about the mean Brier score.

    ``score = miscalibration - discrimination + uncertainty``. `by_luck` is the miscalibration that a
    calibrated forecaster shows on average with these probabilities, never compare it with 0, and
    `by_luck_high` the one that 95 of 100 such forecasters stay below; `discrimination_by_luck` and
    `discrimination_by_luck_high` are the like for discrimination. Forecasts on one event share their luck
    there. `places` is to how many places probabilities were rounded for the points and for luck; None where
    none were.
    """

    points: tuple[Point, ...]
    count: int
    score: float
    miscalibration: float
    discrimination: float
    uncertainty: float
    by_luck: float
    by_luck_high: float
    discrimination_by_luck: float
    discrimination_by_luck_high: float
    places: int | None
    replicates: int
    seed: int


def yes_or_no(counted: DataFrame) -> DataFrame:
    """The counted forecasts that gave a chance and got a plain yes or no."""
    return counted[(counted["measure"] == "brier") & counted["observed"].isin([0.0, 1.0])]


def expectation_of(chances: DataFrame) -> Expectation | None:
    """Expected against observed of yes-or-no forecasts on five events or more, else None."""
    if not told_by(chances["cluster"].nunique()).shows_mean:
        return None
    found = expected_against_observed(tally_of(chances))
    return Expectation(**{field.name: getattr(found, field.name) for field in fields(Expectation)})


def reliability_of(chances: DataFrame, *, seed: int) -> Reliability | None:
    """The curve of yes-or-no forecasts on twenty events or more, else None.

    More than a thousand different probabilities are rounded to three places for the points and for luck.
    """
    if not told_by(chances["cluster"].nunique()).shows_curve:
        return None
    said = tally_of(chances).unclustered()
    coarse = len(said.said) > _MOST_POINTS
    shown = said.rounded(10**_COARSE_PLACES) if coarse else said
    parts = decomposition(said)
    several = chances["cluster"].nunique() < len(chances)
    alike = chances.assign(p=chances["p"].round(_COARSE_PLACES)) if coarse else chances
    lucky = decomposition_by_luck(tally_of(alike) if several else shown, seed=seed, replicates=CURVES)
    assert lucky is not None, "twenty events have forecasts"
    found = reliability_curve(shown, seed=seed, replicates=CURVES)
    columns = (found.said, found.count, shown.happened, found.curve, found.low, found.high)
    return Reliability(
        points=tuple(
            Point(said=p, count=round(n), happened=k, curve=c, low=b, high=t)
            for p, n, k, c, b, t in zip(*(column.tolist() for column in columns), strict=True)
        ),
        count=round(parts.count),
        **{part: getattr(parts, part) for part in _PARTS},
        by_luck=lucky.miscalibration_mean,
        by_luck_high=lucky.miscalibration_high,
        discrimination_by_luck=lucky.discrimination_mean,
        discrimination_by_luck_high=lucky.discrimination_high,
        places=_COARSE_PLACES if coarse else None,
        replicates=CURVES,
        seed=seed,
    )


def tally_of(chances: DataFrame) -> Tally:
    """The tally of forecasts that gave a chance, clustered by event; outcomes may be grades."""
    p, observed = (chances[name].to_numpy(float) for name in ("p", "observed"))
    return Tally.of(p, observed, cluster=chances["cluster"].astype(str).to_numpy(object))
