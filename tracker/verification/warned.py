"""The table of warnings of reduced rows, over their events where these are named, or why there is none."""

from __future__ import annotations

from dataclasses import replace

from forecasts.errors import GradedOutcomes
from tracker.discrimination.warning_table import WarningTable, warning_table
from tracker.verification.reduction import MOST_PAIRS, Reduced

_TOO_MANY = (
    f"Warnings are counted by event, and above {MOST_PAIRS:,} pairs of event and probability are not kept."
)


def warned_of(reduced: Reduced, threshold: float | None) -> tuple[WarningTable | None, dict[str, str]]:
    """The table at a threshold, and the reason where there is none; neither without a threshold."""
    if threshold is None:
        return None, {}
    together = reduced.tally if reduced.independent else reduced.shared
    if together is None:
        return None, {"warning_table": _TOO_MANY}
    try:
        found = warning_table(together, threshold)
    except GradedOutcomes as refusal:
        return None, {"warning_table": str(refusal)}
    return found if reduced.events is None else replace(found, events=reduced.events.named), {}
