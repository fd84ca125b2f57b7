"""The eight forecasters of the panel, and how each of them bends and words what is true."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Fault:
    """How a forecaster bends what is true: log-odds times `slope` plus `shift`, widths times `width`.

    `drift` moves the middle of a window or a quantity, in its own spreads: below 0 is sooner or lower.
    """

    name: str
    slope: float = 1.0
    shift: float = 0.0
    width: float = 1.0
    drift: float = 0.0


FORECASTERS = {
    "synthetic-calibrated": Fault(name="Calibrated"),
    "synthetic-overconfident": Fault(name="Overconfident", slope=2.2, width=0.4),
    "synthetic-underconfident": Fault(name="Underconfident", slope=0.4, width=2.0),
    "synthetic-biased-up": Fault(name="Biased up", shift=1.0, drift=-0.8),
    "synthetic-biased-down": Fault(name="Biased down", shift=-1.0, drift=0.8),
    "synthetic-base-rate": Fault(name="Always base rate", slope=0.0, shift=-0.2),
    "synthetic-vague": Fault(name="Vague"),
    "synthetic-timely-imprecise": Fault(name="Timely but imprecise", slope=0.7, width=3.0),
}
VAGUE, TIMELY, BASE_RATE = "synthetic-vague", "synthetic-timely-imprecise", "synthetic-base-rate"
ICD203 = (
    *((0.05, "almost no chance"), (0.2, "very unlikely"), (0.45, "unlikely"), (0.55, "roughly even chance")),
    *((0.8, "likely"), (0.95, "very likely"), (1.0, "almost certain")),
)


def bent(p: float, fault: Fault) -> float:
    """The chance that a forecaster says of an event whose true chance is `p`."""
    logit = fault.slope * math.log(p / (1 - p)) + fault.shift
    return min(0.99, max(0.01, 1 / (1 + math.exp(-logit))))


def bent_shares(true: Sequence[float], fault: Fault) -> list[float]:
    """The shares that a forecaster gives, in hundredths; a bias leans to the last or the first options."""
    weights = [share**fault.slope * math.exp(fault.shift * place) for place, share in enumerate(true)]
    hundredths = [max(1, round(100 * weight / sum(weights))) for weight in weights]
    hundredths[hundredths.index(max(hundredths))] += 100 - sum(hundredths)
    return [share / 100 for share in hundredths]


def in_a_word(p: float) -> str:
    """The word of ICD 203 whose range holds a chance."""
    return next(word for top, word in ICD203 if p <= top)
