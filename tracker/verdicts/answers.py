"""What the outcomes known by one date say of each question, ready to be asked by the million.

An outcome with `known_on` after that date is left out. Questions go by their place in the frame of
questions, outcomes by their place among those kept; -1 means that there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasts.model import OutcomeKind
from tracker.frame_arrays import LAST_DAY, Numbers, Places, Texts, day_numbers, no_texts, places, texts

if TYPE_CHECKING:
    from pandas import DataFrame, Index

NONE = -1
_SPAN = 8_000_000
_DATED = (OutcomeKind.HAPPENED, OutcomeKind.NOT_THROUGH)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """Outcomes as columns, and three ways to find them: when it happened, how long not, what was stated."""

    handle: Texts
    kind: Texts
    day: Numbers
    known: Numbers
    value: Numbers
    option: Texts
    grade: Numbers
    because: Texts
    happened: _Calendar
    absent: _Calendar
    last_stated: Places
    last_absent: Numbers

    def first_since(self, questions: Places, since: Numbers) -> Places:
        """The first happening on or after each day; of several entered for one day, the first entered."""
        return self.happened.from_day(questions, since)

    def through(self, questions: Places, days: Numbers) -> Places:
        """Of the outcomes "had not happened through" each day or a later one, the one known first."""
        return self.absent.from_day(questions, days)

    def stated(self, questions: Places) -> Places:
        """What was said of the whole question: an option, a value, partly, void or ambiguous."""
        return self.last_stated[questions]

    def day_of(self, found: Places) -> Numbers:
        """The date of each outcome found, as a day number; NaN where none was."""
        return _taken(self.day, found)

    def known_of(self, found: Places) -> Numbers:
        """The day each outcome found was known; NaN where none was."""
        return _taken(self.known, found)

    def value_of(self, found: Places) -> Numbers:
        """The value that each outcome found states; NaN where none does."""
        return _taken(self.value, found)

    def grade_of(self, found: Places) -> Numbers:
        """How far each outcome found came about; NaN where it states no grade."""
        return _taken(self.grade, found)

    def kind_of(self, found: Places) -> Texts:
        """The kind of each outcome found; None where none was."""
        return _said(self.kind, found)

    def option_of(self, found: Places) -> Texts:
        """The option that each outcome found states; None where none does."""
        return _said(self.option, found)

    def because_of(self, found: Places) -> Texts:
        """The reason that each outcome found gives; None where none does."""
        return _said(self.because, found)

    def handle_of(self, found: Places) -> Texts:
        """The handle of each outcome found; None where none was."""
        return _said(self.handle, found)


def _taken(numbers: Numbers, found: Places) -> Numbers:
    return np.append(numbers, np.nan)[found]


def _said(said: Texts, found: Places) -> Texts:
    return np.concatenate([said, no_texts(1)])[found]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Calendar:
    """Outcomes in order of question and day; `best` is the one to give for each place."""

    keys: Places
    questions: Places
    best: Places

    def from_day(self, questions: Places, days: Numbers) -> Places:
        """The outcome for the first place on or after each day; NONE where there is none, or no day."""
        floor = np.where(np.isnan(days), LAST_DAY, np.clip(days, -LAST_DAY, LAST_DAY)).astype(np.int64)
        place = np.searchsorted(self.keys, questions * _SPAN + floor)
        inside = place < len(self.keys)
        reached = np.where(inside, place, 0)
        same = inside & ~np.isnan(days)
        if len(self.keys):
            same &= self.questions[reached] == questions
            return np.where(same, self.best[reached], NONE)
        return np.full(len(questions), NONE)


def _calendar(
    questions: Places, days: Numbers, known: Numbers, rows: Places, *, first_known: bool
) -> _Calendar:
    order = rows[np.lexsort((rows, days[rows], questions[rows]))]
    asked = questions[order]
    best = order
    if first_known and len(order):
        best = _known_first(asked, known[order], order)
    return _Calendar(keys=asked * _SPAN + days[order].astype(np.int64), questions=asked, best=best)


def _known_first(asked: Places, known: Numbers, order: Places) -> Places:
    """For each place the outcome known first among it and the later ones of its question."""
    import pandas as pd

    count = len(order)
    rank = np.lexsort((order, known)).argsort()
    backwards = pd.Series(rank[::-1]).groupby(asked[::-1]).cummin().to_numpy(dtype=np.int64)[::-1]
    by_rank = np.empty(count, dtype=np.int64)
    by_rank[rank] = order
    best: Places = by_rank[backwards]
    return best


def answers(outcomes: DataFrame, slugs: Index[str], *, on: float) -> Answers:
    """The outcomes known by day number `on`, for the questions named by `slugs`.

    Parameters
    ----------
    outcomes
        The frame of standing outcomes, in order of recording.
    slugs
        Slugs of the questions in the order by which they are asked for. Outcomes of other
        questions are ignored.
    on
        The evaluation date as a day number (`tracker.frame_arrays.day_number`).

    Examples
    --------
    >>> import pandas as pd
    >>> day = pd.Series(pd.array(["2021-08-15"], dtype="datetime64[s]"))
    >>> outcome = pd.DataFrame({"handle": "2.1", "question": "kabul", "kind": "happened", "on": day,
    ...     "known_on": day, "value": None, "option": None, "grade": None, "because": None})
    >>> known = answers(outcome, pd.Index(["kabul"]), on=20_000.0)
    >>> known.first_since(np.array([0]), np.array([0.0])).tolist()
    [0]
    """
    asked = places(slugs, outcomes["question"])
    kept = outcomes[(asked >= 0) & (day_numbers(outcomes["known_on"]) <= on)]
    question = places(slugs, kept["question"])
    kind = texts(kept["kind"])
    day, known = day_numbers(kept["on"]), day_numbers(kept["known_on"])
    happened = np.flatnonzero(kind == OutcomeKind.HAPPENED)
    absent = np.flatnonzero(kind == OutcomeKind.NOT_THROUGH)
    stated = np.flatnonzero(~np.isin(kind.astype(str), _DATED))
    last_stated = np.full(len(slugs), NONE, dtype=np.int64)
    last_stated[question[stated]] = stated
    last_absent = np.full(len(slugs), -np.inf)
    np.maximum.at(last_absent, question[absent], day[absent])
    return Answers(
        handle=texts(kept["handle"]),
        kind=kind,
        day=day,
        known=known,
        value=kept["value"].to_numpy(dtype=np.float64, na_value=np.nan),
        option=texts(kept["option"]),
        grade=kept["grade"].to_numpy(dtype=np.float64, na_value=np.nan),
        because=texts(kept["because"]),
        happened=_calendar(question, day, known, happened, first_known=False),
        absent=_calendar(question, day, known, absent, first_known=True),
        last_stated=last_stated,
        last_absent=np.where(np.isfinite(last_absent), last_absent, np.nan),
    )
