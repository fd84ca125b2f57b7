"""The answer to `tracker verify`: figures of a whole table and of its groups, and those that may be shown."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from forecasts.problems import Problem
from tracker.certainty.wording import LEAST_FOR_MEAN
from tracker.verification.column_names import Kind
from tracker.verification.figures import ChanceFigures
from tracker.verification.pairing import Against
from tracker.verification.quantiles import QuantileFigures
from tracker.verification.sentences import TOO_FEW, UNNAMED_ONLY

Figures = ChanceFigures | QuantileFigures


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification:
    """What a table of forecasts with outcomes shows.

    Attributes
    ----------
    table
        The table's name.
    kind
        "chances" or "quantiles".
    rows, bad_rows
        How many rows the table has, and how many of them could not be verified.
    problems
        The first 100 of these, each with its place and its fault; `problems_left_out` counts the others.
    figures
        Of all good rows together.
    grouped_by, groups
        The columns that name the groups, and the figures of each in the order of the names.
    against
        The comparison with others' forecasts; None where none was asked for.
    warnings
        What a reader must know before trusting the figures.
    seed
        Of every random step.
    """

    table: str
    kind: Kind
    rows: int
    bad_rows: int
    problems: tuple[Problem, ...]
    figures: Figures
    grouped_by: tuple[str, ...] = ()
    groups: dict[str, Figures] = field(default_factory=dict)
    against: Against | None = None
    warnings: tuple[str, ...] = ()
    seed: int

    @property
    def problems_left_out(self) -> int:
        """How many bad rows are counted and not listed."""
        return self.bad_rows - len(self.problems)

    def as_json(self) -> dict[str, Any]:
        """The figures under their keys (`docs/verify.md`), and the rest beside them.

        What is undefined is None, what is infinite "inf".
        """
        return {
            "table": self.table,
            "kind": self.kind,
            "rows": self.rows,
            "bad_rows": self.bad_rows,
            **_plain(self.figures),
            "warnings": list(self.warnings),
            "problems": _plain(self.problems),
            "problems_left_out": self.problems_left_out,
            "against": _plain(self.against),
            "grouped_by": list(self.grouped_by),
            "groups": _plain(self.groups),
            "seed": self.seed,
        }


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else str(value)
    return value


_CHANCES = (
    *("brier", "log_score", "mcb", "dsc", "unc", "mcb_null_mean"),
    *("mcb_null_high", "dsc_null_mean", "dsc_null_high", "expected_low", "expected_high", "rel", "res"),
    *("within_bin", "skill", "auc", "p_expected_observed", "spiegelhalter_z", "cox_intercept", "cox_slope"),
)
_QUANTILES = (
    "wis",
    "wis_low",
    "wis_high",
    "dispersion",
    "overprediction",
    "underprediction",
    "coverage_50",
    "coverage_90",
    "ae_median",
)


def shown(found: Verification) -> Verification:
    """The verification as it may be shown, the whole and each group by itself.

    >>> import pandas as pd
    >>> from tracker.verification import verify
    >>> found = verify(pd.DataFrame({"probability": [0.1, 0.8], "outcome": [0, 1]}), seed=1)
    >>> round(found.figures.brier, 3), shown(found).figures.brier
    (0.025, None)
    """
    groups = {name: _shown(figures) for name, figures in found.groups.items()}
    return replace(found, figures=_shown(found.figures), groups=groups)


def _shown(figures: Figures) -> Figures:
    if figures.events >= LEAST_FOR_MEAN:
        return figures
    named = _CHANCES if isinstance(figures, ChanceFigures) else _QUANTILES
    ends = (f"{name}_{end}" for name in named for end in ("low", "high"))
    hidden = (*named, *(end for end in ends if hasattr(figures, end)))
    nothing: dict[str, Any] = dict.fromkeys(hidden)
    why = dict.fromkeys(hidden, TOO_FEW if figures.events else UNNAMED_ONLY)
    if isinstance(figures, ChanceFigures) and figures.warning_table is not None:
        nothing["warning_table"] = figures.warning_table.only_counted()
    return replace(figures, **nothing, reasons=why)
