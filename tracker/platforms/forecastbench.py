"""ForecastBench: Brier scores adjusted for how hard each question was, and the Brier index.

Each Brier score is taken as the sum of its question's level and its forecaster's effect, by least squares.
What a forecaster scores above the levels of its own questions, plus the mean level of all questions, is the
adjusted score: **the smaller the better**, and 0.25 for always saying 50%. Where everyone answered everything
it is the plain mean. The Brier index is ``100 (1 - sqrt(adjusted))``: **the larger the better**, 100 for
certain and right, 50 for always saying 50%. Only questions that link forecasters, directly or through others,
make them comparable.

The adjusted score is linear in the Brier scores, so what each question adds to it is known, and what it would
have added had it come out otherwise; its interval follows from these, and draws nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.certainty.wording import told_by
from tracker.common_ends import CLAIM, codes_of
from tracker.comparison.fixed_effects import linked_parts
from tracker.frame_arrays import Flags
from tracker.measures import BRIER
from tracker.measures.of_platforms import ADJUSTED_BRIER, BRIER_INDEX
from tracker.platforms.contributions import TOO_FEW, PlatformScore, intervals_over_events
from tracker.scoring import brier_index
from tracker.vectors import Codes, Floats, column_sums, numbered

if TYPE_CHECKING:
    from pandas import DataFrame

_AT_ONCE = 64
"""Of so many forecasters what every question adds stands in memory together."""
UNLINKED = "No question links it with the others, directly or through others."


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Adjusted:
    """Adjusted scores, and what each question adds to each of them.

    Attributes
    ----------
    scores
        One for each forecaster, shape (F,).
    parts
        What each question adds, shape (F, Q); the sums over questions are `scores`.
    """

    scores: Floats
    parts: Floats


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Residuals:
    """Brier scores less the mean of their question's members.

    Attributes
    ----------
    middle
        The mean of each question, shape (Q,).
    away
        How far each score that was given lies from it, by forecaster and then by question.
    of_members
        The same of members alone, shape (F, Q), sparse.
    """

    middle: Floats
    away: Floats
    of_members: Any


@dataclass(frozen=True, kw_only=True, eq=False)
class Design:
    """Who answered what: all of the adjusted score that no outcome changes.

    `answered`, shape (F, Q), says who answered which question; `member`, shape (F,), by whom levels are told.
    Each question has a member among those who answered it, and questions link all members.
    """

    answered: Floats
    member: Floats

    def adjusted(self, scores: Floats) -> Adjusted:
        """The adjusted scores of a table of Brier scores, shape (F, Q), 0 where none was given.

        Examples
        --------
        >>> design = Design(answered=np.array([[1.0, 1.0], [0.0, 1.0]]), member=np.ones(2))
        >>> design.adjusted(np.array([[0.1, 0.4], [0.0, 0.5]])).scores.round(3).tolist()
        [0.25, 0.35]
        """
        residuals = self.residuals(scores)
        parts = self.parts(residuals, 0, len(self.member))
        return Adjusted(scores=parts.sum(axis=1), parts=parts)

    def residuals(self, scores: Floats) -> Residuals:
        """How far each of a table of Brier scores, shape (F, Q), lies from those of its question."""
        from scipy.sparse import csr_array

        who, what = self._seats
        middle = self.member @ scores / self._each
        away = scores[who, what] - middle[what]
        of_members = csr_array((self.member[who] * away, (who, what)), shape=scores.shape)
        return Residuals(middle=middle, away=away, of_members=of_members)

    def parts(self, residuals: Residuals, first: int, after: int) -> Floats:
        """What each question adds to the adjusted scores of forecasters, from `first` to before `after`."""
        who, what = self._seats
        theirs = slice(*np.searchsorted(who, [first, after]))
        parts: Floats = self._reach[first:after] @ residuals.of_members
        parts[who[theirs] - first, what[theirs]] += residuals.away[theirs] / self._own[who[theirs]]
        parts += residuals.middle / len(residuals.middle)
        return parts

    @cached_property
    def _seats(self) -> tuple[Codes, Codes]:
        """Which forecaster answered which question."""
        who, what = np.nonzero(self.answered)
        return who, what

    @cached_property
    def _each(self) -> Floats:
        """How many tell the level of each question, shape (Q,)."""
        each: Floats = self.member @ self.answered
        return each

    @cached_property
    def _own(self) -> Floats:
        """How many questions each forecaster answered, shape (F,)."""
        own: Floats = self.answered.sum(axis=1)
        return own

    @cached_property
    def _reach(self) -> Floats:
        """What a residual of each of them adds to each adjusted score by way of effects, shape (F, F)."""
        from scipy.sparse import csr_array

        who, what = self._seats
        answers, shape = self.answered[who, what], self.answered.shape
        seats = self.member[who] * answers
        shares = csr_array((seats / self._each[what], (who, what)), shape=shape)
        overlap = np.diag(self.member * self._own) + np.outer(self.member, self.member)
        overlap -= (shares @ csr_array((seats, (who, what)), shape=shape).T).toarray()
        counted = (csr_array((answers / self._own[who], (who, what)), shape=shape) @ shares.T).toarray()
        counted -= shares.sum(axis=1) / shape[1]
        members = np.flatnonzero(self.member > 0)
        reach = np.zeros_like(overlap)
        reach[:, members] = np.linalg.solve(overlap[np.ix_(members, members)], counted[:, members].T).T
        return reach


def scores(rows: DataFrame, crowds: frozenset[str]) -> tuple[PlatformScore, ...]:
    """The adjusted score and the Brier index of each forecaster of judged forecasts that gave a chance.

    The first forecast of each series counts, and one that came true in part has its grade.

    Parameters
    ----------
    rows
        Judged forecasts with the columns of `tracker.judged_columns`.
    crowds
        The slugs of forecasters who are crowds: they are scored, and no level is told by them.
    """
    chosen = rows[rows["counts"] & (rows["measure"] == BRIER.name)]
    kinds = [chosen[chosen["prospective"].astype(bool) == ahead] for ahead in (True, False)]
    adjusted = [one for kind in kinds if len(kind) for one in _of_kind(kind, crowds)]
    return (*adjusted, *(_index(one) for one in adjusted))


def _of_kind(rows: DataFrame, crowds: frozenset[str]) -> list[PlatformScore]:
    """The adjusted scores of forecasts that are all prospective, or all retrospective."""
    question = codes_of(rows, [*CLAIM, "deadline"])
    names = rows["forecaster"].to_numpy(dtype=object)
    derived = set(names[rows["derived"].to_numpy(dtype=bool)])
    is_member = np.array([name not in crowds and name not in derived for name in names])
    parts = linked_parts(names[is_member].tolist(), question[is_member].tolist())
    linked = set(parts[0]) if parts else set()
    fits = np.isin(question, question[[name in linked for name in names]])
    fits &= np.array([name in linked or not member for name, member in zip(names, is_member, strict=True)])
    found = _fitted(rows[fits], question[fits], is_member[fits]) if len(linked) > 1 else []
    fitted = {one.forecaster for one in found}
    reasons = [
        PlatformScore(
            forecaster=str(name),
            measure=ADJUSTED_BRIER.name,
            prospective=bool(rows["prospective"].iloc[0]),
            mean=None,
            low=None,
            high=None,
            total=float(part["value"].sum()),
            weight=float(len(part)),
            questions=len(part),
            events=part["cluster"].nunique(),
            reason=UNLINKED,
        )
        for name, part in rows.groupby("forecaster")
        if name not in fitted
    ]
    return sorted((*found, *reasons), key=lambda one: one.forecaster)


def _fitted(rows: DataFrame, question: Codes, is_member: Flags) -> list[PlatformScore]:
    names, who = numbered(rows["forecaster"])
    _, what = np.unique(question, return_inverse=True)
    shape = (len(names), int(what.max()) + 1)
    p, observed = (rows[name].to_numpy(dtype=float) for name in ("p", "observed"))

    def table(values: Floats) -> Floats:
        """The mean of values by forecaster and question, 0 where there is none."""
        sums = column_sums(who * shape[1] + what, values, shape[0] * shape[1])
        often = np.bincount(who * shape[1] + what, minlength=len(sums))
        sums /= np.maximum(often, 1, out=often)
        return sums.reshape(shape)

    answered = table(np.ones(len(p)))
    member = np.zeros(len(names))
    member[who[is_member]] = 1.0
    design = Design(answered=answered, member=member)
    outcomes = [design.residuals(table((p - y) ** 2)) for y in (observed, 0.0, 1.0)]
    event = np.empty(shape[1], dtype=np.int64)
    event[what] = numbered(rows["cluster"].astype(str))[1]
    found = []
    for first in range(0, len(names), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        got, if_no, if_yes = (design.parts(one, first, first + _AT_ONCE) for one in outcomes)
        least, most = np.minimum(if_no, if_yes), np.maximum(if_no, if_yes)
        np.minimum(least, got, out=least)
        np.maximum(most, got, out=most)
        intervals = intervals_over_events(got, least, most, event, weight=1.0, higher_is_better=False)
        for name, mean, seats, ends in zip(
            names[some], got.sum(axis=1).tolist(), answered[some] > 0, intervals, strict=True
        ):
            events, questions = len(set(event[seats].tolist())), int(seats.sum())
            low, high, reason = ends if isinstance(ends, tuple) else (None, None, ends)
            score = PlatformScore(
                forecaster=str(name),
                measure=ADJUSTED_BRIER.name,
                prospective=bool(rows["prospective"].iloc[0]),
                mean=mean,
                low=low,
                high=high,
                total=mean * questions,
                weight=float(questions),
                questions=questions,
                events=events,
                reason=reason,
            )
            found.append(
                score
                if told_by(events).shows_mean
                else replace(score, mean=None, low=None, high=None, reason=TOO_FEW)
            )
    return found


def _index(adjusted: PlatformScore) -> PlatformScore:
    """The Brier index of an adjusted score: its interval turns round."""
    mean, low, high = (
        None if end is None else float(brier_index(max(end, 0.0)))
        for end in (adjusted.mean, adjusted.high, adjusted.low)
    )
    return replace(adjusted, measure=BRIER_INDEX.name, mean=mean, low=low, high=high)
