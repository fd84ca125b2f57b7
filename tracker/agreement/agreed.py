"""Whether coders agreed, beyond what chance alone would bring.

Raw agreement is high by itself where one category is common; kappa and alpha take off what chance would
give. They stand beside the raw figure, never in its place. Where only one category was ever used there is
nothing to disagree about, and they are undefined.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracker.vectors import Floats

if TYPE_CHECKING:
    from pandas import DataFrame

FIRM = 0.80
"""From here on (Krippendorff) the codes can be relied on."""

TENTATIVE = 0.67
"""From here to `FIRM` conclusions are tentative; below, comparisons should not be published."""

ONE_CATEGORY = "only one category was used, so agreement beyond chance is undefined"

MADE_UP = 2.0
"""So many units coded by chance alone are drawn among the others: where hardly any disagreement was seen, a
bootstrap of the units alone takes it that there is none (.59 instead of .95 at 20 units, kappa .9)."""

FEWEST_UNITS = 20
FEWEST_OTHERS = 8
_CELLS_AT_ONCE = 2_000_000
_UNITS_BY_CHANCE = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """Agreement between coders on the units that at least two of them coded.

    Attributes
    ----------
    measure
        "Cohen's kappa", "Fleiss' kappa" or "Krippendorff's alpha, nominal" (ordinal, interval).
    value
        1 is perfect, 0 is what chance gives, below 0 is worse than chance; None where `reason` says why.
    raw
        The share of pairs of codes of one unit that are equal; None without units.
    units, units_left_out
        How many units were compared, and how many have fewer than two codes.
    codes
        How many codes stand on the compared units.
    low, high, level
        The interval over units (`agreement_over_units`), and its coverage. None where the value is undefined,
        and where `thin` says why.
    thin
        Why there is no interval though there is a value: too few units, or codes beside the commonest.
    replicates, undefined_replicates, seed
        Of the bootstrap; replicates in which only one category came up are left out and counted.
    """

    measure: str
    value: float | None
    raw: float | None
    units: int
    units_left_out: int
    codes: int
    low: float | None
    high: float | None
    level: float
    replicates: int
    undefined_replicates: int
    seed: int
    reason: str | None
    thin: str | None = None

    @property
    def standing(self) -> str | None:
        """What the value allows: "firm", "tentative", "too low for a comparison"; None if undefined."""
        if self.value is None:
            return None
        if self.value >= FIRM:
            return "firm"
        return "tentative" if self.value >= TENTATIVE else "too low for a comparison"

    @property
    def table(self) -> DataFrame:
        """One row.

        Columns: `measure`, `value`, `low`, `high`, `level`, `raw`, `units`, `units_left_out`, `codes`,
        `standing`, `replicates`, `undefined_replicates`, `seed`, `reason`, `thin`.
        """
        import pandas as pd

        return pd.DataFrame(
            {
                "measure": [self.measure],
                "value": pd.array([self.value], dtype="Float64"),
                "low": pd.array([self.low], dtype="Float64"),
                "high": pd.array([self.high], dtype="Float64"),
                "level": [self.level],
                "raw": pd.array([self.raw], dtype="Float64"),
                "units": [self.units],
                "units_left_out": [self.units_left_out],
                "codes": [self.codes],
                "standing": pd.Series([self.standing], dtype=object),
                "replicates": [self.replicates],
                "undefined_replicates": [self.undefined_replicates],
                "seed": [self.seed],
                "reason": pd.Series([self.reason], dtype=object),
                "thin": pd.Series([self.thin], dtype=object),
            }
        )


def agreement_over_units(
    patterns: Floats,
    times: Floats,
    statistic: Callable[[Floats], Floats],
    *,
    by_chance: Floats,
    others: int,
    measure: str,
    raw: float | None,
    codes: int,
    units_left_out: int,
    seed: int,
    replicates: int,
    level: float,
) -> Agreement:
    """A measure of agreement with its interval over units, which are drawn again and again.

    Among them are drawn `MADE_UP` units coded by chance alone, so that no disagreement seen is not taken for
    none possible; the interval runs between the quantiles of the measure and holds its value.

    Parameters
    ----------
    patterns
        The distinct ways in which units were coded, one a row.
    times
        How many units were coded in each of these ways; they are drawn together.
    by_chance
        How likely each of these ways is if coders agree by chance alone, adding up to 1.
    others
        How many codes are not of the commonest category: below `FEWEST_OTHERS`, or `FEWEST_UNITS` units,
        there is no interval.
    statistic
        From such counts, shape (sets, patterns), to the measure of each set, NaN where undefined.

    Examples
    --------
    >>> found = agreement_over_units(
    ...     np.eye(2), np.array([15.0, 5.0]), lambda sets: sets[:, 0] / sets.sum(axis=1),
    ...     by_chance=np.array([0.5, 0.5]), others=8, measure="share", raw=None, codes=4,
    ...     units_left_out=0, seed=1, replicates=99, level=0.9)
    >>> found.value, found.units, found.low <= found.value <= found.high
    (0.75, 20, True)
    """
    if not 0 < level < 1 or replicates < 1:
        raise ValueError(f"level {level} lies between 0 and 1, replicates {replicates} are 1 or more")
    units = int(times.sum())
    low = high = reason = thin = None
    value, undefined = float("nan"), 0
    if units == 0:
        reason = "no unit was coded twice"
    else:
        value = float(statistic(times[None, :])[0])
    if units and np.isnan(value):
        reason = ONE_CATEGORY
    elif units and (thin := _too_few(units, others)) is None:
        rng = np.random.default_rng(seed)
        chances = (times + MADE_UP * by_chance) / (units + MADE_UP)
        drawn: list[Floats] = []
        for start in range(0, replicates, step := max(1, _CELLS_AT_ONCE // max(patterns.size, 1))):
            size = min(step, replicates - start)
            drawn.append(statistic(rng.multinomial(units, chances, size=size).astype(float)))
        values = np.concatenate(drawn)
        undefined = int(np.isnan(values).sum())
        ends = (
            np.nanquantile(values, [(1 - level) / 2, (1 + level) / 2]) if undefined < replicates else [value]
        )
        low, high = min(float(ends[0]), value), max(float(ends[-1]), value)
    return Agreement(
        measure=measure,
        value=None if np.isnan(value) else value,
        raw=raw,
        units=units,
        units_left_out=units_left_out,
        codes=codes,
        low=low,
        high=high,
        level=level,
        replicates=replicates,
        undefined_replicates=undefined,
        seed=seed,
        reason=reason,
        thin=thin,
    )


def coded_by_chance(patterns: Floats, times: Floats, *, seed: int) -> tuple[Floats, Floats, Floats]:
    """The patterns and others that chance alone would bring, their times, and how likely each is.

    The sizes of units are those that were seen, and codes come as often as among all; a category seldom seen
    is taken to be half a code more frequent.
    """
    if not len(patterns):
        return patterns, times, np.zeros(0)
    rng = np.random.default_rng(seed)
    often = times @ patterns + 0.5
    sizes = rng.choice(patterns.sum(axis=1).astype(np.int64), size=_UNITS_BY_CHANCE, p=times / times.sum())
    made = rng.multinomial(sizes, often / often.sum()).astype(float)
    more = np.zeros(_UNITS_BY_CHANCE)
    return (
        np.concatenate([patterns, made]),
        np.concatenate([times, more]),
        np.concatenate([0 * times, more + 1 / _UNITS_BY_CHANCE]),
    )


def codes_of_others(used: Floats) -> int:
    """How many codes are not of the commonest category, from how often each was used."""
    return int(used.sum() - used.max(initial=0))


def _too_few(units: int, others: int) -> str | None:
    if units < FEWEST_UNITS:
        return f"{units} units are too few for an interval, which needs {FEWEST_UNITS}"
    if others < FEWEST_OTHERS:
        return f"{others} codes beside the commonest are too few for an interval, which needs {FEWEST_OTHERS}"
    return None
