"""Whether a claim fits its question, a condition's answer its question, and an outcome its kind."""

from __future__ import annotations

from collections.abc import Sequence
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


def check_calendar(forecast: Forecast) -> None:
    """Refuses a timeline whose days, counted from the day it was made, run past the last that dates have."""
    if isinstance(forecast.belief, Timeline):
        last, made_on = forecast.belief.days[-1], forecast.made_on
        if last > date.max.toordinal() - made_on.toordinal():
            raise UnfitNoun(
                f"The timeline on {brief(forecast.question)!r} runs for {last:,g} days from {made_on}",
                f"end it by the year {date.max.year}",
            )


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


def check_apart(question: Question, given: str, *, called: str) -> None:
    """Refuses a condition that is the question itself, by whatever slug it is called."""
    if given == question.slug:
        raise UnfitNoun(
            f"The forecast on {question.slug!r} is conditional on {called!r}, which is the same question",
            "a condition must be another question",
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
