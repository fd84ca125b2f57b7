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

from tracker.calibration.profile import slope_interval
from tracker.pooling import Floats, Places

if TYPE_CHECKING:
    import pandas as pd

    from tracker.tally import Tally

Method = Literal["firth", "ml"]

_STEPS = 200
_CLOSE = 1e-11
_HALVINGS = 40
_SINGULAR = 1e14
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
    said, counts, happened = tally.counts("Cox's calibration line")
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
    line = _fit(np.column_stack([np.ones_like(x), x]), np.zeros_like(x), counts, happened, method)
    flat = _fit(np.ones((len(x), 1)), x, counts, happened, method)
    if line is None or flat is None:
        return replace(nothing, reason=_NO_END)
    covariance = np.linalg.inv(_information(np.column_stack([np.ones_like(x), x]), x * 0, counts, line)[0])
    inflation = 1.0
    if tally.cluster is not None and tally.events > 1:
        alone = float(covariance[1, 1])
        covariance = covariance @ _meat(tally, line) @ covariance
        inflation = max(1.0, float(covariance[1, 1]) / alone)
    errors = np.sqrt(np.diag(covariance))
    ends: tuple[float, float] | tuple[None, None] = (None, None)
    if interval and method == "firth":
        ends = slope_interval(x, counts, happened, (float(line[0]), float(line[1])), inflation=inflation)
    return replace(
        nothing,
        intercept=float(line[0]),
        slope=float(line[1]),
        intercept_error=float(errors[0]),
        slope_error=float(errors[1]),
        in_the_large=float(flat[0]),
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


def _information(
    design: Floats, offset: Floats, counts: Floats, line: Floats
) -> tuple[Floats, Floats, Floats]:
    from scipy.special import expit

    chance = expit(offset + design @ line)
    weight = counts * chance * (1 - chance)
    return (design * weight[:, None]).T @ design, chance, weight


def _likelihood(
    design: Floats, offset: Floats, counts: Floats, happened: Floats, line: Floats, method: Method
) -> float:
    from scipy.special import log_expit

    logit = offset + design @ line
    plain = float((happened * log_expit(logit) + (counts - happened) * log_expit(-logit)).sum())
    if method == "ml":
        return plain
    sign, half = np.linalg.slogdet(_information(design, offset, counts, line)[0])
    return plain + 0.5 * float(half) if sign > 0 else -np.inf


def _fit(design: Floats, offset: Floats, counts: Floats, happened: Floats, method: Method) -> Floats | None:
    """The line by Newton's steps, halved until the likelihood does not fall; None if it does not settle."""
    line = np.zeros(design.shape[1])
    height = _likelihood(design, offset, counts, happened, line, method)
    for _ in range(_STEPS):
        information, chance, weight = _information(design, offset, counts, line)
        if not np.linalg.cond(information) < _SINGULAR:
            return None
        residual = happened - counts * chance
        if method == "firth":
            leverage = weight * np.einsum("ij,ij->i", design, np.linalg.solve(information, design.T).T)
            residual = residual + leverage * (0.5 - chance)
        step = np.linalg.solve(information, design.T @ residual)
        if np.abs(step).max() < _CLOSE:
            return line
        for _ in range(_HALVINGS):
            reached = _likelihood(design, offset, counts, happened, line + step, method)
            if reached >= height - 1e-12 * abs(height):
                break
            step = step / 2
        line, height = line + step, reached
    return line if np.abs(step).max() < 1e-7 else None


def _meat(tally: Tally, line: Floats) -> Floats:
    """The spread of the clusters' pulls on the line, for the sandwich."""
    from scipy.special import expit

    place: Places = np.asarray(tally.cluster)
    inside = (tally.said > 0) & (tally.said < 1)
    said = tally.said[inside]
    x = np.log(said) - np.log1p(-said)
    pull = tally.happened[inside] - tally.count[inside] * expit(line[0] + line[1] * x)
    pulls = np.column_stack([np.bincount(place[inside], weights=part) for part in (pull, pull * x)])
    clusters = len(np.unique(place[inside]))
    meat: Floats = pulls.T @ pulls * clusters / max(clusters - 1, 1)
    return meat
