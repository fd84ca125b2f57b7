"""Metaculus: the baseline score against chance, and the peer score against everyone else.

Both are logarithmic, and **the larger the better**. A question's score is the average over all its scheduled
days, 0 on those on which a forecaster had said nothing and on those after an early end. `coverage` is the
share of scheduled days on which something was in force; means divide by it, so that nobody gains or loses by
having come late. A spot score is that of one moment, fixed beforehand, with a coverage of 1. As on the
platform no probability is below 0.1% or above 99.9%.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from tracker.frame_arrays import Flags
from tracker.measures.of_platforms import BASELINE, PEER, SPOT_BASELINE, SPOT_PEER
from tracker.platforms.contributions import Contribution, contributions_of
from tracker.platforms.open_questions import OpenQuestion
from tracker.vectors import Floats

FLOOR = 0.001
MEASURES = (BASELINE.name, PEER.name, SPOT_BASELINE.name, SPOT_PEER.name)


def contributions(
    question: OpenQuestion, *, spot: float, measures: Collection[str] = MEASURES
) -> Iterator[Contribution]:
    """What a question adds to each forecaster's scores; peer scores only where there was a peer.

    Parameters
    ----------
    question
        One claim with its history.
    spot
        The share of the scheduled days after which spot scores are taken; where it closed earlier, at its
        close.
    measures
        Which scores; all four without.
    """
    baseline, peer, compared = scores_by_answer(question)
    days = question.days * question.in_force
    shares, coverage = days / question.scheduled, days.sum(axis=1) / question.scheduled
    at = _stretch_at(question, spot)
    whole = np.ones(len(shares))
    present: Flags = question.in_force[:, at]
    beside: Flags = np.any(compared, axis=1)
    if BASELINE.name in measures:
        yield from contributions_of(question, BASELINE.name, _averaged(shares, baseline), coverage)
    if PEER.name in measures:
        yield from contributions_of(question, PEER.name, _averaged(shares, peer), coverage, beside)
    if SPOT_BASELINE.name in measures:
        yield from contributions_of(question, SPOT_BASELINE.name, baseline[:, at], whole, present)
    if SPOT_PEER.name in measures:
        yield from contributions_of(question, SPOT_PEER.name, peer[:, at], whole, present & compared[:, at])


def _averaged(shares: Floats, scores: Floats) -> Floats:
    """The average over the scheduled days, by forecaster and answer."""
    averaged: Floats = np.einsum("ft,ftk->fk", shares, scores)
    return averaged


def scores_by_answer(question: OpenQuestion) -> tuple[Floats, Floats, Flags]:
    """Baseline and peer score by forecaster, stretch and answer, shape (F, T, K); and who had peers, (F, T).

    A score is 0 where nothing was in force, and a peer score where nobody else's forecast was.

    Examples
    --------
    >>> pair = OpenQuestion(question="q", cluster="q", prospective=True, ordered=False,
    ...     forecasters=("ann", "bob"), peers=np.ones(2, bool), days=np.ones(1),
    ...     in_force=np.ones((2, 1), bool), said=np.array([[[0.2, 0.8]], [[0.6, 0.4]]]), answer=1,
    ...     scheduled=1.0)
    >>> baseline, peer, _ = scores_by_answer(pair)
    >>> baseline[:, 0, 1].round(2).tolist(), peer[:, 0, 1].round(2).tolist()
    ([67.81, -32.19], [69.31, -69.31])
    """
    present = question.in_force[..., None]
    logs = np.where(present, np.log(np.clip(question.said, FLOOR, 1 - FLOOR)), 0.0)
    options = question.said.shape[-1]
    baseline = np.where(present, 100 * (1 + logs / np.log(options)), 0.0)
    counted = question.in_force & question.peers[:, None]
    others = counted.sum(axis=0) - counted
    sums = np.where(counted[..., None], logs, 0.0)
    means = (sums.sum(axis=0) - sums) / np.maximum(others, 1)[..., None]
    compared: Flags = question.in_force & (others > 0)
    peer = np.where(compared[..., None], 100 * (logs - means), 0.0)
    return baseline, peer, compared


def _stretch_at(question: OpenQuestion, spot: float) -> int:
    """The stretch in which a share of the scheduled days was over, or the last one."""
    ends = np.cumsum(question.days)
    passed = int((ends <= spot * question.scheduled).sum())
    return min(passed, len(ends) - 1)
