"""What a score refuses to judge: each check names the first bad value and its position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tracker.scoring.kinds import Array

SHARES_SUM_WITHIN = 1e-6
"""How far shares may sum from 1: room for rounding in binary, not for rounding to two decimals."""


def refuse_first(values: Array, good: NDArray[Any], name: str, rule: str) -> None:
    """Raise a ValueError about the first value that is not good, such as `p[2] is 1.7; ...`."""
    if good.all():
        return
    position = np.unravel_index(int(np.argmin(good)), good.shape)
    where = f"{name}[{', '.join(str(int(step)) for step in position)}]" if position else name
    raise ValueError(f"{where} is {float(values[position])!r}; {rule}")


def check_chance(p: Array, name: str = "p") -> None:
    """Refuse what is no probability; smallest and largest are NaN where any value is, so NaN fails."""
    if p.size and not (p.min() >= 0 and p.max() <= 1):
        refuse_first(p, (p >= 0) & (p <= 1), name, "a probability lies between 0 and 1")


def check_grade(y: Array, name: str = "y") -> None:
    """Refuse an outcome outside 0 (no) to 1 (yes); a grade between them is let through."""
    if y.size and not (y.min() >= 0 and y.max() <= 1):
        refuse_first(y, (y >= 0) & (y <= 1), name, "an outcome is 0 (no), 1 (yes) or a grade between them")


def check_yes_or_no(y: Array, score: str, name: str = "y") -> None:
    """Refuse every outcome but 0 and 1, a grade included, in the name of the score that cannot take it."""
    good = (y == 0) | (y == 1)
    refuse_first(y, good, name, f"{score} takes the outcomes 0 (no) and 1 (yes) only; brier takes grades")


def check_finite(values: Array, name: str) -> None:
    """Refuse NaN and infinite values."""
    refuse_first(values, np.isfinite(values), name, "a finite number is needed")


def check_not_nan(values: Array, name: str) -> None:
    """Refuse NaN; infinite values are let through."""
    refuse_first(values, ~np.isnan(values), name, "a number is needed")


def check_between(values: Array, name: str) -> None:
    """Refuse a level that does not lie strictly between 0 and 1."""
    refuse_first(values, (values > 0) & (values < 1), name, "a level lies strictly between 0 and 1")


def check_ordered(lower: Array, upper: Array) -> None:
    """Refuse an interval that ends before it starts, or whose ends are NaN."""
    both, ends = np.broadcast_arrays(lower, upper)
    refuse_first(both, both <= ends, "lower", "an interval starts no later than it ends")


def check_rows(stated: Array, value: Array, name: str) -> None:
    """Refuse rows of stated values that are empty, not finite, or not one for each value that came."""
    if stated.ndim == 0 or not stated.shape[-1] or stated.shape[:-1] != value.shape:
        raise ValueError(
            f"{name} of shape {stated.shape} do not fit y of shape {value.shape}; one row a value"
        )
    check_finite(stated, name)
    check_finite(value, "y")
