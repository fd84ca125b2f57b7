"""Forecasts of a ledger, scored as a platform scores: every figure with its count, coverage and interval."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasts.model import PRIMARY, ForecasterKind
from tracker.amounts import counted
from tracker.measures.of_platforms import ADJUSTED_BRIER, BRIER_INDEX, TITLES, Platform
from tracker.platforms import good_judgment, metaculus
from tracker.platforms.contributions import Contribution, PlatformScore, scores_of
from tracker.platforms.open_questions import open_questions

if TYPE_CHECKING:
    from pandas import DataFrame

    from tracker.judged import Records

MIDWAY = 0.5
_MEASURES: dict[Platform, tuple[str, ...]] = {
    "metaculus": metaculus.MEASURES,
    "good-judgment": good_judgment.MEASURES,
    "forecastbench": (ADJUSTED_BRIER.name, BRIER_INDEX.name),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class PlatformScores:
    """All figures of a platform, and how many forecasts it could not score.

    `spot` is the share of the scheduled days after which spot scores were taken, None without any. `held`
    counts forecasts that are answered while their deadline lies ahead, `unlike` those with timelines or
    quantities, for which a ledger does not hold what a platform scores.
    """

    platform: Platform
    spot: float | None
    scores: tuple[PlatformScore, ...]
    held: int
    unlike: int


def scored_as(
    platform: Platform, rows: DataFrame, *, crowds: frozenset[str], spot: float = MIDWAY
) -> PlatformScores:
    """Judged forecasts as a platform scores them; prospective and retrospective ones are never pooled.

    Parameters
    ----------
    platform
        "metaculus", "good-judgment" or "forecastbench".
    rows
        Judged forecasts of all who took part: with fewer of them the figures of each change.
    crowds
        The slugs of forecasters who are crowds, such as `crowds_among` gives.
    spot
        Of Metaculus, the share of a question's scheduled days after which spot scores are taken.
    """
    if not 0 <= spot <= 1:
        raise ValueError(f"a spot lies between the first and the last scheduled day, 0 to 1, not at {spot}")
    primary = rows[(rows["reading"] == PRIMARY).to_numpy(dtype=bool) & ~rows["derived"].to_numpy(dtype=bool)]
    return PlatformScores(
        platform=platform,
        spot=spot if platform == "metaculus" else None,
        scores=scores_by(_MEASURES[platform], rows, crowds=crowds, spot=spot),
        held=int(primary["verdict"].eq("held").sum()),
        unlike=int(primary["belief"].isin(["timeline", "quantiles"]).sum()),
    )


def scores_by(
    measures: Collection[str], rows: DataFrame, *, crowds: frozenset[str], spot: float = MIDWAY
) -> tuple[PlatformScore, ...]:
    """The figures of judged forecasts by some measures, of one platform or several.

    The history of each question is told once, whatever platforms take it.
    """
    found: list[Contribution] = []
    if not set(measures).isdisjoint((*metaculus.MEASURES, *good_judgment.MEASURES)):
        for question in open_questions(rows, crowds):
            if not set(measures).isdisjoint(metaculus.MEASURES):
                found += metaculus.contributions(question, spot=spot, measures=measures)
            if not set(measures).isdisjoint(good_judgment.MEASURES):
                found += good_judgment.contributions(question, measures=measures)
    scores = scores_of(found)
    if set(measures).isdisjoint(_MEASURES["forecastbench"]):
        return scores
    from tracker.platforms import forecastbench

    adjusted = forecastbench.scores(rows, crowds)
    return (*scores, *(one for one in adjusted if one.measure in measures))


def left_out_in_words(found: PlatformScores) -> tuple[str, ...]:
    """What a platform could not score, and why, a sentence each.

    >>> left_out_in_words(PlatformScores(platform="metaculus", spot=0.5, scores=(), held=1, unlike=0))
    ('1 forecast is answered, but counts only once its deadline is over.',)
    """
    sentences = []
    if found.held:
        waits = "is answered, but counts only once its deadline is over"
        wait = "are answered, but count only once their deadlines are over"
        sentences.append(f"{counted(found.held, 'forecast')} {waits if found.held == 1 else wait}.")
    if found.unlike:
        sentences.append(
            f"Windows and quantities, {found.unlike:,} here, have no score: a ledger does not hold what "
            f"{TITLES[found.platform]} scores of them."
        )
    return tuple(sentences)


def crowds_among(records: Records) -> frozenset[str]:
    """The slugs of the recorded forecasters that are crowds."""
    known = records.forecasters
    return frozenset(known.loc[known["kind"] == ForecasterKind.CROWD.value, "slug"])
