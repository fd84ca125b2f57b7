"""The verdict on a set of chances in plain words: what so many events can tell, and what they tell."""

from __future__ import annotations

from tracker.calibration.expectation import Expectation
from tracker.certainty.wording import LEAST_FOR_MEAN, told_by

_UNLIKELY = 0.05


def in_words(
    *,
    events: int,
    by_luck: tuple[float, float] | None,
    test: Expectation | None,
    independent: bool,
    skill: float | None,
    reference: str,
) -> str:
    """What can be said of so many events.

    Parameters
    ----------
    events, by_luck
        As for `tracker.certainty.wording.told_by`.
    test
        How many were expected and how many happened; None where that is undefined.
    independent
        Whether each forecast is on an event of its own; where not, the test is not put into words.
    skill, reference
        The skill, None where undefined, and what it is against.

    Examples
    --------
    >>> in_words(events=3, by_luck=None, test=None, independent=True, skill=0.2, reference="always 0.5")
    '3 events: too few to tell skill from luck.'
    >>> in_words(events=60, by_luck=None, test=None, independent=True, skill=0.2, reference="always 0.5")
    '60 events: enough to read each figure with its interval. The Brier score is 20% lower than that of
    always 0.5.'
    """
    if events < LEAST_FOR_MEAN:
        if not events:
            return "No event is named: too little to tell skill from luck."
        return f"{events} event{'' if events == 1 else 's'}: too few to tell skill from luck."
    sentences = [told_by(events, by_luck=by_luck).sentence]
    if test is not None and test.p_value is not None and independent:
        sentences.append(_expected(test))
    if skill is not None:
        sentences.append(_saved(skill, reference))
    return " ".join(sentences)


def _expected(test: Expectation) -> str:
    assert test.p_value is not None, "only a test with a result is put into words"
    told = f"{test.expected:,.1f} were expected to happen and {test.observed:,} did"
    if test.p_value < _UNLIKELY:
        return f"{told}, more than luck explains."
    return f"{told}, which luck alone explains."


def _saved(skill: float, reference: str) -> str:
    change = f"{abs(skill):.0%}"
    if change == "0%":
        return f"The Brier score is that of {reference}."
    return f"The Brier score is {change} {'lower' if skill > 0 else 'higher'} than that of {reference}."
