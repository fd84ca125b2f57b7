"""What a page tells of a verification: below five events no mean, and nothing that rests on one.

The JSON gives every figure that is defined, for programs; a reader of three forecasts is shown counts.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tracker.certainty.wording import LEAST_FOR_MEAN
from tracker.verification.figures import ChanceFigures
from tracker.verification.phrases import TOO_FEW, UNNAMED_ONLY
from tracker.verification.result import Figures, Verification

_CHANCES = (
    *("brier", "brier_low", "brier_high", "log_score", "mcb", "dsc", "unc", "mcb_null_mean"),
    *("mcb_null_high", "dsc_null_mean", "dsc_null_high", "expected_low", "expected_high", "rel", "res"),
    *("within_bin", "skill", "auc", "p_expected_observed", "spiegelhalter_z", "cox_intercept", "cox_slope"),
)
_QUANTILES = ("wis", "coverage_50", "coverage_90", "ae_median")


def told(found: Verification) -> Verification:
    """The verification as it may be shown, the whole and each group by itself.

    >>> import pandas as pd
    >>> from tracker.verification import verify
    >>> found = verify(pd.DataFrame({"probability": [0.1, 0.8], "outcome": [0, 1]}), seed=1)
    >>> round(found.figures.brier, 3), told(found).figures.brier
    (0.025, None)
    """
    groups = {name: _told(figures) for name, figures in found.groups.items()}
    return replace(found, figures=_told(found.figures), groups=groups)


def _told(figures: Figures) -> Figures:
    if figures.events >= LEAST_FOR_MEAN:
        return figures
    hidden = _CHANCES if isinstance(figures, ChanceFigures) else _QUANTILES
    nothing: dict[str, Any] = dict.fromkeys(hidden)
    why = dict.fromkeys(hidden, TOO_FEW if figures.events else UNNAMED_ONLY)
    return replace(figures, **nothing, reasons=why)
