"""How far the shares given to several options were from the one that came true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tracker.scoring.kinds import floats, same_kind
from tracker.scoring.limits import SHARES_SUM_WITHIN, check_chance, refuse_first

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tracker.scoring.kinds import Array, Numbers, Scores


def category_brier(shares: Numbers, outcome: Numbers) -> Scores:
    """The sum, over all options, of the squared distance between its share and what it turned out to be.

    The smaller the better, **from 0 to 2**: Brier's original scale, which Good Judgment uses too. With
    two options it is twice `brier`. Strictly proper; the order of the options does not matter.

    Parameters
    ----------
    shares
        Probability of each of K >= 2 options, shape (K,) for one forecast or (n, K) for n of them; each
        row sums to 1 within 1e-6.
    outcome
        Position, from 0, of the option that came true: a whole number, or n of them.

    Returns
    -------
    float, array or Series
        One score per forecast: `sum_k (shares_k - 1{k = outcome})^2`.

    Raises
    ------
    ValueError
        On the first share outside 0 to 1, row that does not sum to 1, or outcome that is no option.

    References
    ----------
    Brier, G. W. (1950). Verification of forecasts expressed in terms of probability.

    Examples
    --------
    >>> round(category_brier([0.5, 0.3, 0.2], 1), 4)
    0.78
    """
    return same_kind(_category_brier(shares, outcome), outcome)


def category_brier_halved(shares: Numbers, outcome: Numbers) -> Scores:
    """Half of `category_brier`: the smaller the better, **from 0 to 1**; with two options it is `brier`.

    Arguments and errors are those of `category_brier`.

    Examples
    --------
    >>> round(category_brier_halved([0.3, 0.7], 1), 4)
    0.09
    """
    return same_kind(_category_brier(shares, outcome) / 2, outcome)


def ranked_probability_score(shares: Numbers, outcome: Numbers) -> Scores:
    """The squared distances between stated and true cumulative shares of ordered options, added up.

    The smaller the better, **from 0 to K - 1** for K options: the undivided scale. A near miss costs less
    than a far one, so the options must be in order. Strictly proper. The other two scales have names of
    their own: `ranked_probability_score_divided` (0 to 1) and `ordered_brier` (0 to 2).

    Parameters
    ----------
    shares
        Probability of each of K >= 2 options in order, shape (K,) or (n, K); each row sums to 1.
    outcome
        Position, from 0, of the option that came true.

    Returns
    -------
    float, array or Series
        One score per forecast: `sum_{k < K} (P_k - 1{outcome <= k})^2`, P_k the first k + 1 shares' sum.

    Raises
    ------
    ValueError
        As `category_brier`.

    References
    ----------
    Epstein (1969). A scoring system for probability forecasts of ranked categories.

    Examples
    --------
    >>> round(ranked_probability_score([0.2, 0.5, 0.3], 2), 4)
    0.53
    """
    return same_kind(_ranked(shares, outcome)[0], outcome)


def ranked_probability_score_divided(shares: Numbers, outcome: Numbers) -> Scores:
    """The ranked probability score divided by K - 1: the smaller the better, **from 0 to 1**.

    It is the mean Brier score of the K - 1 questions "is it option k or lower?", so questions with
    different numbers of options may be averaged. Arguments and errors are those of `category_brier`.

    Examples
    --------
    >>> round(ranked_probability_score_divided([0.2, 0.5, 0.3], 2), 4)
    0.265
    """
    score, cuts = _ranked(shares, outcome)
    return same_kind(score / cuts, outcome)


def ordered_brier(shares: Numbers, outcome: Numbers) -> Scores:
    """The ordered Brier score of Good Judgment: the smaller the better, **from 0 to 2**.

    The mean, over the K - 1 ways to cut ordered options in two, of the 0 to 2 Brier score of the two
    parts: `2 RPS / (K - 1)`. Arguments and errors are those of `category_brier`.

    Examples
    --------
    >>> round(ordered_brier([0.15, 0.45, 0.25, 0.15], 2), 4)
    0.27
    """
    score, cuts = _ranked(shares, outcome)
    return same_kind(2 * score / cuts, outcome)


def option_shares(shares: Numbers, outcome: Numbers) -> tuple[Array, NDArray[np.intp]]:
    """Shares and outcome as checked arrays, shapes (..., K) and (...); raises as `category_brier` says."""
    said, happened = floats(shares, "shares"), floats(outcome, "outcome")
    if said.ndim not in (1, 2) or said.shape[-1] < 2:
        raise ValueError(f"shares has shape {said.shape}; it needs two options or more, one row a forecast")
    if said.shape[:-1] != happened.shape:
        raise ValueError(
            f"shares of shape {said.shape} need {said.shape[:-1]} outcomes, not {happened.shape}"
        )
    check_chance(said, "shares")
    total = np.asarray(said.sum(axis=-1))
    refuse_first(total, np.abs(total - 1) <= SHARES_SUM_WITHIN, "the sum of shares", "shares add up to 1")
    options = said.shape[-1]
    is_option = (happened >= 0) & (happened < options) & (happened == np.floor(happened))
    refuse_first(happened, is_option, "outcome", f"the options are numbered 0 to {options - 1}")
    return said, happened.astype(np.intp)


def _category_brier(shares: Numbers, outcome: Numbers) -> Array:
    said, happened = option_shares(shares, outcome)
    truth = np.arange(said.shape[-1]) == happened[..., None]
    return np.asarray(((said - truth) ** 2).sum(axis=-1))


def _ranked(shares: Numbers, outcome: Numbers) -> tuple[Array, int]:
    said, happened = option_shares(shares, outcome)
    cuts = said.shape[-1] - 1
    reached = happened[..., None] <= np.arange(cuts)
    return np.asarray(((np.cumsum(said, axis=-1)[..., :-1] - reached) ** 2).sum(axis=-1)), cuts
