"""What came of a question in one short answer: a day, "no", an option, a number, a grade, or why none."""

from __future__ import annotations

from datetime import date, timedelta

from forecasts.errors import UnfitText
from forecasts.model import Question, QuestionKind
from forecasts.recording.outcomes import TypedOutcome

FORMS = {
    QuestionKind.EVENT: "the day it happened; no; partly 0.5",
    QuestionKind.CHOICE: "the option",
    QuestionKind.ORDERED: "the option",
    QuestionKind.QUANTITY: "the value",
}
"""What answers each kind of question, beside void and ambiguous."""


def spoken_outcome(text: str, question: Question, *, through: date, today: date) -> TypedOutcome:
    """The outcome that an answer means.

    Parameters
    ----------
    text
        "2021-08-15", "yesterday", "no" or "no 2021-12-31" (it had not happened through that day), "partly
        0.5", an option or the beginning of one, a value, each of the last two also "on" a day; "void" or
        "ambiguous" with the reason after it.
    question
        The question that is answered.
    through
        The day that a bare "no" speaks of.
    today
        What "today" means.

    Raises
    ------
    UnfitText
        For an answer that does not fit the question; it says what does.

    Examples
    --------
    >>> kabul = Question(slug="kabul", statement="Kabul falls")
    >>> days = {"through": date(2021, 9, 25), "today": date(2022, 1, 5)}
    >>> spoken_outcome("no", kabul, **days).not_through
    datetime.date(2021, 9, 25)
    >>> spoken_outcome("void it was put off", kabul, **days).because
    'it was put off'
    """
    word, _, rest = text.strip().partition(" ")
    word, rest = word.casefold(), rest.strip()
    if word in ("void", "ambiguous"):
        if not rest:
            raise UnfitText("the answer", "says no reason", f"type {word} and why")
        return TypedOutcome(void=word == "void", ambiguous=word == "ambiguous", because=rest)
    if question.kind is QuestionKind.EVENT:
        return _event(text, word, rest, through=through, today=today)
    answer, told, day = text.rpartition(" on ")
    on = _day(day, today) if told else None
    if question.kind is QuestionKind.QUANTITY:
        return TypedOutcome(value=_number(answer if told else text), on=on)
    return TypedOutcome(option=_option(answer if told else text, question), on=on)


def _event(text: str, word: str, rest: str, *, through: date, today: date) -> TypedOutcome:
    if word in ("no", "not"):
        return TypedOutcome(
            not_through=_day(rest.removeprefix("through").strip(), today) if rest else through
        )
    if word == "partly":
        return TypedOutcome(partly=_number(rest))
    return TypedOutcome(on=_day(text.removeprefix("on ").strip(), today))


def _day(text: str, today: date) -> date:
    if text.casefold() in ("today", "yesterday"):
        return today - timedelta(days=text.casefold() == "yesterday")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnfitText("the day", f"is {text[:40]!r}", "write it as 2021-06-25, or today") from None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UnfitText("the number", f"is {text[:40]!r}", "write it as 0.5 or 81.2") from None


def _option(text: str, question: Question) -> str:
    wanted = text.strip().casefold()
    exact = [option for option in question.options if option.casefold() == wanted]
    begun = exact or [
        option for option in question.options if wanted and option.casefold().startswith(wanted)
    ]
    if len(begun) != 1:
        raise UnfitText("the option", f"is {text[:40]!r}", f"type one of {', '.join(question.options)}")
    return begun[0]
