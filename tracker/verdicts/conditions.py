"""Whether what a forecast presupposes was fulfilled, was not, or is still open.

"If A, then B by the deadline" asserts nothing until A holds. A condition that an event happens is
met if it happened by `by`, by the forecast's own deadline and no later than the forecast's event,
whichever comes first; having happened before the forecast was made, it is met (of one that recurs
the first date since then counts). A condition that an event does not happen is met once it is known
not to have happened through the earlier of `by` and the deadline. Any other required answer is the
option (or the value, as digits) that the condition's question must come to, no later than that if
the answer is dated. A condition whose question came out void, ambiguous or partly is not met.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from forecasts.model import OutcomeKind
from tracker.frame_arrays import Flags, Numbers, Places, Texts
from tracker.verdicts.answers import NONE, Answers
from tracker.verdicts.claims import Claims
from tracker.verdicts.rulings import Ruling, Rulings

HAPPENS = "happens"
DOES_NOT_HAPPEN = "does not happen"


class Met(IntEnum):
    """Whether a condition holds; NO is final, OPEN may become either."""

    OPEN = 0
    YES = 1
    NO = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """Met for each conditional forecast, and the outcome that says so (its place, or NONE)."""

    met: Places
    decided_by: Places


def conditions(
    claims: Claims,
    rulings: Rulings,
    known: Answers,
    *,
    question: Places,
    answer: Texts,
    by: Numbers,
    recurs: Flags,
) -> Standing:
    """Whether each condition is met; `question`, `answer`, `by` and `recurs` are the condition's own.

    `claims` and `rulings` are those of the conditional forecasts themselves, row by row.
    """
    limit = np.fmin(by, claims.due)
    came = np.where(rulings.ruling == Ruling.TRUE, rulings.event, np.nan)
    happens, never = answer == HAPPENS, answer == DOES_NOT_HAPPEN
    limit = np.where(happens, np.fmin(limit, came), limit)

    happening = known.first_since(question, np.where(recurs, claims.made, -np.inf))
    day = known.day_of(happening)
    absence = known.through(question, limit)
    occurred = (happening != NONE) & ~(day > limit)
    missed = (day > limit) | (absence != NONE)

    stated = known.stated(question)
    kind = known.kind_of(stated)
    spoilt = np.isin(kind.astype(str), (OutcomeKind.VOID, OutcomeKind.AMBIGUOUS, OutcomeKind.PARTLY))
    option, value = known.option_of(stated), known.value_of(stated)
    came_to = np.where(kind == OutcomeKind.VALUE, [f"{number:g}" for number in value], option)
    answered = (kind == OutcomeKind.OPTION) | (kind == OutcomeKind.VALUE)
    other = ~happens & ~never
    right = answered & (came_to == answer) & ~(known.day_of(stated) > limit)

    yes = (happens & occurred) | (never & missed & ~occurred) | (other & right)
    no = (happens & missed & ~occurred) | (never & occurred) | (other & answered & ~right) | spoilt
    met = np.select([yes, no], [Met.YES, Met.NO], Met.OPEN)
    dated = np.where(occurred | (happening != NONE) & (absence == NONE), happening, absence)
    return Standing(
        met=met, decided_by=np.where(met == Met.OPEN, NONE, np.where(dated == NONE, stated, dated))
    )
