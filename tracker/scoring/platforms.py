"""Scores as the forecasting platforms print them, where more is better."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tracker.scoring.kinds import floats, one_shape, same_kind
from tracker.scoring.limits import check_chance, check_yes_or_no, refuse_first
from tracker.scoring.shares import option_shares

if TYPE_CHECKING:
    from tracker.scoring.kinds import Array, Numbers, Scores


def baseline_score(p: Numbers, outcome: Numbers) -> Scores:
    """Metaculus's baseline score: how much better than giving every option the same chance.

    **The larger the better**: 100 for certain and right, 0 for equal chances, minus infinity for a certain
    miss (Metaculus itself keeps probabilities away from 0 and 1).

    Parameters
    ----------
    p
        Probability of "yes", with `outcome` of the same shape; or shares of K options, shape (K,) or
        (n, K), one dimension more than `outcome`.
    outcome
        1 or 0 for a yes/no question; else the position, from 0, of the option that came true.

    Returns
    -------
    float, array or Series
        `100 ln(K p_outcome) / ln K`, with K = 2 for yes/no.

    Raises
    ------
    ValueError
        On what is no probability, an outcome that is no option, or shares that do not add up to 1.

    References
    ----------
    Metaculus, scoring/score_math.py in its public source.

    Examples
    --------
    >>> round(baseline_score(0.8, 1), 4), round(baseline_score([0.5, 0.25, 0.25], 0), 4)
    (67.8072, 36.907)
    """
    said, happened = floats(p, "p"), floats(outcome, "outcome")
    if said.ndim == happened.ndim + 1:
        shares, position = option_shares(said, happened)
        given = np.take_along_axis(shares, position[..., None], axis=-1)[..., 0]
        options = shares.shape[-1]
    else:
        one_shape(p=said, outcome=happened)
        given, options = _given(said, happened, "baseline_score", "outcome"), 2
    with np.errstate(divide="ignore"):
        score = 100 * (1 + np.log(given) / np.log(options))
    return same_kind(np.asarray(score), p if said.ndim == happened.ndim else None, outcome)


def peer_scores(p: Numbers, y: Numbers) -> Scores:
    """Metaculus's peer scores: how much better than the others on the same question at the same time.

    **The larger the better**, 0 for who is as good as the others' average; the scores of one question add up
    to 0. They depend on who else took part: with few forecasters compare pairs on common events instead.

    Parameters
    ----------
    p
        Probability of "yes" by each of N forecasters: shape (N,) for one question, (n, N) for n.
    y
        1 or 0: one outcome, or n of them.

    Returns
    -------
    array or Series
        `100 (ln p_y - mean of the others' ln p_y)` per forecaster, shaped as p. NaN for a forecaster alone,
        and for several who gave no chance to what happened; where one did so, minus infinity for that one
        and plus infinity for the others.

    Raises
    ------
    ValueError
        On what is no probability, an outcome other than 0 or 1, or shapes that do not fit.

    References
    ----------
    Metaculus, scoring/score_math.py in its public source, where it is `100 N/(N-1) ln(p / GM)` with GM the
    geometric mean of all N.

    Examples
    --------
    >>> peer_scores([0.8, 0.4], 1).round(4)
    array([ 69.3147, -69.3147])
    """
    said, happened = floats(p, "p"), floats(y, "y")
    if said.ndim == 0 or said.shape[:-1] != happened.shape:
        raise ValueError(f"p of shape {said.shape} needs {said.shape[:-1]} outcomes, not {happened.shape}")
    given = _given(said, happened[..., None], "peer_scores", "y")
    count = said.shape[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(given)
        impossible = np.isneginf(logs)
        finite = np.where(impossible, 0.0, logs)
        others = (finite.sum(axis=-1, keepdims=True) - finite) / np.float64(count - 1)
        misses_of_others = impossible.sum(axis=-1, keepdims=True) - impossible
        scores = 100 * (logs - np.where(misses_of_others > 0, -np.inf, others))
    return same_kind(np.asarray(scores), p)


def brier_index(score: Numbers) -> Scores:
    """ForecastBench's Brier index of a mean Brier score: how far from always being wrong, in percent.

    **The larger the better**: 100 for certain and right, 50 for always saying 50%, 0 for certain and wrong.

    Parameters
    ----------
    score
        Mean Brier scores on the scale from 0 to 1, plain or adjusted for difficulty.

    Returns
    -------
    float, array or Series
        `100 (1 - sqrt(score))`.

    Raises
    ------
    ValueError
        On a score below 0.

    References
    ----------
    ForecastBench, src/leaderboard/main.py in its public source.

    Examples
    --------
    >>> brier_index([0.0, 0.09, 0.25, 1.0]).round(6)
    array([100.,  70.,  50.,   0.])
    """
    means = floats(score, "score")
    refuse_first(means, means >= 0, "score", "a Brier score is 0 or more")
    return same_kind(np.asarray(100 * (1 - np.sqrt(means))), score)


def _given(said: Array, happened: Array, score: str, name: str) -> Array:
    """The probability given to what happened."""
    check_chance(said)
    check_yes_or_no(happened, score, name)
    return np.asarray(np.where(happened == 1, said, 1 - said))
