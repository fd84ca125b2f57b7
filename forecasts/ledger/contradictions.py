"""Which outcomes may stand beside each other, and by which command the one that may not is corrected.

News agrees with what stands: still not, longer than before; or an end of whatever kind after the days
without. Which of two came first matters twice: a question that was void or ambiguous is not told later
that it had not happened, unless the day on which it fell away says so; and "had not happened through" a
day means "not again" of what recurs, where the happenings before it were entered first.
"""

from __future__ import annotations

from shlex import quote

from forecasts.errors import Contradiction, NothingNew
from forecasts.handles import Handle
from forecasts.model import Outcome, OutcomeKind, Question

_SET_ASIDE = (OutcomeKind.VOID, OutcomeKind.AMBIGUOUS)


def check_beside(
    question: Question, new: Outcome, old: Outcome, *, handle: Handle, by: str, new_is_earlier: bool = False
) -> None:
    """Refuses an outcome that contradicts one that stands, or says no more than it.

    `handle` and `by` are those of the one that stands. `new_is_earlier` where the new one takes a place in
    the order of recording before it, as the correction of an older record does.
    """
    first, then = (new, old) if new_is_earlier else (old, new)
    if repeats(then, first):
        if new_is_earlier and new.kind is OutcomeKind.NOT_THROUGH:
            return
        raise NothingNew(question.slug, old.sentence, str(handle), by)
    if not agree(question, first, then):
        remedy = _remedy(new, old, handle)
        raise Contradiction(question.slug, _told(new), _told(old), str(handle), by, remedy)


def agree(question: Question, first: Outcome, then: Outcome) -> bool:
    """Whether two outcomes of a question, in the order in which they were entered, can both be true.

    >>> from datetime import date
    >>> it, day = Question(slug="it", statement="It happens"), date(2024, 6, 1)
    >>> without = Outcome(question="it", kind=OutcomeKind.NOT_THROUGH, on=day)
    >>> partly = Outcome(question="it", kind=OutcomeKind.PARTLY, grade=0.5, known_on=date(2026, 1, 1))
    >>> agree(it, without, partly), agree(it, without, Outcome(question="it", kind="happened", on=date.max))
    (False, True)
    """
    if first.kind is then.kind:
        return first.kind is OutcomeKind.NOT_THROUGH or (
            first.kind is OutcomeKind.HAPPENED and question.recurs
        )
    if OutcomeKind.NOT_THROUGH not in (first.kind, then.kind):
        return False
    end, without = (first, then) if then.kind is OutcomeKind.NOT_THROUGH else (then, first)
    assert without.on is not None
    if question.recurs and first.kind is OutcomeKind.HAPPENED:
        return True
    ended = end.on
    if ended is None and then.kind in _SET_ASIDE:
        ended = end.known_on
    return ended is not None and ended > without.on


def repeats(then: Outcome, first: Outcome) -> bool:
    """Whether the later of two outcomes says no more than the earlier."""
    if then.kind is not first.kind:
        return False
    if then.kind is OutcomeKind.NOT_THROUGH:
        assert then.on is not None
        assert first.on is not None
        return then.on <= first.on
    if then.on is None and then.kind is not OutcomeKind.HAPPENED:
        return (then.value, then.option, then.grade) == (first.value, first.option, first.grade)
    return (then.on, then.value, then.option, then.grade) == (
        first.on,
        first.value,
        first.option,
        first.grade,
    )


def _told(outcome: Outcome) -> str:
    """The outcome in words, with its day where that alone may tell it from another."""
    tells_day = outcome.kind in (OutcomeKind.HAPPENED, OutcomeKind.NOT_THROUGH) or outcome.on is None
    return outcome.sentence if tells_day else f"{outcome.sentence} on {outcome.on}"


def _remedy(new: Outcome, old: Outcome, handle: Handle) -> str:
    """What to do, the command as it is to be typed in it."""
    ends = [one for one in (new, old) if one.kind is not OutcomeKind.NOT_THROUGH and one.on is None]
    dated = ""
    if OutcomeKind.NOT_THROUGH in (new.kind, old.kind) and ends:
        without = new if new.kind is OutcomeKind.NOT_THROUGH else old
        came = "fell away" if ends[0].kind in _SET_ASIDE else "partly happened"
        where = "" if ends[0] is new else f" to {handle}"
        dated = f"if it {came} after {without.on}, give that day{where} with --on; "
    why = '--because "..."'
    if old.kind is OutcomeKind.PARTLY and new.kind is OutcomeKind.HAPPENED:
        return (
            f"{dated}if that was wrong, take it back with `tracker amend {handle} --mistake {why}` "
            "and resolve the question again"
        )
    follows = new.known_on == (new.on if old.known_on == old.on and new.on is not None else old.known_on)
    known = "" if follows else f" --known {new.known_on}"
    return f"{dated}if that was wrong, correct it with `tracker amend {handle} {_typed(new)}{known} {why}`"


def _typed(outcome: Outcome) -> str:
    """An outcome as the options of `tracker resolve` and `tracker amend` say it."""
    day = f" --on {outcome.on}" if outcome.on is not None else ""
    match outcome.kind:
        case OutcomeKind.HAPPENED:
            return f"--on {outcome.on}"
        case OutcomeKind.NOT_THROUGH:
            return f"--not-through {outcome.on}"
        case OutcomeKind.VALUE:
            return f"--value {outcome.value!r}{day}"
        case OutcomeKind.OPTION:
            return f"--option {quote(str(outcome.option))}{day}"
        case OutcomeKind.PARTLY:
            return f"--partly {outcome.grade!r}{day}"
        case OutcomeKind.VOID | OutcomeKind.AMBIGUOUS:
            return f"--{outcome.kind}{day}"
