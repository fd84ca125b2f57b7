"""By which rules a report was made, in sentences that a reviewer can hold it to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame

_NO_RULES = frozenset({"stated", "vague", "market price"})
_MEASURES = {
    "brier": "Chances have the Brier score, (said - happened)², from 0 (best) to 1.",
    "timeline_brier": (
        "Windows have the Timeline Brier: the mean Brier score of “by this day?” over all days up to the "
        "question's horizon, from 0 (best) to 1."
    ),
    "category_brier": "Choices have the Brier score over their options, from 0 (best) to 2.",
    "ranked_probability_score": (
        "Ordered choices have the ranked probability score, from 0 (best) to the number of options less 1."
    ),
    "pinball": "Quantiles have the mean pinball loss, in the question's own unit; 0 is best.",
}


def reading_rules(frame: DataFrame) -> tuple[str, ...]:
    """The rules by which words in a judged frame were read; of what a crowd was derived from, no rule."""
    rules = frame["rule"] if "derived" not in frame else frame.loc[~frame["derived"], "rule"]
    return tuple(sorted(set(rules.dropna()) - _NO_RULES))


def rules_of(frame: DataFrame, *, seed: int, replicates: int) -> tuple[str, ...]:
    """The rules that a report on these scores followed."""
    readings = reading_rules(frame)
    measures = sorted(set(frame["measure"].dropna()))
    return (
        (
            "A forecast counts when its own deadline or window is over, never because the event came early; "
            "a window is scored at its question's horizon."
        ),
        "Outcomes known, and forecasts made, after the evaluation date are left out.",
        (
            "The headline takes the first forecast of a series in its primary reading, and averages within "
            "an event before averaging over events."
        ),
        (
            "Prospective forecasts (recorded or attested before the outcome was known) and retrospective "
            "ones are never pooled."
        ),
        *(_MEASURES[measure] for measure in measures if measure in _MEASURES),
        *(
            (f"Words were read by {', '.join(readings)}; a band shows the other readings.",)
            if readings
            else ()
        ),
        (
            "95% intervals of means hold for these forecasts, had luck fallen otherwise: they come from what "
            f"each score could have been. What is drawn by luck takes {replicates:,} samples, seed {seed}."
        ),
    )
