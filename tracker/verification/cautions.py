"""What a reader must know before trusting the figures of a table."""

from __future__ import annotations

from tracker.certainty.wording import counted
from tracker.verification.gathering import Reduced
from tracker.verification.keys import UNNAMED
from tracker.verification.pairing import Against

NO_EVENT_COLUMN = (
    "No event column: every row is taken as independent, and the intervals are too narrow where several "
    "forecasts are on one event. Name it with --event COL."
)
_ALIKE = 1.5


def cautions(
    reduced: Reduced, *, named: bool, late: int, percent: bool, rival: Against | None
) -> tuple[str, ...]:
    """The warnings that go with the figures of reduced rows, in sentences.

    Parameters
    ----------
    named
        Whether an event column is there.
    late
        How many forecasts were made after their deadline.
    percent
        Whether the probabilities were read as percentages.
    rival
        The comparison, if there is one.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> rows = Reduced(tally=Tally.of([0.2, 0.7], [0, 1]), events=None, parts=None)
    >>> cautions(rows, named=False, late=0, percent=False, rival=None)
    ('No event column: every row is taken as independent, and the intervals are too narrow where several
    forecasts are on one event. Name it with --event COL.',)
    """
    found = []
    if not named:
        found.append(NO_EVENT_COLUMN)
    else:
        found += _of_events(reduced)
    if late:
        made = "1 forecast was made after its" if late == 1 else f"{late:,} forecasts were made after their"
        found.append(f"{made} deadline and kept all the same.")
    if percent and len(reduced.tally.said) and reduced.tally.said[-1] <= 0.01:
        found.append("No probability is above 1%: leave out --percent if they are fractions.")
    if rival is not None and rival.disagreeing:
        found.append(
            f"{rival.disagreeing:,} of the {rival.events + rival.disagreeing:,} common events have different "
            "outcomes in the two tables, and are left out of the comparison."
        )
    return tuple(found)


def _of_events(reduced: Reduced) -> list[str]:
    assert reduced.events is not None, "only rows with events have sums for each"
    found, events = [], reduced.events
    blank = events.key == UNNAMED
    if blank.any():
        unnamed = float(events.count[blank].sum())
        name = (
            "1 forecast does not name its" if unnamed == 1 else f"{unnamed:,.0f} forecasts do not name their"
        )
        found.append(f"{name} event in full; the intervals take all such as one more event.")
    if events.named and reduced.tally.total > _ALIKE * len(events.key):
        found.append(
            f"{reduced.tally.total:,.0f} forecasts are on {counted(events.named, 'event')}: the intervals "
            "allow for it, and so do mcb_null_mean and p_expected_observed where they are given; "
            "spiegelhalter_z does not, so take it for no test."
        )
    return found
