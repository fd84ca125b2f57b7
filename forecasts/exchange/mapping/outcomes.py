"""What came of a question, as a row of a spreadsheet says: yes, no, a number, or no answer at all."""

from __future__ import annotations

from datetime import date

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.formats.common import prose, resolved_to, tag
from forecasts.exchange.mapping.reading import Named
from forecasts.model import Outcome, OutcomeKind, Question, QuestionKind

PLAIN = {
    **dict.fromkeys(("yes", "y", "true", "happened", "1", "1.0", "100%"), "yes"),
    **dict.fromkeys(
        (
            "ja",
            "wahr",
            "oui",
            "vrai",
            "s\u00ed",
            "verdadero",
            "\u0434\u0430",
            "\u0438\u0441\u0442\u0438\u043d\u0430",
        ),
        "yes",
    ),
    **dict.fromkeys(("no", "n", "false", "did not happen", "0", "0.0", "0%"), "no"),
    **dict.fromkeys(
        ("nein", "falsch", "non", "faux", "falso", "\u043d\u0435\u0442", "\u043b\u043e\u0436\u044c"), "no"
    ),
    **dict.fromkeys(("void", "voided", "annulled", "cancelled", "canceled"), "void"),
    **dict.fromkeys(("ambiguous",), "ambiguous"),
    **dict.fromkeys(("", "unresolved", "open", "pending", "offen", "ouvert", "tbd"), "unresolved"),
}
"""Texts of an outcome that have one meaning; any other must be explained."""

UNDATED = "A yes without a day is taken to have happened on its deadline; --undated open leaves it open."
LEFT_OPEN = "A yes without a day is left open (--undated open)."
_KNOWN = "say when with --column known=NAME"


def plain_answer(text: str) -> str | None:
    """What a text of the outcome means to everybody; None where that must be explained.

    >>> plain_answer("TRUE"), plain_answer(" no "), plain_answer("N/A")
    ('yes', 'no', None)
    """
    return PLAIN.get(text.strip().casefold())


def grade_in(text: str) -> float | None:
    """How far it happened, where a text is a number above 0 and below 1.

    >>> grade_in("0.5"), grade_in("1"), grade_in("won")
    (0.5, None, None)
    """
    try:
        number = float(text.replace(",", ".")) if "_" not in text else 0.0
    except ValueError:
        return None
    return number if 0 < number < 1 else None


def outcome_of(row: Named, question: Question, deadline: date | None) -> Outcome | None:
    """The outcome that the row states; None while the question is unresolved."""
    text = row["outcome"]
    answer = row.mapping.answers.get(text.casefold(), None) or plain_answer(text)
    if answer == "unresolved":
        return None
    if question.kind is QuestionKind.QUANTITY and (answer is None or text.casefold() not in _spelt(row)):
        value = row.number("outcome")
        return Outcome(
            question=question.slug, kind=OutcomeKind.VALUE, value=value, known_on=_known(row, deadline)
        )
    if answer is None and row["option"]:
        answer = _of_option(row)
    if answer is None and (grade := grade_in(text)) is not None:
        known = _known(row, deadline)
        return Outcome(question=question.slug, kind=OutcomeKind.PARTLY, grade=grade, known_on=known)
    match answer:
        case "yes":
            return _yes(row, question, deadline)
        case "no":
            return _no(row, question, deadline)
        case "void" | "ambiguous":
            kind = OutcomeKind.VOID if answer == "void" else OutcomeKind.AMBIGUOUS
            because = prose(f"the spreadsheet calls it {text!r}", row.conventions)
            return Outcome(question=question.slug, kind=kind, because=because, known_on=_known(row, deadline))
    shown = text if len(text) <= 40 else "TEXT"
    raise UnfitCell(
        row.column("outcome"), text, f"say what it means, as in --answer yes={shown!r} (or no, void, …)"
    )


def _spelt(row: Named) -> frozenset[str]:
    """The texts that are answers even of a quantity, of which 1 and 0 are numbers."""
    words = {text for text in PLAIN if not text[:1].isdigit()}
    return frozenset(words | set(row.mapping.answers))


def _of_option(row: Named) -> str | None:
    """What the text says of one option, where it names the option that came true."""
    row.conventions.assume(
        "An option has come true if the outcome's text is its own, and has not if the text is another."
    )
    return "yes" if tag(row["outcome"]).casefold() == tag(row["option"]).casefold() else "no"


def _yes(row: Named, question: Question, deadline: date | None) -> Outcome | None:
    happened, known = row.day("happened"), row.day("known")
    if happened is None and known is None:
        if (chosen := row.conventions.choices.undated) == "refuse":
            raise UnfitNoun("It came true, and nothing says when", _KNOWN)
        if chosen == "open":
            row.conventions.notices.tell(LEFT_OPEN, row.place)
            return None
        happened = _known(row, deadline)
        row.conventions.notices.tell(UNDATED, row.place)
    elif happened is None:
        assert known is not None
        row.conventions.assume(
            "Where it came true and no column says when, it is taken to have happened on the day it was "
            "known, or on its deadline where that is earlier."
        )
        happened = known if deadline is None else min(known, deadline)
    return Outcome(question=question.slug, kind=OutcomeKind.HAPPENED, on=happened, known_on=known)


def _no(row: Named, question: Question, deadline: date | None) -> Outcome:
    known = row.day("known")
    if deadline is None:
        on = _known(row, deadline)
        return Outcome(question=question.slug, kind=OutcomeKind.NOT_THROUGH, on=on)
    if known is None and deadline >= row.conventions.today:
        raise UnfitNoun(f"It did not happen by {deadline}, which is not over yet", _KNOWN)
    resolved = known or deadline
    return resolved_to(question.slug, 0.0, resolved=resolved, deadline=deadline, conventions=row.conventions)


def _known(row: Named, deadline: date | None) -> date:
    """The day on which the outcome was known: as the row says, or else its deadline, once that is over."""
    known = row.day("known") or row.day("happened")
    if known is not None:
        return known
    if deadline is None or deadline >= row.conventions.today:
        raise UnfitNoun("There is an outcome, and nothing says when it was known", _KNOWN)
    row.conventions.assume(
        "Where no column says when an outcome was known, it is taken to have been known on its deadline."
    )
    return deadline
