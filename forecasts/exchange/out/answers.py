"""What outcomes say of a chance that an event happens by a day, for tools that know only yes and no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from forecasts.exchange.out.forecasts import Exported
from forecasts.model import Outcome, OutcomeKind


class Answer(StrEnum):
    """An answer that another tool has a word for."""

    YES = "YES"
    NO = "NO"
    PARTLY = "partly"
    VOID = "void"
    AMBIGUOUS = "AMBIGUOUS"
    TOO_LATE = "it had happened before"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """An answer, the day it was known, and of PARTLY the grade."""

    answer: Answer
    known_on: date
    grade: float | None = None


_STATED = {
    OutcomeKind.PARTLY: Answer.PARTLY,
    OutcomeKind.VOID: Answer.VOID,
    OutcomeKind.AMBIGUOUS: Answer.AMBIGUOUS,
}


def answered(one: Exported) -> Answered | None:
    """The answer to a forecast whose claim is that its event happens by its deadline; None while it is open.

    A dated outcome comes before what was said of the whole question. Of an event that recurs the first date
    since the forecast counts.
    """
    made, deadline = one.forecast.made_on, one.forecast.claim.deadline or date.max
    happened = [outcome for outcome in one.outcomes if outcome.kind is OutcomeKind.HAPPENED]
    if one.question.recurs:
        happened = [outcome for outcome in happened if _day(outcome) >= made]
    if happened:
        first = min(happened, key=_day)
        if _day(first) < made:
            return Answered(answer=Answer.TOO_LATE, known_on=_known(first))
        if _day(first) <= deadline:
            return Answered(answer=Answer.YES, known_on=_known(first))
    absent = [
        outcome
        for outcome in one.outcomes
        if outcome.kind is OutcomeKind.NOT_THROUGH and _day(outcome) >= deadline
    ]
    if absent:
        return Answered(answer=Answer.NO, known_on=min(map(_known, absent)))
    if happened:
        return Answered(answer=Answer.NO, known_on=_known(min(happened, key=_day)))
    for outcome in one.outcomes:
        if (stated := _STATED.get(outcome.kind)) is not None:
            return _of_all(outcome, stated, made=made, deadline=deadline)
    return None


def _of_all(outcome: Outcome, stated: Answer, *, made: date, deadline: date) -> Answered:
    """What an outcome of the whole question says; if it happened partly, on a day, that day counts."""
    if stated is Answer.PARTLY and outcome.on is not None:
        if outcome.on < made:
            stated = Answer.TOO_LATE
        elif outcome.on > deadline:
            stated = Answer.NO
    grade = outcome.grade if stated is Answer.PARTLY else None
    return Answered(answer=stated, known_on=_known(outcome), grade=grade)


def _day(outcome: Outcome) -> date:
    assert outcome.on is not None, "it happened, or had not happened, on a day"
    return outcome.on


def _known(outcome: Outcome) -> date:
    assert outcome.known_on is not None, "an outcome is known on a day"
    return outcome.known_on
