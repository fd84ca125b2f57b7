"""Who did better, when some answered harder questions than others.

Each score is taken as the sum of how hard its question was and how well its forecaster does. That can be
told apart only where questions link the forecasters: two groups that share no question, directly or
through others, cannot be compared, and the request is refused with the groups named.

A forecaster's own score is part of the estimated hardness of their questions, which pulls the effects
together where a question has few forecasters; `thin_questions` says how many have fewer than five.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from forecasts.errors import NotComparable
from tracker.vectors import Codes, Floats, column_sums, finite, numbered

if TYPE_CHECKING:
    from pandas import DataFrame

FEW_FORECASTERS = 5


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class FixedEffects:
    """How much each forecaster's scores lie above or below what their questions explain.

    Attributes
    ----------
    forecasters, effects
        The names in ascending order and their effects, which add up to 0: negative is better.
    means, answered
        Each one's plain mean score, and over how many questions.
    questions, levels, forecast_by
        The questions in ascending order, the score that a forecaster of effect 0 would have there, and
        how many forecasters answered it.
    thin_questions
        How many questions have fewer than five forecasters.
    """

    forecasters: tuple[Any, ...]
    effects: Floats
    means: Floats
    answered: Codes
    questions: tuple[Any, ...]
    levels: Floats
    forecast_by: Codes

    @property
    def thin_questions(self) -> int:
        """How many questions have fewer than five forecasters."""
        return int((self.forecast_by < FEW_FORECASTERS).sum())

    @property
    def table(self) -> DataFrame:
        """One row per forecaster, the best first: `forecaster`, `effect`, `mean`, `questions`."""
        import pandas as pd

        order = np.argsort(self.effects, kind="stable")
        return pd.DataFrame(
            {
                "forecaster": pd.Series([self.forecasters[place] for place in order], dtype=object),
                "effect": self.effects[order],
                "mean": self.means[order],
                "questions": self.answered[order],
            }
        )

    @property
    def question_table(self) -> DataFrame:
        """One row per question, the hardest first: `question`, `level`, `forecasters`."""
        import pandas as pd

        order = np.argsort(-self.levels, kind="stable")
        return pd.DataFrame(
            {
                "question": pd.Series([self.questions[place] for place in order], dtype=object),
                "level": self.levels[order],
                "forecasters": self.forecast_by[order],
            }
        )


def linked_parts(
    forecasters: Iterable[Hashable], questions: Iterable[Hashable]
) -> tuple[tuple[Any, ...], ...]:
    """The groups of forecasters that shared questions link, the largest group first.

    Examples
    --------
    >>> linked_parts(["ann", "bob", "bob", "cat"], ["q1", "q1", "q2", "q3"])
    (('ann', 'bob'), ('cat',))
    """
    names, who = numbered(forecasters)
    asked, what = numbered(questions)
    part_of = _parts(who, what, len(names), len(asked))
    parts: dict[int, list[Any]] = {}
    for name, part in zip(names, part_of.tolist(), strict=True):
        parts.setdefault(part, []).append(name)
    return tuple(tuple(part) for part in sorted(parts.values(), key=len, reverse=True))


def _parts(who: Codes, what: Codes, forecasters: int, questions: int) -> Codes:
    """The part that each forecaster is of, parts numbered by their first forecaster.

    Each takes the least number of those who answered one of its questions, until none changes: SciPy's graphs
    take longer to load than this takes.
    """
    first = np.arange(forecasters)
    while True:
        asked = np.full(questions, forecasters)
        np.minimum.at(asked, what, first[who])
        linked = first.copy()
        np.minimum.at(linked, who, asked[what])
        if np.array_equal(linked, first):
            found: Codes = np.unique(first, return_inverse=True)[1]
            return found
        first = linked


def fixed_effects(
    scores: ArrayLike, forecasters: Iterable[Hashable], questions: Iterable[Hashable]
) -> FixedEffects:
    """Forecaster effects by least squares of ``score = question level + forecaster effect``.

    Several scores of one forecaster on one question are averaged first. Where everyone answered every
    question, the effects are the differences of the plain means from their average, and adjusting changes
    no ranking.

    Parameters
    ----------
    scores
        One finite score per row, lower is better, shape (n,), n at least 1.
    forecasters, questions
        The forecaster and the question of each row.

    Raises
    ------
    forecasts.errors.NotComparable
        If the questions do not link all forecasters; it names the parts.
    ValueError
        If there are no rows, the lengths differ, or a score is not finite.

    Examples
    --------
    >>> found = fixed_effects([0.1, 0.4, 0.5], ["ann", "ann", "bob"], ["easy", "hard", "hard"])
    >>> found.forecasters, found.effects.round(3).tolist(), found.means.tolist()
    (('ann', 'bob'), [-0.05, 0.05], [0.25, 0.5])
    """
    from scipy.sparse import csr_array

    values = finite(scores, "scores")
    names, who = numbered(forecasters)
    asked, what = numbered(questions)
    if not len(values) == len(who) == len(what) or len(values) == 0:
        raise ValueError("give one forecaster and one question for each score, and at least one")
    part_of = _parts(who, what, len(names), len(asked))
    if part_of.max() > 0:
        raise NotComparable(linked_parts([names[code] for code in who], [asked[code] for code in what]))
    cells, row_of = np.unique(who * len(asked) + what, return_inverse=True)
    means = column_sums(row_of, values, len(cells)) / np.bincount(row_of)
    who, what = cells // len(asked), cells % len(asked)
    answered, forecast_by = np.bincount(who), np.bincount(what)
    totals, question_totals = column_sums(who, means, len(names)), column_sums(what, means, len(asked))
    shares = csr_array((1 / forecast_by[what], (who, what)), shape=(len(names), len(asked)))
    seats = csr_array((np.ones(len(cells)), (who, what)), shape=shares.shape)
    overlap = np.diag(answered.astype(float)) - (shares @ seats.T).toarray()
    effects = np.linalg.solve(overlap + 1 / len(names), totals - shares @ question_totals)
    levels = (question_totals - seats.T @ effects) / forecast_by
    return FixedEffects(
        forecasters=names,
        effects=effects,
        means=totals / answered,
        answered=answered,
        questions=asked,
        levels=levels,
        forecast_by=forecast_by,
    )
