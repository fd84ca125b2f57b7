"""What tests of yes and no do with outcomes that are graded between them, such as a tie.

Scores take a grade as it is. Whether things happened as often as they were said to, a grade cannot tell.
"""

from __future__ import annotations

from enum import StrEnum

from tracker.amounts import counted

_SCORED = "the scores take {them} as {they}"
_TESTED = "the tests, the ranges by luck, Cox's line and the AUC"


class Ties(StrEnum):
    """What the tests do with graded outcomes.

    `drop` makes them of the yes and no alone; `half` takes each grade as that share of a yes and the rest of
    a no, so that a tie is half of both; `refuse` makes none where a single outcome is graded.
    """

    DROP = "drop"
    HALF = "half"
    REFUSE = "refuse"


def ties_in_words(graded: float, total: float, ties: Ties) -> str | None:
    """What a reader must know of the graded outcomes among all; None where there are none.

    Examples
    --------
    >>> ties_in_words(2, 82, Ties.DROP)
    "2 of 82 outcomes are graded between yes and no: the scores take them as they are; the tests, the ranges
    by luck, Cox's line and the AUC leave them out."
    >>> ties_in_words(1, 82, Ties.HALF)
    "1 of 82 outcomes is graded between yes and no: the scores take it as it is; the tests, the ranges by
    luck, Cox's line and the AUC take it in part as a yes and in part as a no."
    """
    if not graded:
        return None
    one = graded == 1
    them, verb = ("it", "is") if one else ("them", "are")
    as_they = "it is" if one else "they are"
    done = {
        Ties.DROP: f"{_TESTED} leave {them} out",
        Ties.HALF: f"{_TESTED} take {them} in part as a yes and in part as a no",
        Ties.REFUSE: f"{_TESTED} are not made (--ties drop leaves {them} out of these alone)",
    }[ties]
    scored = _SCORED.format(them=them, they=as_they)
    return f"{graded:,} of {total:,} outcomes {verb} graded between yes and no: {scored}; {done}."


def ties_in_counts(graded: int, ties: Ties = Ties.DROP) -> str | None:
    """The same of a report's forecasts, where some came true in part; None where none did.

    >>> ties_in_counts(2)
    '2 forecasts came true in part: scored, and left out of what is counted and tested.'
    >>> ties_in_counts(1, Ties.HALF)
    '1 forecast came true in part: scored, and counted and tested in part as a yes and in part as a no.'
    """
    if not graded:
        return None
    them = "it" if graded == 1 else "them"
    done = {
        Ties.DROP: "scored, and left out of what is counted and tested",
        Ties.HALF: "scored, and counted and tested in part as a yes and in part as a no",
        Ties.REFUSE: f"scored, but nothing is counted or tested (--ties drop leaves out {them} alone)",
    }[ties]
    return f"{counted(graded, 'forecast')} came true in part: {done}."
