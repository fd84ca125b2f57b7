"""What the outcomes alone say of each claim, whoever made it and whether or not it still counts.

A claim about an event is true if it happened on a day from the first day that counts (`not_before`,
else `made_on`) to the deadline, both in full. It is false if it happened later, or before
`not_before`, or had not happened through the deadline. Of an event that recurs only the first date
from the first day that counts matters; any other that happened before `made_on` pre-dates the claim.

A dated outcome that settles a claim comes before anything said of the whole question: an event that
had not happened through March settles a claim about March, though it be declared void in May.
Void, ambiguous and partly rule the claims that no dated outcome settles. Partly with a date is
dated like a happening.

A chance of an option is true if that option came; shares, if no other option was given a larger
one; quantiles, if the value lies from the lowest to the highest of them. Above and below are
strict: a value on the bound is neither above nor below it, and between means above one and below
the other.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np

from forecasts.model import OutcomeKind
from tracker.frame_arrays import Flags, Numbers, Places
from tracker.verdicts.answers import NONE, Answers
from tracker.verdicts.claims import Claims


class Ruling(IntEnum):
    """What the outcomes say of a claim; OPEN while they say nothing yet."""

    OPEN = 0
    TRUE = 1
    FALSE = 2
    PARTLY = 3
    VOID = 4
    AMBIGUOUS = 5
    PRE_DATED = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Rulings:
    """A Ruling for each claim, the outcome that decides it (its place, or NONE), the day and the grade."""

    ruling: Places
    decided_by: Places
    event: Numbers
    grade: Numbers

    def at(self, rows: Flags) -> Rulings:
        """The rulings of some rows."""
        return Rulings(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


def on_events(claims: Claims, known: Answers) -> Rulings:
    """Rulings on claims that an event happens by a day."""
    first_day = np.fmax(claims.made, claims.not_before)
    since = np.where(claims.recurs, first_day, -np.inf)
    happening = known.first_since(claims.question, since)
    event = known.day_of(happening)
    absence = known.through(claims.question, claims.due)
    stated = known.stated(claims.question)
    stated_kind, stated_day = known.kind_of(stated), known.day_of(stated)

    before = event < claims.made
    in_time = (event >= first_day) & ~(event > claims.due)
    too_early = (event >= claims.made) & (event < first_day)
    too_late = event > claims.due
    absent = absence != NONE
    partly = stated_kind == OutcomeKind.PARTLY
    ruling = np.select(
        [
            before,
            in_time,
            too_early | too_late | absent,
            partly & (stated_day < claims.made),
            partly & ((stated_day > claims.due) | (stated_day < first_day)),
            partly,
            stated_kind == OutcomeKind.VOID,
            stated_kind == OutcomeKind.AMBIGUOUS,
        ],
        [
            Ruling.PRE_DATED,
            Ruling.TRUE,
            Ruling.FALSE,
            Ruling.PRE_DATED,
            Ruling.FALSE,
            Ruling.PARTLY,
            Ruling.VOID,
            Ruling.AMBIGUOUS,
        ],
        Ruling.OPEN,
    )
    absence_first = absent & ~(known.known_of(happening) <= known.known_of(absence))
    by_absence = absence_first & ~(before | in_time | too_early)
    decided_by = np.select(
        [by_absence, happening != NONE, ruling != Ruling.OPEN], [absence, happening, stated], NONE
    )
    return Rulings(ruling=ruling, decided_by=decided_by, event=event, grade=known.grade_of(stated))


def score_decided_by(claims: Claims, horizon: Numbers, known: Answers) -> Places:
    """The outcome that decides each timeline's score: it happened, or had not through the horizon.

    Of two that do, the one known first; NONE where there is neither, or no horizon. The horizon alone
    matters, not the latest date of the timeline's own window.
    """
    since = np.where(claims.recurs, np.fmax(claims.made, claims.not_before), -np.inf)
    happening = known.first_since(claims.question, since)
    absence = known.through(claims.question, horizon)
    first = np.where(known.known_of(absence) < known.known_of(happening), absence, happening)
    decided_by: Places = np.where(happening == NONE, absence, first)
    return np.where(np.isnan(horizon), NONE, decided_by)


def on_answers(claims: Claims, known: Answers) -> Rulings:
    """Rulings on claims about a choice or a quantity; an answer public before `made_on` pre-dates them."""
    stated = known.stated(claims.question)
    kind = known.kind_of(stated)
    dated = np.where(np.isnan(known.day_of(stated)), known.known_of(stated), known.day_of(stated))
    option = known.option_of(stated)
    value = known.value_of(stated)
    answered = (kind == OutcomeKind.OPTION) | (kind == OutcomeKind.VALUE)
    right = np.where(
        kind == OutcomeKind.OPTION,
        claims.option == option,
        ~(value <= claims.above) & ~(value >= claims.below),
    ).astype(bool)
    for row in np.flatnonzero(answered & ((claims.belief == "shares") | (claims.belief == "quantiles"))):
        if kind[row] == OutcomeKind.OPTION:
            shares = dict(zip(claims.options[row], claims.shares[row], strict=True))
            right[row] = shares.get(option[row], 0.0) >= max(shares.values())
        else:
            right[row] = claims.values[row][0] <= value[row] <= claims.values[row][-1]
    partly = kind == OutcomeKind.PARTLY
    ruling = np.select(
        [
            (answered | partly) & (dated < claims.made),
            answered & right,
            answered,
            partly,
            kind == OutcomeKind.VOID,
            kind == OutcomeKind.AMBIGUOUS,
        ],
        [Ruling.PRE_DATED, Ruling.TRUE, Ruling.FALSE, Ruling.PARTLY, Ruling.VOID, Ruling.AMBIGUOUS],
        Ruling.OPEN,
    )
    return Rulings(
        ruling=ruling,
        decided_by=np.where(ruling == Ruling.OPEN, NONE, stated),
        event=np.full(len(ruling), np.nan),
        grade=known.grade_of(stated),
    )
