"""What the engines that speak SQL ask of a row: its score in whole steps, its percent, the parts of a sum.

Each expression does to a number what NumPy does in `tracker.verification.totals` and `percent_bins`, so that
the figures agree to the last digit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tracker.pooling import GRID
from tracker.verification.totals import BITS, HALF

_UNIT = f"{1 << BITS}.0"
_HALF = 1 << HALF
SAID, HAPPENED, OTHER, GRADED = "said", "happened", "other", "graded"


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialect:
    """How a database writes what they write differently.

    Attributes
    ----------
    floor
        The whole number below a number that is not negative.
    halves
        The sums of the upper and of the lower halves of a column of units.
    over
        The whole part of a quotient of whole numbers.
    """

    floor: Callable[[str], str]
    halves: Callable[[str], tuple[str, str]]
    over: str


def units(dialect: Dialect, value: str) -> str:
    """A value between 0 and 1 in whole units of 2^-40, to the nearest, halves up."""
    return dialect.floor(f"({value}) * {_UNIT} + 0.5")


def sums(dialect: Dialect, said: str = SAID) -> list[str]:
    """Of outcome, score, and score of the other outcome: the sums of both halves of their units."""
    error, other = f"({said} - {HAPPENED})", f"({said} - (1.0 - {HAPPENED}))"
    values = (HAPPENED, f"{error} * {error}", f"{other} * {other}")
    return [half for value in values for half in dialect.halves(units(dialect, value))]


def percent(dialect: Dialect) -> str:
    """The whole percent that a probability rounds to."""
    step = GRID // 100
    return f"({dialect.floor(f'{SAID} * {GRID}.0 + 0.5')} + {step // 2}) {dialect.over} {step}"


def is_graded() -> str:
    """1 where the outcome lies between yes and no, else 0."""
    return f"CASE WHEN {HAPPENED} > 0 AND {HAPPENED} < 1 THEN 1 ELSE 0 END"


def divided_halves(div: str, mod: str) -> Callable[[str], tuple[str, str]]:
    """Halves of one sum without bounds, by templates of a quotient and of a rest with `{}` for the sum."""

    def halves(value: str) -> tuple[str, str]:
        whole = f"sum({value})"
        return div.format(whole, _HALF), mod.format(whole, _HALF)

    return halves


def shifted_halves(value: str) -> tuple[str, str]:
    """Halves taken before they are summed, for sums of 64 bits."""
    return f"sum(({value}) >> {HALF})", f"sum(({value}) & {_HALF - 1})"


DUCKDB = Dialect(
    floor="CAST(floor({}) AS BIGINT)".format,
    halves=divided_halves("CAST({} // {} AS BIGINT)", "CAST({} % {} AS BIGINT)"),
    over="//",
)
POSTGRESQL = Dialect(
    floor="CAST(floor({}) AS BIGINT)".format,
    halves=divided_halves("CAST(div({}, {}) AS BIGINT)", "CAST(mod({}, {}) AS BIGINT)"),
    over="/",
)
SQLITE = Dialect(floor="CAST({} AS INTEGER)".format, halves=shifted_halves, over="/")
