"""Whether the probabilities are too extreme, or all too high or too low: Cox's calibration line.

``logit P(y = 1) = intercept + slope · logit p``. A slope below 1 is overconfidence (probabilities too near
0 and 1), above 1 underconfidence; the intercept is a tilt towards yes or no. Calibrated is intercept 0 and
slope 1. Firth's penalty is the default: it takes off most of the bias of small samples, and stays finite
where the probabilities sort the outcomes perfectly. Show it from about 30 forecasts on, with at least 5
of each outcome.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from forecasts.errors import FractionalWeights
from tracker.calibration.penalised import Likelihood, chances, likelihood
from tracker.calibration.profile import slope_interval
from tracker.pooling import Floats, Places

if TYPE_CHECKING:
    import pandas as pd

    from tracker.tally import Tally

Method = Literal["firth", "ml"]

_MEASURE = "Cox's calibration line"
_STEPS = 200
_CLOSE = 1e-11
_HALVINGS = 40
_SINGULAR = 1e14
_SETTLED = 1e-7
_LONGEST = 5.0
_LEAST = 1e-300
_TOO_FEW = "There are no forecasts strictly between 0 and 1."
_ONE_VALUE = "All forecasts say the same probability, and no line goes through one point."
_SEPARATED = (
    "The probabilities sort the outcomes perfectly, so the likeliest slope is infinite: read the Firth line."
)
_ONE_CLASS = "All outcomes are the same, so the likeliest line lies at infinity: read the Firth line."
_NO_END = "The search for the line did not settle."


@dataclass(frozen=True, kw_only=True, slots=True)
class Cox:
    """The calibration line, its standard errors, and the 95% interval of its slope.

    The interval, `slope_low` to `slope_high`, is that of the profile of the penalised likelihood
    (`tracker.calibration.profile`), and only Firth's line has one.
    `left_out` counts forecasts of exactly 0 or 1, which have no logit. `in_the_large` is the intercept with
    the slope held at 1. `clustered` says whether the errors allow for several forecasts on one event.
    None where `reason` says why.
    """

    method: Method
    count: int
    left_out: int
    intercept: float | None
    slope: float | None
    intercept_error: float | None
    slope_error: float | None
    in_the_large: float | None
    clustered: bool
    slope_low: float | None = None
    slope_high: float | None = None
    reason: str | None = None

    @property
    def table(self) -> pd.DataFrame:
        """One row each for the intercept and the slope: `part`, `estimate`, `error`."""
        import pandas as pd

        return pd.DataFrame(
            {
                "part": ["intercept", "slope"],
                "estimate": [self.intercept, self.slope],
                "error": [self.intercept_error, self.slope_error],
            }
        )


def cox(tally: Tally, *, method: Method = "firth", interval: bool = True) -> Cox:
    """The calibration line of a tally.

    Parameters
    ----------
    tally
        Forecasts with outcomes 0 or 1 and whole counts. With clusters, the errors are those of the
        clustered sandwich.
    method
        "firth", or "ml" for maximum likelihood, which is refused where it lies at infinity.
    interval
        Whether the slope's interval is wanted, which takes longer than the line.

    Raises
    ------
    GradedOutcomes, FractionalWeights
        Where outcomes are not 0 or 1, or weights are no counts.

    References
    ----------
    Cox (1958); Firth (1993), Bias reduction of maximum likelihood estimates.

    Examples
    --------
    >>> from tracker.tally import Tally
    >>> line = cox(Tally.of([0.2, 0.4, 0.6, 0.8], [0, 0, 1, 1]))
    >>> round(line.slope, 4)
    1.3807
    >>> cox(Tally.of([0.2, 0.4, 0.6, 0.8], [0, 0, 1, 1]), method="ml").slope is None
    True
    """
    if method not in ("firth", "ml"):
        raise ValueError(f"the method is 'firth' or 'ml', not {method!r}")
    tally.refuse_grades(_MEASURE)
    if not tally.whole:
        raise FractionalWeights(_MEASURE)
    flat, place = tally.flat()
    said, counts, happened = flat.said, flat.count, flat.happened
    inside = (said > 0) & (said < 1)
    left_out = round(float(counts[~inside].sum()))
    said, counts, happened = said[inside], counts[inside], happened[inside]
    nothing = Cox(
        method=method,
        count=round(float(counts.sum())),
        left_out=left_out,
        intercept=None,
        slope=None,
        intercept_error=None,
        slope_error=None,
        in_the_large=None,
        clustered=tally.cluster is not None,
    )
    fault = _fault(said, counts, happened, method)
    if fault:
        return replace(nothing, reason=fault)
    x = np.log(said) - np.log1p(-said)
    line, tilt = _line(x, counts, happened, method), _tilt(x, counts, happened, method)
    if line is None or tilt is None:
        return replace(nothing, reason=_NO_END)
    covariance = np.linalg.inv(_information(likelihood(x, counts, happened, *line)))
    inflation = 1.0
    if tally.cluster is not None and tally.events > 1:
        alone = float(covariance[1, 1])
        logit = np.full(len(inside), np.nan)
        logit[inside] = x
        chance = chances(line[0] + line[1] * logit)
        covariance = covariance @ _meat(tally, logit[place], chance[place]) @ covariance
        inflation = max(1.0, float(covariance[1, 1]) / alone)
    errors = np.sqrt(np.diag(covariance))
    ends: tuple[float, float] | tuple[None, None] = (None, None)
    if interval and method == "firth":
        ends = slope_interval(x, counts, happened, line, inflation=inflation)
    return replace(
        nothing,
        intercept=line[0],
        slope=line[1],
        intercept_error=float(errors[0]),
        slope_error=float(errors[1]),
        in_the_large=tilt,
        slope_low=ends[0],
        slope_high=ends[1],
    )


def _fault(said: Floats, counts: Floats, happened: Floats, method: Method) -> str | None:
    if not len(said):
        return _TOO_FEW
    if len(said) == 1:
        return _ONE_VALUE
    if method == "firth":
        return None
    yes, no = said[happened > 0], said[happened < counts]
    if not len(yes) or not len(no):
        return _ONE_CLASS
    return _SEPARATED if no.max() <= yes.min() or yes.max() <= no.min() else None


def _information(at: Likelihood) -> Floats:
    weight, centre = at.weight, at.centre
    return np.array([[weight, weight * centre], [weight * centre, at.spread + weight * centre**2]])


def _line(x: Floats, counts: Floats, happened: Floats, method: Method) -> tuple[float, float] | None:
    """The line by Newton's steps, halved until the likelihood does not fall; None if it does not settle."""
    penalised = method == "firth"
    line, size = (0.0, 0.0), np.inf
    here = likelihood(x, counts, happened, *line, penalised=penalised)
    for _ in range(_STEPS):
        if not np.isfinite(here.height) or not np.linalg.cond(_information(here)) < _SINGULAR:
            return None
        step = here.step
        size = max(abs(step[0]), abs(step[1]))
        if size < _CLOSE:
            return line
        for _ in range(_HALVINGS):
            tried = (line[0] + step[0], line[1] + step[1])
            reached = likelihood(x, counts, happened, *tried, penalised=penalised)
            if reached.height >= here.height - 1e-12 * abs(here.height):
                break
            step = (step[0] / 2, step[1] / 2)
        line, here = tried, reached
    return line if size < _SETTLED else None


def _tilt(x: Floats, counts: Floats, happened: Floats, method: Method) -> float | None:
    """The intercept with the slope held at 1; None if it does not settle."""
    low, high, at = -np.inf, np.inf, 0.0
    for _ in range(_STEPS):
        chance = chances(at + x)
        weights = counts * chance * (1 - chance)
        weight = float(weights.sum())
        score = float((happened - counts * chance).sum())
        if method == "firth" and weight > 0:
            score += float((weights * (0.5 - chance)).sum()) / weight
        step = (
            float(np.clip(score / weight, -_LONGEST, _LONGEST)) if weight > 0 else np.sign(score) * _LONGEST
        )
        if abs(step) < _CLOSE:
            return at
        low, high = (at, high) if score > 0 else (low, at)
        at = at + step if low < at + step < high else (low + high) / 2
    return at if abs(step) < _SETTLED else None


def _meat(tally: Tally, logit: Floats, chance: Floats) -> Floats:
    """The spread of the clusters' pulls on the line, for the sandwich; NaN for forecasts of 0 and 1.

    Summed by hand: a matrix product of so long and thin a table wakes every core to do what one does faster.
    """
    cluster: Places = np.asarray(tally.cluster)
    pull = tally.happened - tally.count * chance
    known = ~np.isnan(chance)
    if not known.all():
        cluster, pull, logit = cluster[known], pull[known], logit[known]
    level, slope = np.bincount(cluster, weights=pull), np.bincount(cluster, weights=pull * logit)
    clusters = int(np.count_nonzero(np.bincount(cluster)))
    both = float((level * slope).sum())
    meat = np.array([[float((level * level).sum()), both], [both, float((slope * slope).sum())]])
    meat *= clusters / max(clusters - 1, 1)
    return meat
