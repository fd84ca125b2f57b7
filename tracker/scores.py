"""One score for each forecast, with the band that its words allow, or the reason why there is none.

A chance has a score once its verdict is yes, no or partly: the Brier score of its midpoint, and the
lowest and highest that the word's range allows. A timeline is scored to its horizon, in
`tracker.timelines`. Shares and quantiles are scored against the answer; their band has no width.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from tracker.frame_arrays import Numbers, Texts, among, day_number, no_texts, texts, with_columns
from tracker.headlines import as_records, headline, mean_by_event
from tracker.measures import MEASURES
from tracker.reasons import reasons
from tracker.scoring import brier, brier_band, category_brier, pinball, ranked_probability_score
from tracker.timelines import timeline_scores

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pandas import DataFrame

__all__ = ["as_records", "headline", "mean_by_event", "scores"]

NEEDED = (
    *("entry", "position", "first_entry", "first_position", "versions", "recorded_at", "withdrawn_on"),
    *("question", "forecaster", "reading", "made_on", "made_at", "attested_on", "unscoreable"),
    *("option", "above", "below", "not_before", "deadline"),
    *("condition_question", "condition_answer", "condition_by"),
    *("belief", "rule", "p", "low", "high", "earliest", "central", "latest", "horizon"),
    *("days", "heights", "levels", "values", "options", "shares"),
)
"""The columns of forecasts of which verdicts and scores are made, for `View.forecasts`."""

_DECIDED = ("yes", "no", "partly")
_ON_THE_WAY = ("yes", "no", "held", "pending", "overdue")


def scores(verdicts: DataFrame, *, on: date) -> DataFrame:
    """The verdicts, each with its score or the reason why there is none. The smaller the better.

    Parameters
    ----------
    verdicts
        The frame that `tracker.verdicts.judging.verdicts` returned for the same evaluation date.
    on
        The evaluation date.

    Returns
    -------
    DataFrame
        The rows in the same order and with the same index, and the columns

        measure : "brier" (0 to 1), "timeline_brier" (0 to 1), "category_brier" (0 to 2),
            "ranked_probability_score" (0 to options less 1) or "pinball" (the question's unit): the
            function of `tracker.scoring` that scores this belief; None where nothing does
        value, low, high : the score and its band; NaN where there is none
        reason : why there is no score, or none that counts yet; None where there is one
        provisional : whether the score covers only part of the horizon
        elapsed : of timelines, the share of the horizon that the score covers
        window_hit, timing_error : of timelines, see `tracker.timelines.TimelineScores`
    """
    evaluated = day_number(on)
    count = len(verdicts)
    belief, verdict = texts(verdicts["belief"]), texts(verdicts["verdict"])
    value, low, high = np.full((3, count), np.nan)
    columns = {name: np.full(count, np.nan) for name in ("elapsed", "window_hit", "timing_error")}
    final = np.zeros(count, dtype=bool)
    decided = among(verdict, _DECIDED)

    rows = decided & (belief == "chance")
    p, lowest, highest, observed = (
        verdicts[name].to_numpy(dtype=np.float64)[rows] for name in ("p", "low", "high", "observed")
    )
    value[rows] = brier(p, observed)
    low[rows], high[rows] = brier_band(lowest, highest, observed)

    awaits_condition = among(verdict, ("pending", "overdue")) & verdicts["because"].notna().to_numpy()
    rows = (belief == "timeline") & among(verdict, _ON_THE_WAY) & ~awaits_condition
    found = timeline_scores(verdicts[rows], on=evaluated)
    value[rows], low[rows], high[rows], final[rows] = found.value, found.low, found.high, found.final
    columns["elapsed"][rows] = found.covered
    columns["window_hit"][rows], columns["timing_error"][rows] = found.window_hit, found.timing_error

    for name, scored_as in _SPREAD_OUT.items():
        rows = decided & (verdict != "partly") & (belief == name)
        if rows.any():
            value[rows] = low[rows] = high[rows] = scored_as(verdicts[rows])

    scored = ~np.isnan(value)
    return with_columns(
        verdicts,
        measure=_measures(belief, texts(verdicts["question_kind"]), verdict),
        value=value,
        low=low,
        high=high,
        reason=reasons(verdicts, scored=scored, covered=columns["elapsed"], final=final, on=evaluated),
        provisional=scored & (belief == "timeline") & ~final,
        **columns,
    )


def _shares_scores(verdicts: DataFrame) -> Numbers:
    """NaN where the answer is not among the question's options; an option without a share has 0."""
    alike: dict[tuple[bool, int], list[tuple[int, list[float], int]]] = defaultdict(list)
    listed = [
        texts(verdicts[name])
        for name in ("options", "shares", "question_options", "answer_option", "question_kind")
    ]
    for place, (options, shares, offered, answer, kind) in enumerate(zip(*listed, strict=True)):
        if answer in offered:
            stated = dict(zip(options, shares, strict=True))
            said = [stated.get(option, 0.0) for option in offered]
            alike[kind == "ordered", len(offered)].append((place, said, offered.index(answer)))
    found = np.full(len(verdicts), np.nan)
    for (ordered, _), rows in alike.items():
        places, shares_of_all, answers = zip(*rows, strict=True)
        score = ranked_probability_score if ordered else category_brier
        found[list(places)] = score(np.array(shares_of_all), np.array(answers))
    return found


def _quantiles_scores(verdicts: DataFrame) -> Numbers:
    alike: dict[tuple[float, ...], list[int]] = defaultdict(list)
    for place, levels in enumerate(verdicts["levels"]):
        alike[levels].append(place)
    values = texts(verdicts["values"])
    answers = verdicts["answer_value"].to_numpy(dtype=np.float64)
    found = np.full(len(verdicts), np.nan)
    for levels, rows in alike.items():
        found[rows] = pinball(np.array([values[row] for row in rows]), levels, answers[rows])
    return found


_SPREAD_OUT: dict[str, Callable[[DataFrame], Numbers]] = {
    "shares": _shares_scores,
    "quantiles": _quantiles_scores,
}


def _measures(belief: Texts, kind: Texts, verdict: Texts) -> Texts:
    measure = no_texts(len(belief))
    for one in MEASURES.values():
        right = True if one.ordered is None else (kind == "ordered") == one.ordered
        measure[(belief == one.belief) & right] = one.name
    measure[verdict == "unscoreable"] = None
    return measure
