"""The measures by which this house scores: one for each kind of belief, smaller always better."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.measures.measure import Measure, Reference

if TYPE_CHECKING:
    from pandas import DataFrame

    from tracker.vectors import Codes, Floats

_COIN = 0.5


def _always_one_rate(scores: DataFrame) -> Floats:
    from tracker.comparison.reference_scores import steady_rate_scores

    return steady_rate_scores(scores["observed"].to_numpy(float), reference_rates(scores))


def reference_rates(scores: DataFrame) -> Floats:
    """The rate of each row's reference class; 50% where its question names none."""
    import numpy as np

    rates = scores["reference_rate"].to_numpy(float, na_value=np.nan)
    return np.where(np.isnan(rates), _COIN, rates)


def _constant_hazard(scores: DataFrame) -> Floats:
    import numpy as np

    from tracker.comparison.reference_scores import constant_hazard_scores
    from tracker.frame_arrays import day_numbers

    made, event, horizon = (day_numbers(scores[name]) for name in ("made_on", "event_on", "horizon"))
    waited = np.where(np.isnan(event), np.inf, event - made)
    return constant_hazard_scores(waited, horizon - made, reference_rates(scores))


def _chances_by_luck(scores: DataFrame, seed: int) -> tuple[float, float] | None:
    from tracker.calibration.luck import brier_by_luck
    from tracker.tally import Tally

    p, observed = (scores[name].to_numpy(float) for name in ("p", "observed"))
    clusters = scores["cluster"].astype(str).to_numpy(object)
    return brier_by_luck(Tally.of(p, observed, cluster=clusters).per_event(), seed=seed)


def _timelines_by_luck(scores: DataFrame, seed: int) -> tuple[float, float] | None:
    from tracker.calibration.luck import range_by_luck, timeline_outlook
    from tracker.frame_arrays import day_numbers

    horizons = (day_numbers(scores["horizon"]) - day_numbers(scores["made_on"])).tolist()
    outlooks = [
        timeline_outlook(days, heights, horizon=horizon)
        for days, heights, horizon in zip(scores["days"], scores["heights"], horizons, strict=True)
    ]
    return range_by_luck(outlooks, scores["cluster"].astype(str).tolist(), seed=seed)


BRIER = Measure(
    name="brier",
    title="Brier score",
    belief="chance",
    rule="Chances have the Brier score, (said - happened)², from 0 (best) to 1.",
    definition="Of chances: (said - happened)², from 0, the best, to 1; 0.25 for always saying 50%.",
    bound=1.0,
    decided_by=("deadline", "observed"),
    reference=Reference(
        words="always saying 50%",
        of_classes="always saying the rate of the question's reference class",
        scores=_always_one_rate,
        always=0.25,
    ),
    by_luck=_chances_by_luck,
)
TIMELINE_BRIER = Measure(
    name="timeline_brier",
    title="Timeline Brier",
    belief="timeline",
    rule=(
        "Windows have the Timeline Brier: the mean Brier score of “by this day?” over all days up to its "
        "horizon, from 0 (best) to 1."
    ),
    definition=(
        "Of windows: the mean Brier score of “by this day?” over all days up to its horizon, "
        "from 0, the best, to 1."
    ),
    bound=1.0,
    decided_by=("event_on",),
    reference=Reference(
        words="50% by the horizon at a constant rate (an arbitrary choice)",
        of_classes="the rate of the question's reference class, reached by the horizon at a constant rate",
        scores=_constant_hazard,
    ),
    by_luck=_timelines_by_luck,
)
CATEGORY_BRIER = Measure(
    name="category_brier",
    title="Brier score of options",
    belief="shares",
    ordered=False,
    rule="Choices have the Brier score over their options, from 0 (best) to 2.",
    definition="Of choices: the sum over their options, from 0, the best, to 2.",
    bound=2.0,
    decided_by=("deadline", "answer_option"),
)
RANKED_PROBABILITY_SCORE = Measure(
    name="ranked_probability_score",
    title="ranked probability score",
    belief="shares",
    ordered=True,
    rule="Ordered choices have the ranked probability score, from 0 (best) to the number of options less 1.",
    definition=(
        "Of ordered choices: the sum of the Brier scores of “this option or lower?”, from 0, the best, to "
        "the number of options less 1; it has a mean among questions with as many options."
    ),
    by_options=True,
    decided_by=("deadline", "answer_option"),
)
PINBALL = Measure(
    name="pinball",
    title="pinball loss",
    belief="quantiles",
    rule="Quantiles have the mean pinball loss, in the question's own unit; 0 is best.",
    definition=(
        "Of stated quantiles: in the unit of the question, 0 is best. It has no common mean; within one "
        "target the weighted interval score has."
    ),
    apart="Pinball losses are in the units of each question, so they have no common mean.",
)

MEASURES = {
    one.name: one for one in (BRIER, TIMELINE_BRIER, CATEGORY_BRIER, RANKED_PROBABILITY_SCORE, PINBALL)
}
"""By name, in the order in which reports list them."""

POOLED = tuple(one.name for one in MEASURES.values() if one.apart is None and not one.by_options)
"""Those whose scores have a common mean over all questions."""

COMPARED = tuple(one.name for one in MEASURES.values() if one.decided_by)
"""Those by which two forecasters are compared; scores of options as shares of the worst on their question."""


def title_of(name: str, options: int = 0) -> str:
    """What a measure is called in a sentence, with the number of options; one that is none of ours, by name.

    >>> title_of("pinball"), title_of("log_score"), title_of("ranked_probability_score", 4)
    ('pinball loss', 'log_score', 'ranked probability score of 4 options')
    """
    title = MEASURES[name].title if name in MEASURES else name
    return f"{title} of {options} options" if options else title


def numbers_of_options(scores: DataFrame) -> Codes:
    """How many options each row's question has, where its measure has a mean only among as many; else 0."""
    import numpy as np

    named = [one.name for one in MEASURES.values() if one.by_options]
    rows = scores["measure"].isin(named).to_numpy(bool)
    found = np.zeros(len(scores), dtype=np.int64)
    if rows.any():
        found[rows] = [len(offered) for offered in scores.loc[rows, "question_options"]]
    return found
