"""By which rules a report was made, in sentences that a reviewer can hold it to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.measures import MEASURES

if TYPE_CHECKING:
    from pandas import DataFrame

_NO_RULES = frozenset({"stated", "vague", "market price"})


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
            "a window is scored at its horizon."
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
        *(MEASURES[measure].rule for measure in measures),
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
