"""Between which ends an area under the ROC curve lies, also where only a few things happened.

DeLong's error is itself an estimate, from the cases there are: with five things that happened, or two, it is
often far too small. Newcombe's takes the error that the area in question would have, and so stays wide. The
interval here reaches as far as the farther of the two on either side.
"""

from __future__ import annotations

from math import sqrt

import numpy as np

from tracker.roots import crossing

_HAIR = 1e-12


def auc_interval(
    area: float, error: float, happened: float, failed: float, *, level: float = 0.95
) -> tuple[float, float]:
    """The union of DeLong's interval on the logit scale and Newcombe's method 5.

    Parameters
    ----------
    area, error
        The area, 0 to 1, and DeLong's error of it.
    happened, failed
        How many things happened and how many did not; where several forecasts are on one event, how many
        independent ones they are worth (`tracker.certainty.clustered_share.kish`).

    Notes
    -----
    An area of 1 has no error. Its interval reaches down at least to ``tail^(1/m)``, m the rarer of the two:
    m pairs with none in common are all told apart with the chance area^m. An area of 0 is its mirror image.

    References
    ----------
    DeLong, DeLong and Clarke-Pearson (1988); Newcombe (2006), Confidence intervals for an effect size measure
    based on the Mann-Whitney statistic, part 2, Statistics in Medicine 25:559-573.

    Examples
    --------
    >>> [round(end, 3) for end in auc_interval(0.9, 0.02, 2, 20)]
    [0.472, 0.987]
    """
    from scipy.special import ndtri

    z, tail = float(ndtri((1 + level) / 2)), (1 - level) / 2
    low, high = newcombe(area, happened, failed, z=z)
    least = float(tail ** (1 / min(happened, failed)))
    if area >= 1 - _HAIR:
        return min(low, least), 1.0
    if area <= _HAIR:
        return 0.0, max(high, 1 - least)
    logit, reach = np.log(area / (1 - area)), z * error / (area * (1 - area))
    ends = 1 / (1 + np.exp(reach - logit)), 1 / (1 + np.exp(-reach - logit))
    return min(low, float(ends[0])), max(high, float(ends[1]))


def newcombe(area: float, happened: float, failed: float, *, z: float) -> tuple[float, float]:
    """The areas whose own error, Hanley and McNeil's as Newcombe's method 5 has it, allows the one seen.

    The ends solve ``|area - t| = z sqrt(V(t))`` with
    ``V(t) = t (1 - t) (1 + N (1 - t)/(2 - t) + N t/(1 + t)) / (m n)`` and ``N = (m + n)/2 - 1``.

    Examples
    --------
    >>> [round(end, 3) for end in newcombe(0.5, 10, 10, z=1.96)]
    [0.274, 0.726]
    """
    half = max((happened + failed) / 2 - 1, 0.0)

    def reach(t: float) -> float:
        spread = t * (1 - t) * (1 + half * (1 - t) / (2 - t) + half * t / (1 + t))
        return z * sqrt(max(spread, 0.0) / (happened * failed))

    low = 0.0 if area <= _HAIR else crossing(lambda t: area - t - reach(t), 0.0, area)
    high = 1.0 if area >= 1 - _HAIR else crossing(lambda t: t - area - reach(t), area, 1.0)
    return low, high
