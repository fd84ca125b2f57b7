"""Good Judgment Open: each day's Brier score, and how far it lies from that day's median.

Its Brier score sums over the options, from 0 to 2, and **the smaller the better**; for ordered options it is
the ordered one. Every day on which a question was open, a forecaster is scored by what was in force, and the
median over all who had something in force is the day's reference. The accuracy score is the average daily
score less the average daily median on the forecaster's own days, times the share of the question's days on
which there was a forecast: **below 0 is more accurate than the crowd**.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from tracker.measures.of_platforms import ACCURACY, DAILY_BRIER
from tracker.platforms.contributions import Contribution, contributions_of
from tracker.platforms.open_questions import OpenQuestion
from tracker.vectors import Floats

MEASURES = (DAILY_BRIER.name, ACCURACY.name)


def contributions(question: OpenQuestion, *, measures: Collection[str] = MEASURES) -> Iterator[Contribution]:
    """What a question adds to each forecaster's scores by some measures, of both without.

    Accuracy there is only where there was somebody else.
    """
    daily, accuracy = scores_by_answer(question)
    if DAILY_BRIER.name in measures:
        yield from contributions_of(question, DAILY_BRIER.name, daily)
    if ACCURACY.name in measures and question.peers.sum() > 1:
        yield from contributions_of(question, ACCURACY.name, accuracy)


def scores_by_answer(question: OpenQuestion) -> tuple[Floats, Floats]:
    """The average daily Brier score and the accuracy score, by forecaster and answer, shape (F, K).

    Examples
    --------
    A forecaster who says 70% for two days and then 60% for five, beside one who joins with 40% on the second
    day and says 30% from the fifth; it did not happen (after a published example).

    >>> p = np.array([[0.7, 0.7, 0.6, 0.6], [0.0, 0.4, 0.4, 0.3]])
    >>> both = OpenQuestion(question="q", cluster="q", prospective=True, ordered=False,
    ...     forecasters=("george", "kramer"), peers=np.ones(2, bool), days=np.array([1.0, 1, 2, 3]),
    ...     in_force=np.array([[1, 1, 1, 1], [0, 1, 1, 1]], bool), said=np.stack([1 - p, p], axis=-1),
    ...     answer=0, scheduled=7.0)
    >>> daily, accuracy = scores_by_answer(both)
    >>> daily[:, 0].round(3).tolist(), accuracy[:, 0].round(3).tolist()
    ([0.794, 0.25], [0.22, -0.22])
    """
    scores = _brier(question)
    counted = (question.in_force & question.peers[:, None])[..., None]
    medians = _medians(np.where(counted, scores, np.nan))
    days = question.days * question.in_force
    own = np.maximum(days.sum(axis=1), 1e-300)[:, None]
    daily = np.einsum("ft,ftk->fk", days, scores) / own
    accuracy = np.einsum("ft,ftk->fk", days, scores - medians) / question.days.sum()
    return daily, accuracy


def _brier(question: OpenQuestion) -> Floats:
    """The Brier score from 0 to 2 of each stretch had each option come true, shape (F, T, K)."""
    options = question.said.shape[-1]
    if not question.ordered:
        squares = (question.said**2).sum(axis=-1, keepdims=True)
        nominal: Floats = squares + 1 - 2 * question.said
        return nominal
    cumulated = np.cumsum(question.said, axis=-1)[..., None, :-1]
    reached = np.arange(options)[:, None] <= np.arange(options - 1)
    summed = ((cumulated - reached) ** 2).sum(axis=-1)
    ordered: Floats = 2 * summed / (options - 1)
    return ordered


def _medians(scores: Floats) -> Floats:
    """The median of each stretch over those who are there, 0 where nobody is."""
    count = (~np.isnan(scores)).sum(axis=0)
    rising = np.sort(scores, axis=0)
    lower, upper = np.maximum(count - 1, 0) // 2, np.minimum(count // 2, len(scores) - 1)
    middles = [np.take_along_axis(rising, place[None], axis=0)[0] for place in (lower, upper)]
    return np.where(count > 0, (middles[0] + middles[1]) / 2, 0.0)
