"""How far equally likely values were from the one that came."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

import numpy as np

from tracker.scoring.kinds import floats, same_kind
from tracker.scoring.limits import check_rows

if TYPE_CHECKING:
    from tracker.scoring.kinds import Numbers, Scores


@overload
def crps_ensemble(members: Numbers, y: float, fair: bool = False) -> float: ...
@overload
def crps_ensemble(members: Numbers, y: Numbers, fair: bool = False) -> Scores: ...
def crps_ensemble(members: Numbers, y: Numbers, fair: bool = False) -> Scores:
    """The continuous ranked probability score of equally likely values.

    The smaller the better, minimum 0 (the fair form may fall below it), in the unit of y. One member
    gives the absolute error. Proper; the fair form rewards members drawn from the true distribution.

    Parameters
    ----------
    members
        The values: shape (m,) for one forecast, (n, m) for n; their order does not matter.
    y
        The value that came: a scalar, or n of them.
    fair
        Divide the spread by m (m - 1) rather than m^2; undefined (NaN) for a single member.

    Returns
    -------
    float, array or Series
        `mean |x_i - y| - sum_{i,j} |x_i - x_j| / (2 m^2)`.

    Raises
    ------
    ValueError
        On a value that is not finite, no members, or shapes that do not fit.

    References
    ----------
    Gneiting and Raftery (2007); Ferro (2014), Fair scores for ensemble forecasts.

    Examples
    --------
    >>> round(crps_ensemble([1, 2, 3], 1.5), 4), round(crps_ensemble([1, 2, 3], 1.5, fair=True), 4)
    (0.3889, 0.1667)
    """
    stated, value = floats(members, "members"), floats(y, "y")
    check_rows(stated, value, "members")
    count = stated.shape[-1]
    away = np.sort(stated - value[..., None], axis=-1)
    weights = 2.0 * np.arange(count) - (count - 1)
    pairs = count * (count - 1) if fair else count**2
    spread = (away * weights).sum(axis=-1) / pairs if pairs else np.full(value.shape, np.nan)
    return same_kind(np.asarray(np.abs(away).mean(axis=-1) - spread), y)
