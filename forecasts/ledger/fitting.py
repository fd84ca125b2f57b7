"""Whether a claim fits its question, a condition's answer its question, and an outcome its kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from forecasts.errors import UnfitNoun, brief
from forecasts.model import (
    Chance,
    Forecast,
    Outcome,
    OutcomeKind,
    Quantiles,
    Question,
    QuestionKind,
    Shares,
    Timeline,
)

FIRST_DAY, LAST_DAY = date(2, 1, 1), date(9000, 12, 31)
"""Between these every horizon, and every day before and after, is a date that Python has."""
_ANSWERS = {
    QuestionKind.EVENT: (OutcomeKind.HAPPENED, OutcomeKind.NOT_THROUGH, OutcomeKind.PARTLY),
    QuestionKind.CHOICE: (OutcomeKind.OPTION,),
    QuestionKind.ORDERED: (OutcomeKind.OPTION,),
    QuestionKind.QUANTITY: (OutcomeKind.VALUE,),
}
_FIT = {
    Timeline: (QuestionKind.EVENT,),
    Quantiles: (QuestionKind.QUANTITY,),
    Shares: (QuestionKind.CHOICE, QuestionKind.ORDERED),
}


def check_calendar(noun: Forecast | Question | Outcome) -> None:
    """Refuses days with which no date can be reckoned: before the year 2, and past the year 9000.

    A timeline's days count from the day it was made.
    """
    for what, day in _days(noun):
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise UnfitNoun(
                f"{what} {day} of {brief(_about(noun))!r} is no day to reckon with",
                f"leave it out, or give one from the year {FIRST_DAY.year} to {LAST_DAY.year}",
            )
    if isinstance(noun, Forecast) and isinstance(noun.belief, Timeline):
        last = noun.belief.days[-1]
        if last > LAST_DAY.toordinal() - noun.made_on.toordinal():
            raise UnfitNoun(
                f"The timeline on {noun.question!r} runs for {last:,g} days from {noun.made_on}",
                f"end it by the year {LAST_DAY.year}",
            )


def _days(noun: Forecast | Question | Outcome) -> Iterator[tuple[str, date | None]]:
    if isinstance(noun, Question):
        yield "The horizon", noun.horizon
    elif isinstance(noun, Outcome):
        yield "The outcome's day", noun.on
        yield "The day of knowing", noun.known_on
    else:
        claim, belief = noun.claim, noun.belief
        yield "The day of the forecast", noun.made_on
        yield "The deadline", claim.deadline
        yield "The first day", claim.not_before
        if claim.condition is not None:
            yield "The condition's day", claim.condition.by
        if isinstance(belief, Timeline):
            yield "The horizon", belief.horizon
            yield "The window's first day", belief.earliest
            yield "The window's last day", belief.latest


def _about(noun: Forecast | Question | Outcome) -> str:
    return noun.slug if isinstance(noun, Question) else noun.question


def check_claim(question: Question, forecast: Forecast) -> None:
    """Refuses a claim or a belief of a form that the question cannot answer."""
    claim, belief = forecast.claim, forecast.belief
    fitting = _FIT.get(type(belief))
    if fitting is not None and question.kind not in fitting:
        said = type(belief).__name__.lower()
        raise UnfitNoun(
            f"{question.slug!r} is of kind {question.kind}, and the belief is {said}",
            f"that belief needs a question of kind {' or '.join(fitting)}",
        )
    if isinstance(belief, Shares) and set(belief.options) != set(question.options):
        raise UnfitNoun(
            f"The shares name {', '.join(belief.options)}", f"name just {', '.join(question.options)}"
        )
    if claim.option is not None and claim.option not in question.options:
        raise UnfitNoun(
            f"{question.slug!r} has no option {claim.option!r}",
            f"choose among {', '.join(question.options)}" if question.options else "leave the option out",
        )
    bounded = claim.above is not None or claim.below is not None
    if bounded and question.kind is not QuestionKind.QUANTITY:
        raise UnfitNoun(f"{question.slug!r} is no quantity", "leave out above and below")
    of_what = question.kind is QuestionKind.EVENT or claim.option is not None or bounded
    if isinstance(belief, Chance) and not of_what:
        raise UnfitNoun(
            f"The chance on {question.slug!r} does not say of what", "name the option, or above or below"
        )


def check_answer(question: Question, answer: str) -> None:
    """Refuses a condition's answer that its question cannot have."""
    allowed: Sequence[str] = question.options
    if question.kind is QuestionKind.EVENT:
        allowed = ("happens", "does not happen")
    elif question.kind is QuestionKind.QUANTITY:
        raise UnfitNoun(
            f"The condition names the quantity {question.slug!r}", "make the condition an event of its own"
        )
    if answer not in allowed:
        raise UnfitNoun(f"The condition's answer is {answer!r}", f"choose among {', '.join(allowed)}")


def check_kind(question: Question, outcome: Outcome) -> None:
    """Refuses an outcome that is no answer to the question."""
    allowed = (*_ANSWERS[question.kind], OutcomeKind.VOID, OutcomeKind.AMBIGUOUS)
    if outcome.kind not in allowed:
        raise UnfitNoun(
            f"{question.slug!r} is a question of kind {question.kind} and cannot be answered by "
            f"'{outcome.kind}'",
            f"answer it by {', '.join(allowed)}",
        )
    if outcome.option is not None and outcome.option not in question.options:
        raise UnfitNoun(
            f"{question.slug!r} has no option {outcome.option!r}",
            f"choose among {', '.join(question.options)}",
        )
