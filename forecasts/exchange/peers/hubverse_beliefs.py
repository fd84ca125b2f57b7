"""What the rows of a task assert: quantiles, chances above thresholds, or shares of options.

Nothing is drawn where a hub has only points: a distribution function over numbers becomes a chance for each
of its points, and no curve through them. Only samples are summed up, by their quantiles at fixed levels.
"""

from __future__ import annotations

import math
from decimal import Decimal
from itertools import pairwise

from forecasts.errors import UnfitCell, UnfitNoun
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.peers.common import tag
from forecasts.exchange.peers.hubverse_tables import Output, Task
from forecasts.model import Chance, Claim, Quantiles, Shares

Assertion = tuple[Claim, Quantiles | Chance | Shares]

LEVELS = (0.01, 0.025, *(step / 20 for step in range(1, 20)), 0.975, 0.99)
"""The levels at which samples are summed up: those that most hubs ask for."""
_KNOWN = ("quantile", "sample", "median", "cdf", "pmf", "mean")
_ROUNDING = 0.01


def is_of_options(kind: str, rows: list[Output]) -> bool:
    """Whether the rows of an output type share out one whole among named options."""
    return kind == "pmf" or (kind == "cdf" and not all(_is_number(row.id) for row in rows))


def brings(task: Task, kind: str, conventions: Conventions) -> bool:
    """Whether an output type of a task is brought; what a fuller one replaces is passed over."""
    if kind not in _KNOWN:
        raise UnfitNoun(f"There is no output type {kind[:40]!r}", f"choose among {', '.join(_KNOWN)}")
    if kind == "mean":
        conventions.assume("Means are passed over: no score here rewards stating a mean alone.")
        return False
    fuller = {"sample": ("quantile",), "median": ("quantile", "sample")}.get(kind, ())
    if any(other in task.outputs for other in fuller):
        conventions.assume(
            f"The {kind} is passed over where the forecast says more: {' or '.join(fuller)} rows."
        )
        return False
    return True


def assertions(kind: str, rows: list[Output], conventions: Conventions) -> tuple[Assertion, ...]:
    """What rows of one output type assert, each with its claim."""
    if is_of_options(kind, rows):
        return ((Claim(), _shares(kind, rows, conventions)),)
    match kind:
        case "quantile":
            return ((Claim(), _quantiles(rows, conventions)),)
        case "median":
            return tuple((Claim(), Quantiles(levels=(0.5,), values=(_value(row),))) for row in rows)
        case "sample":
            return ((Claim(), _sampled(rows, conventions)),)
    conventions.assume(
        "A point of a distribution function is the chance of a value above it: 1 less its height."
    )
    return tuple((Claim(above=float(row.id)), Chance.stated(_above(row))) for row in rows)


def _quantiles(rows: list[Output], conventions: Conventions) -> Quantiles:
    points = sorted((_level(row), _value(row)) for row in rows)
    inner = [point for point in points if 0 < point[0] < 1]
    if len(inner) < len(points):
        conventions.assume("Quantiles at the levels 0 and 1 are bounds, and are passed over.")
    return Quantiles(levels=tuple(level for level, _ in inner), values=tuple(value for _, value in inner))


def _sampled(rows: list[Output], conventions: Conventions) -> Quantiles:
    """The quantiles of the samples, linear between neighbours in their order."""
    import numpy as np

    count = f"{len(rows):,} {'sample' if len(rows) == 1 else 'samples'}"
    conventions.assume(f"A forecast of {count} is taken by its quantiles at {len(LEVELS)} levels.")
    values = np.quantile([_value(row) for row in rows], LEVELS)
    rising = np.maximum.accumulate(values)
    return Quantiles(levels=LEVELS, values=tuple(rising.tolist()), rule=f"quantiles of {count}")


def _shares(kind: str, rows: list[Output], conventions: Conventions) -> Shares:
    """The share of each option; a distribution function over options names them in their order."""
    options = tuple(tag(row.id) for row in rows)
    heights = [_height(row) for row in rows]
    if kind == "cdf":
        heights = [heights[0], *(later - earlier for earlier, later in pairwise(heights))]
        if min(heights) < 0:
            raise UnfitCell(
                "value", rows[0].value, "let a distribution function never fall, in the options' order"
            )
    total = math.fsum(heights)
    if total != 1 and abs(total - 1) <= _ROUNDING:
        conventions.assume("Shares that sum to 1 within 0.01 are scaled to do so exactly.")
        heights = [height / total for height in heights]
    return Shares(options=options, shares=tuple(heights))


def _above(row: Output) -> float:
    return float(1 - Decimal(repr(_height(row))))


def _height(row: Output) -> float:
    height = _value(row)
    if not 0 <= height <= 1:
        raise UnfitCell("value", row.value, "a probability lies between 0 and 1")
    return height


def _level(row: Output) -> float:
    if not _is_number(row.id) or not 0 <= float(row.id) <= 1:
        raise UnfitCell("output_type_id", row.id, "give the level of a quantile from 0 to 1")
    return float(row.id)


def _value(row: Output) -> float:
    if not _is_number(row.value):
        raise UnfitCell("value", row.value, "give a number")
    return float(row.value)


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text)) and "_" not in text
    except ValueError:
        return False
