"""Between which ends the score and the skill of a table lie, from what was kept of its events."""

from __future__ import annotations

from tracker.certainty.mean_interval import MeanInterval, mean_interval
from tracker.comparison.skill_interval import brier_skill_interval, brier_skill_interval_of_sums
from tracker.tally import Tally
from tracker.verification.reduction import Reduced


def score_interval(reduced: Reduced) -> MeanInterval:
    """The mean Brier score with its interval.

    Raises
    ------
    FractionalWeights
        Without events, where weights do not say how many forecasts there are.
    """
    return mean_interval(_weighed(reduced))


def skill_interval(reduced: Reduced, reference: float) -> tuple[float | None, float | None]:
    """The interval of the skill, from sums of the events where their forecasts were too many to keep."""
    weighed, sums = _weighed(reduced), reduced.events
    if sums is None or weighed is reduced.tally or weighed is reduced.shared:
        return brier_skill_interval(weighed, reference)
    if reduced.graded:
        return None, None
    return brier_skill_interval_of_sums(sums.count, sums.happened, sums.score, sums.otherwise, reference)


def _weighed(reduced: Reduced) -> Tally:
    """What the intervals of sums are of: events with their forecasts, or with sums of these alone."""
    if reduced.events is None or (reduced.independent and reduced.tally.whole):
        return reduced.tally
    return reduced.shared if reduced.shared is not None else reduced.events.as_tally()
