"""Stated chances beside what happened, as reports hold them: how many were expected, and the curve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.parts.agreeing.shared_luck import chances_of_counts, interval_and_p, shared_band
from tracker.calibration.decomposition import decomposition, decomposition_by_luck
from tracker.calibration.expectation import expected_against_observed
from tracker.calibration.isotonic import curve
from tracker.calibration.reliability import reliability_curve
from tracker.certainty.wording import counted, told_by
from tracker.tally import Tally

if TYPE_CHECKING:
    from pandas import DataFrame

CURVES = 999
_MOST_POINTS = 1000
_COARSE_PLACES = 3
SHARED = "exact, by shared luck"
_PARTS = ("score", "miscalibration", "discrimination", "uncertainty")


@dataclass(frozen=True, kw_only=True, slots=True)
class Expectation:
    """How many of `count` forecast things, on so many `events`, were expected to happen, and how many did.

    `low` and `high` hold the middle 95% of what a calibrated forecaster would see; `p_value` is the
    chance that such a forecaster sees something as far out, on either side, and `method` how it was found.
    Forecasts on one event share their luck, as `agreeing.shared_luck` has it.
    """

    count: int
    events: int
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
    there and in the band; of the `events`, `mixed` have forecasts that came out differently, which makes band
    and luck wider than need be. The parts of the score count each forecast once. `places` is to how many
    places probabilities were rounded for the points and for luck; None where none were.
    """

    points: tuple[Point, ...]
    count: int
    events: int
    mixed: int
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


def sure_of_chances(events: int) -> str:
    """What so many events can tell of stated chances, where nothing is listed one by one.

    >>> sure_of_chances(3)
    '3 events: too few to compare what was said with what happened.'
    """
    told = told_by(events)
    if events and not told.shows_mean:
        return f"{counted(events, 'event')}: too few to compare what was said with what happened."
    return told.sentence


def yes_or_no(counted: DataFrame) -> DataFrame:
    """The counted forecasts that gave a chance and got a plain yes or no."""
    return counted[(counted["measure"] == "brier") & counted["observed"].isin([0.0, 1.0])]


def expectation_of(chances: DataFrame) -> Expectation | None:
    """Expected against observed of yes-or-no forecasts on five events or more, else None."""
    events, count = chances["cluster"].nunique(), len(chances)
    if not told_by(events).shows_mean:
        return None
    if events < count:
        return _by_shared_luck(chances, events)
    found = expected_against_observed(tally_of(chances))
    assert found.expected is not None, "five events have forecasts"
    assert found.observed is not None, "five events have outcomes"
    assert found.low is not None, "five events have a range"
    assert found.high is not None, "five events have a range"
    assert found.p_value is not None, "five events have a test"
    return Expectation(
        count=count,
        events=events,
        expected=found.expected,
        observed=found.observed,
        low=found.low,
        high=found.high,
        p_value=found.p_value,
        method=found.method,
    )


def _by_shared_luck(chances: DataFrame, events: int) -> Expectation:
    p, observed = chances["p"].to_numpy(float), round(float(chances["observed"].sum()))
    lowest, likely = chances_of_counts(p, chances["cluster"].astype(str).to_numpy(object))
    low, high, p_value = interval_and_p(lowest, likely, observed)
    return Expectation(
        count=len(p),
        events=events,
        expected=float(p.sum()),
        observed=observed,
        low=low,
        high=high,
        p_value=p_value,
        method=SHARED,
    )


def reliability_of(chances: DataFrame, *, seed: int) -> Reliability | None:
    """The curve of yes-or-no forecasts on twenty events or more, else None.

    More than a thousand different probabilities are rounded to three places for the points and for luck.
    """
    events = chances["cluster"].nunique()
    if not told_by(events).shows_curve:
        return None
    said = tally_of(chances).unclustered()
    coarse = len(said.said) > _MOST_POINTS
    shown = said.rounded(10**_COARSE_PLACES) if coarse else said
    parts = decomposition(said)
    several = events < len(chances)
    alike = chances.assign(p=chances["p"].round(_COARSE_PLACES)) if coarse else chances
    drawn = tally_of(alike) if several else shown
    lucky = decomposition_by_luck(drawn, seed=seed, replicates=CURVES)
    assert lucky is not None, "twenty events have forecasts"
    if several:
        heights = curve(shown.count, shown.happened)
        low, high = shared_band(drawn, shown, seed=seed, replicates=CURVES)
    else:
        found = reliability_curve(shown, seed=seed, replicates=CURVES)
        heights, low, high = found.curve, found.low, found.high
    columns = (shown.said, shown.count, shown.happened, heights, low, high)
    return Reliability(
        points=tuple(
            Point(said=p, count=round(n), happened=k, curve=c, low=b, high=t)
            for p, n, k, c, b, t in zip(*(column.tolist() for column in columns), strict=True)
        ),
        count=round(parts.count),
        events=events,
        mixed=int((chances.groupby("cluster")["observed"].agg(["min", "max"]).diff(axis=1)["max"] > 0).sum()),
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
