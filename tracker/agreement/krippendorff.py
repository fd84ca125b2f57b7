"""Whether any number of coders agree beyond chance, on categories, orders or amounts, codes missing."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, Literal

import numpy as np

from tracker.agreement.agreed import Agreement, agreement_over_units, coded_by_chance, codes_of_others
from tracker.vectors import Floats, numbered

Scale = Literal["nominal", "ordinal", "interval"]

_NEGLIGIBLE = 1e-12


def _categories(codes: list[Any], scale: Scale, order: Sequence[Hashable] | None) -> tuple[Any, ...]:
    distinct, _ = numbered(codes)
    if scale == "nominal":
        return distinct
    if order is not None:
        unknown = [code for code in distinct if code not in set(order)]
        if scale == "interval" or unknown or len(set(order)) != len(order):
            raise ValueError(f"order lists the categories of an ordinal scale once each; missing: {unknown}")
        return tuple(order)
    if not all(isinstance(code, int | float | np.number) for code in distinct):
        raise ValueError(f"codes of the {scale} scale are numbers, or give their order, lowest first")
    return distinct


def _alphas(sets: Floats, patterns: Floats, scale: Scale, values: Floats) -> Floats:
    sizes = patterns.sum(axis=1)
    used = sets @ patterns
    total = used.sum(axis=1)
    if scale == "nominal":
        seen = sets @ ((sizes**2 - (patterns**2).sum(axis=1)) / (sizes - 1))
        expected = total**2 - (used**2).sum(axis=1)
        smallest = np.zeros(len(total))
    else:
        places = np.cumsum(used, axis=1) - used / 2 if scale == "ordinal" else values[None, :]
        first, second = patterns @ places.T, patterns @ (places**2).T
        within = 2 * (sizes[:, None] * second - first**2) / (sizes - 1)[:, None]
        seen = (sets.T * within).sum(axis=0)
        expected = 2 * (total * (used * places**2).sum(axis=1) - (used * places).sum(axis=1) ** 2)
        smallest = _NEGLIGIBLE * total**2 * np.abs(places).max(axis=1) ** 2
    found: Floats = 1 - np.divide(
        (total - 1) * seen, expected, out=np.full(len(total), np.nan), where=expected > smallest
    )
    return found


def krippendorff_alpha(
    units: Sequence[Sequence[Any]],
    *,
    scale: Scale,
    order: Sequence[Hashable] | None = None,
    seed: int,
    replicates: int = 9999,
    level: float = 0.95,
) -> Agreement:
    """Krippendorff's alpha, the default measure: any number of coders, with codes missing.

    Formula: ``1 - Do / De``, Do the mean distance of two codes of one unit (a unit of m codes weighs m),
    De that of any two codes. The distance is 0 or 1 (nominal), the squared difference (interval), or the
    squared difference of mid-ranks among all codes (ordinal). Larger is better, 1 at most. Units with
    fewer than two codes are left out and counted. Undefined (None) where only one category was used.
    Reference: Krippendorff (2004).

    Parameters
    ----------
    units
        The codes of each unit, one sequence a unit, in any order; None and NaN are missing codes.
    scale
        "nominal" for categories, "ordinal" for words of a scale, "interval" for amounts (days: take their
        logarithms first).
    order
        For ordinal codes that are no numbers: all categories, lowest first.
    seed, replicates, level
        Of the interval (`agreement_over_units`).

    Raises
    ------
    ValueError
        If ordinal or interval codes are no numbers and no order is given, or one is infinite.

    Examples
    --------
    >>> words = [["likely", "likely"], ["likely", "unlikely"], ["unlikely", "unlikely"], ["likely", None]]
    >>> found = krippendorff_alpha(words, scale="nominal", seed=1)
    >>> round(found.value, 4), round(found.raw, 4), found.units, found.units_left_out
    (0.4444, 0.6667, 3, 1)
    """
    from pandas import isna

    given = [[code for code in unit if not isna(code)] for unit in units]
    compared = [unit for unit in given if len(unit) > 1]
    codes = [code for unit in compared for code in unit]
    categories = _categories(codes, scale, order)
    places = {category: place for place, category in enumerate(categories)}
    counts = np.zeros((len(compared), len(categories)))
    rows = np.repeat(np.arange(len(compared)), [len(unit) for unit in compared])
    np.add.at(counts, (rows, np.array([places[code] for code in codes], dtype=int)), 1)
    seen, counted = np.unique(counts, axis=0, return_counts=True)
    patterns, times, by_chance = coded_by_chance(seen, counted.astype(float), seed=seed)
    values = np.array(categories, dtype=float) if scale == "interval" else np.zeros(len(categories))
    if not np.all(np.isfinite(values)):
        raise ValueError("a code of the interval scale is infinite")
    values -= values.mean() if len(values) else 0
    sizes = patterns.sum(axis=1)
    agreeing = ((patterns**2).sum(axis=1) - sizes) / (sizes - 1)
    return agreement_over_units(
        patterns,
        times,
        lambda sets: _alphas(sets, patterns, scale, values),
        by_chance=by_chance,
        others=codes_of_others(counts.sum(axis=0)) if len(counts) else 0,
        measure=f"Krippendorff's alpha, {scale}",
        raw=float(times @ agreeing / len(codes)) if codes else None,
        codes=len(codes),
        units_left_out=len(given) - len(compared),
        seed=seed,
        replicates=replicates,
        level=level,
    )
