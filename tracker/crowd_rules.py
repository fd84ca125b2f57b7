"""How the chances that several people said become one.

The rules and their parameters are fixed beforehand and printed with what they give: one that was chosen on
the outcomes is no forecast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from pandas import DataFrame

    from tracker.frame_arrays import Flags, Places
    from tracker.vectors import Floats

Crowd = Literal["median", "mean", "log-odds", "extremised", "trimmed"]
CROWDS: tuple[Crowd, ...] = get_args(Crowd)
EXTREMISED_BY = 2.0
TRIMMED = 5
_LOGISTIC = {"log-odds": 1.0, "extremised": EXTREMISED_BY}
_TITLES = {
    "median": "median",
    "mean": "mean",
    "log-odds": "mean log-odds",
    "extremised": f"mean log-odds times {EXTREMISED_BY:g}",
    "trimmed": f"mean without the outer 1/{TRIMMED} on each side",
}


def crowd_title(how: Crowd) -> str:
    """What a crowd says, in words and with its parameter.

    >>> [crowd_title(how) for how in ("median", "extremised")]
    ['median', 'mean log-odds times 2']
    """
    return _TITLES[how]


def crowd_slug(how: Crowd) -> str:
    """The name under which a derived crowd stands among the forecasters.

    >>> crowd_slug("median")
    'crowd-median'
    """
    return f"crowd-{how}"


def crowd_name(how: Crowd) -> str:
    """The crowd's name as it is printed; each of its forecasts says in its `rule` how many it was made of.

    >>> crowd_name("median"), crowd_name("extremised")
    ('Crowd (median, derived)', 'Crowd (mean log-odds times 2, derived)')
    """
    return f"Crowd ({crowd_title(how)}, derived)"


def can_join(p: Floats, how: Crowd) -> Flags:
    """Which chances a crowd can be made of: for means of log-odds, those that are not certain.

    A chance of 0 or 1 has infinite log-odds: one such member would make the whole crowd certain.
    """
    import numpy as np

    return (p > 0) & (p < 1) if how in _LOGISTIC else np.ones(len(p), dtype=bool)


def middle(chances: DataFrame, claim: Places, how: Crowd) -> DataFrame:
    """What a crowd says of each claim, in ascending order of the claims.

    Parameters
    ----------
    chances
        Columns of numbers from 0 to 1, one row a member: what they say, and the ends of their bands. Each
        column is taken by itself.
    claim
        Which claim each row is on.
    how
        "median" and "mean" are of the numbers. "log-odds" is the number whose log-odds are the mean of
        theirs; "extremised" has these times 2, which is further from 1/2. "trimmed" is the mean without the
        floor(n/5) lowest and as many highest of n numbers: below five it is the mean.

    References
    ----------
    Satopää, Baron, Foster, Mellers, Tetlock and Ungar (2014), Combining multiple probability predictions
    using a simple logit model, International Journal of Forecasting 30:344-356; Baron, Mellers, Tetlock,
    Stone and Ungar (2014), Two reasons to make aggregated probability forecasts more extreme, Decision
    Analysis 11:133-145; Jose and Winkler (2008), Simple robust averages of forecasts, International
    Journal of Forecasting 24:163-169.

    Examples
    --------
    >>> import numpy as np, pandas as pd
    >>> said = pd.DataFrame({"p": [0.5, 0.9, 0.9]})
    >>> [round(float(middle(said, np.zeros(3, int), how)["p"].iloc[0]), 3) for how in CROWDS]
    [0.9, 0.767, 0.812, 0.949, 0.767]
    """
    if how in _LOGISTIC:
        return _by_log_odds(chances, claim, _LOGISTIC[how])
    grouped = chances.groupby(claim)
    if how != "trimmed":
        return grouped.agg(how)
    size = grouped[chances.columns[0]].transform("size").to_numpy()
    place = grouped.rank(method="first")
    cut = size // TRIMMED
    inner = place.gt(cut, axis=0) & place.le(size - cut, axis=0)
    return chances.where(inner).groupby(claim).mean()


def _by_log_odds(chances: DataFrame, claim: Places, times: float) -> DataFrame:
    import pandas as pd
    from scipy.special import expit, logit

    log_odds = pd.DataFrame(logit(chances.to_numpy()), columns=chances.columns)
    pooled = log_odds.groupby(claim).mean()
    return pd.DataFrame(expit(times * pooled.to_numpy()), index=pooled.index, columns=pooled.columns)
