"""What is said of a table: the verdict in plain words, and what to know before trusting its figures."""

from __future__ import annotations

from collections.abc import Sequence

from forecasts.problems import Problem
from tracker.amounts import counted
from tracker.certainty.wording import LEAST_FOR_MEAN, told_by
from tracker.digits import whole
from tracker.ties import Ties, ties_in_words
from tracker.verification.keys import UNNAMED
from tracker.verification.pairing import Against
from tracker.verification.reduction import Reduced

TOO_FEW = f"fewer than {LEAST_FOR_MEAN} events"
UNNAMED_ONLY = "No row names its event."
_UNLIKELY = 0.05


def in_words(
    *,
    events: int,
    by_luck: tuple[float, float] | None,
    expected: float,
    observed: float,
    p_value: float | None,
    named: bool,
    skill: float | None,
    reference: str,
    rival: Against | None = None,
    worth: float | None = None,
    skill_interval: tuple[float | None, float | None] | None = None,
    interval: tuple[float | None, float | None] = (None, None),
) -> str:
    """What can be said of so many events.

    Parameters
    ----------
    events, by_luck
        As for `tracker.certainty.wording.told_by`, which says what so many can tell.
    expected, observed, p_value
        How many were expected and how many happened; p is None where that cannot be judged.
    named
        Whether the events are named; where not, independence is assumed and said.
    skill, reference, skill_interval
        The skill, None where undefined, and what it is against; where its interval is known and holds 0, the
        sentence says that the two cannot be told apart. An end of None is as far off as can be.
    rival
        Whom the skill is against, if there is one.
    worth, interval
        As for `told_by`: how many events of equal size they are worth, and the interval of the Brier score.

    Examples
    --------
    >>> plain = dict(by_luck=None, expected=30.0, observed=31, p_value=0.8, named=True)
    >>> in_words(events=3, skill=None, reference="always 0.5", **plain)
    '3 events: too few to tell skill from luck, so no mean is given.'
    >>> in_words(events=60, skill=0.2, reference="always 0.5", **plain)
    '60 events: read each figure with its interval. 30.0 were expected to happen and 31 did: luck alone could
    explain it. The Brier score cannot be told from that of always 0.5: it is 20% lower, and there is no
    interval to tell by.'
    >>> in_words(events=60, skill=0.06, skill_interval=(-0.42, 0.41), reference="always 0.5", **plain)
    '60 events: read each figure with its interval. 30.0 were expected to happen and 31 did: luck alone could
    explain it. The Brier score cannot be told from that of always 0.5: it is 6% lower, in an interval from
    42% higher to 41% lower.'
    """
    if not events:
        return UNNAMED_ONLY
    needed = None if rival is None or rival.events != events else rival.events_needed
    can_tell = told_by(events, by_luck=by_luck, needed=needed, worth=worth, interval=interval, listed=False)
    sentences = [can_tell.sentence]
    if events < LEAST_FOR_MEAN:
        return sentences[0]
    if p_value is not None:
        sentences.append(_expected(expected, observed, p_value, named=named))
    if rival is not None:
        sentences.append(_compared(rival, own=events))
    elif skill is not None:
        sentences.append(_skill_in_words(skill, reference, skill_interval))
    return " ".join(sentences)


def _expected(expected: float, observed: float, p_value: float, *, named: bool) -> str:
    told = f"{expected:,.1f} were expected to happen and {observed:,} did"
    if p_value < _UNLIKELY:
        return f"{told}: further off than luck explains{'' if named else ', if each is on its own event'}."
    return f"{told}: luck alone could explain it."


def _skill_in_words(skill: float, reference: str, interval: tuple[float | None, float | None] | None) -> str:
    """How much lower or higher the score is, or that it cannot be told from the reference's."""
    if interval is None:
        return f"{_not_told(skill, reference)}, and there is no interval to tell by."
    low, high = interval
    if (low is not None and low > 0) or (high is not None and high < 0):
        return f"{_saved(skill, reference)}."
    ends = [_lower(end) if end is not None else "any height" for end in (low, high)]
    return f"{_not_told(skill, reference)}, in an interval from {ends[0]} to {ends[1]}."


def _not_told(skill: float, reference: str) -> str:
    return f"The Brier score cannot be told from that of {reference}: it is {_lower(skill)}"


def _lower(skill: float) -> str:
    """A skill as what it says of the score.

    >>> _lower(0.06), _lower(-0.42), _lower(0.001)
    ('6% lower', '42% higher', 'the same')
    """
    change = f"{abs(skill):.0%}"
    return "the same" if change == "0%" else f"{change} {'lower' if skill > 0 else 'higher'}"


def _saved(skill: float, reference: str) -> str:
    change = _lower(skill)
    told = "that" if change == "the same" else f"{change} than that"
    return f"The Brier score is {told} of {reference}"


def _compared(rival: Against, *, own: int) -> str:
    """The difference from a rival with its interval, and whether so many events can show it."""
    told = f"Against {rival.other} there is no comparison: {rival.reason}"
    if rival.difference is not None:
        against = f"{rival.other} on common events"
        shown = rival.p_value is not None and rival.p_value < _UNLIKELY
        saved = _saved if shown else _not_told
        told = f"{saved(rival.skill, against)}, " if rival.skill is not None else f"Against {against}, "
        told += f"a difference of {rival.difference:.4f}"
        if rival.difference_low is not None and rival.difference_high is not None:
            told += f" (95% interval {rival.difference_low:.4f} to {rival.difference_high:.4f})"
        if rival.p_value is not None:
            could = "could" if rival.p_value >= _UNLIKELY else "hardly"
            told += f", which luck alone {could} explain" + ("s" if could == "hardly" else "")
        told += "."
    if rival.events == own or not rival.events:
        return told
    return f"{told} In common: {told_by(rival.events, needed=rival.events_needed).sentence}"


NO_EVENT_COLUMN = (
    "No event column: every row is taken as independent, and the intervals are too narrow where several "
    "forecasts are on one event. Name it with --event COL."
)
_ALIKE = 1.5
_SKIPPED_NAMED = 3


def cautions(
    reduced: Reduced,
    *,
    named: bool,
    late: int,
    percent: bool,
    rival: Against | None,
    ties: Ties = Ties.DROP,
) -> tuple[str, ...]:
    """The warnings that go with the figures of reduced rows, in sentences.

    Parameters
    ----------
    named
        Whether an event column is there.
    late
        How many forecasts were made after their deadline.
    percent
        Whether the probabilities were read as percentages.
    rival
        The comparison, if there is one.
    ties
        What the tests did with graded outcomes.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> rows = Reduced(tally=Tally.of([0.2, 0.7], [0, 1]), events=None, parts=None)
    >>> cautions(rows, named=False, late=0, percent=False, rival=None)
    ('No event column: every row is taken as independent, and the intervals are too narrow where several
    forecasts are on one event. Name it with --event COL.',)
    """
    found = []
    if not named:
        found.append(NO_EVENT_COLUMN)
    else:
        found += _of_events(reduced)
    if told := ties_in_words(reduced.graded, whole(reduced.tally.total), ties):
        found.append(told)
    if late:
        made = "1 forecast was made after its" if late == 1 else f"{late:,} forecasts were made after their"
        found.append(f"{made} deadline and kept all the same.")
    if percent and len(reduced.tally.said) and reduced.tally.said[-1] <= 0.01:
        found.append("No probability is above 1%: leave out --percent if they are fractions.")
    if rival is not None and rival.disagreeing:
        found.append(
            f"{rival.disagreeing:,} of the {rival.events + rival.disagreeing:,} common events have different "
            "outcomes in the two tables, and are left out of the comparison."
        )
    return tuple(found)


def skipped_in_words(skipped: Sequence[Problem], parts: int) -> tuple[str, ...]:
    """How many parts of a table were left out, and what is wrong with the first ones; nothing where none was.

    >>> skipped_in_words([Problem("b.parquet", "b.parquet is damaged: fetch or write it again.")], 16)
    ('1 of 16 parts cannot be read and is left out, with all its rows: b.parquet is damaged: fetch or write it
    again.',)
    """
    if not skipped:
        return ()
    told = " ".join(problem.message for problem in skipped[:_SKIPPED_NAMED])
    more = f" And {len(skipped) - _SKIPPED_NAMED:,} more." if len(skipped) > _SKIPPED_NAMED else ""
    left = "is left out, with all its rows" if len(skipped) == 1 else "are left out, with all their rows"
    return (f"{len(skipped):,} of {parts:,} parts cannot be read and {left}: {told}{more}",)


def _of_events(reduced: Reduced) -> list[str]:
    assert reduced.events is not None, "only rows with events have sums for each"
    found, events = [], reduced.events
    blank = events.key == UNNAMED
    if blank.any():
        unnamed = float(events.count[blank].sum())
        name = (
            "1 forecast does not name its" if unnamed == 1 else f"{unnamed:,.0f} forecasts do not name their"
        )
        found.append(f"{name} event in full; the intervals take all such as one more event.")
    if events.named and reduced.tally.total > _ALIKE * len(events.key):
        found.append(
            f"{reduced.tally.total:,.0f} forecasts are on {counted(events.named, 'event')}: the intervals "
            "allow for it, and so do expected against observed and the miscalibration by luck where they are "
            "given; Spiegelhalter's Z does not, so take it for no test."
        )
    return found
