"""The table of warnings of reduced rows, over their events where these are named, or why there is none."""

from __future__ import annotations

from dataclasses import replace

from forecasts.errors import GradedOutcomes
from tracker.discrimination.warning_table import WarningTable, warning_table
from tracker.verification.reduction import MOST_PAIRS, Reduced

_TOO_MANY = (
    f"Warnings are counted by event, and above {MOST_PAIRS:,} pairs of event and probability are not kept."
)


def warned_of(
    reduced: Reduced, threshold: float | None, *, events: int
) -> tuple[WarningTable | None, dict[str, str]]:
    """The table at a threshold, and the reason where there is none; neither without a threshold.

    `events` is how many are named: rows that name none are counted, and no event.
    """
    if threshold is None:
        return None, {}
    together = reduced.tally if reduced.independent else reduced.shared
    if together is None:
        return None, {"warning_table": _TOO_MANY}
    try:
        return replace(warning_table(together, threshold), events=events), {}
    except GradedOutcomes as refusal:
        return None, {"warning_table": str(refusal)}
