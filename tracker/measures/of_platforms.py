"""The measures of platforms: what each is called, which way is up, and what it is held against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Platform = Literal["metaculus", "good-judgment", "forecastbench"]
TITLES: dict[Platform, str] = {
    "metaculus": "Metaculus",
    "good-judgment": "Good Judgment Open",
    "forecastbench": "ForecastBench",
}
PLATFORMS = tuple(TITLES)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlatformMeasure:
    """A measure as a platform prints it, made of the forecasts of several people on the same questions.

    Attributes
    ----------
    name, title
        As in the column `measure` of platform scores, and in a sentence.
    higher_is_better
        Which way is up.
    rule
        What it is, as a report says it; the reference in it says what 0 or the middle of the scale means.
    digits
        How many digits after the point it is printed with.
    weighed_by_coverage
        Whether a question counts in the mean by the share of its days that a forecast covered.
    """

    name: str
    title: str
    higher_is_better: bool
    rule: str
    digits: int
    weighed_by_coverage: bool = False

    @property
    def direction(self) -> str:
        """Which way is up, in words."""
        return f"{'higher' if self.higher_is_better else 'lower'} is better"


BASELINE = PlatformMeasure(
    name="baseline",
    title="baseline score",
    higher_is_better=True,
    rule="against the same chance for every option, which scores 0; averaged over covered days",
    digits=1,
    weighed_by_coverage=True,
)
PEER = PlatformMeasure(
    name="peer",
    title="peer score",
    higher_is_better=True,
    rule="against the others on the same question and day, whose average is 0; averaged over covered days",
    digits=1,
    weighed_by_coverage=True,
)
SPOT_BASELINE = PlatformMeasure(
    name="spot_baseline",
    title="spot baseline score",
    higher_is_better=True,
    rule="the baseline score of what was in force at one moment",
    digits=1,
)
SPOT_PEER = PlatformMeasure(
    name="spot_peer",
    title="spot peer score",
    higher_is_better=True,
    rule="the peer score of what was in force at one moment",
    digits=1,
)
DAILY_BRIER = PlatformMeasure(
    name="daily_brier",
    title="Brier score by day",
    higher_is_better=False,
    rule="from 0 to 2, and 0.5 for always saying 50%; averaged over the days that a forecast covers",
    digits=3,
)
ACCURACY = PlatformMeasure(
    name="accuracy",
    title="accuracy score",
    higher_is_better=False,
    rule="each day's Brier score less that day's median, which scores 0; times the share of covered days",
    digits=3,
)
ADJUSTED_BRIER = PlatformMeasure(
    name="adjusted_brier",
    title="difficulty-adjusted Brier score",
    higher_is_better=False,
    rule="from 0 to 1, less what each question's difficulty explains; 0.25 for always saying 50%",
    digits=3,
)
BRIER_INDEX = PlatformMeasure(
    name="brier_index",
    title="Brier index",
    higher_is_better=True,
    rule="100 (1 - square root of the adjusted score): 100 for certain and right, 50 for always saying 50%",
    digits=1,
)

MEASURES = {
    one.name: one
    for one in (
        *(BASELINE, PEER, SPOT_BASELINE, SPOT_PEER),
        *(DAILY_BRIER, ACCURACY),
        *(ADJUSTED_BRIER, BRIER_INDEX),
    )
}
"""Those of Metaculus, of Good Judgment Open and of ForecastBench, by name, in the order of reports."""
