"""Whether two coders, or a fixed number of them, agree on categories beyond chance."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from tracker.agreement.agreed import Agreement, agreement_over_units, coded_by_chance, codes_of_others
from tracker.vectors import Floats, numbered


def _whole_counts(counts: ArrayLike, what: str) -> Floats:
    found = np.asarray(counts, dtype=float)
    if found.ndim != 2 or not np.all((found >= 0) & (found == np.floor(found)) & np.isfinite(found)):
        raise ValueError(f"{what}: give a table of whole numbers from 0 up")
    return found


def cohen_kappa_table(
    table: ArrayLike, *, seed: int, replicates: int = 9999, level: float = 0.95
) -> Agreement:
    """Cohen's kappa of two coders from the table of their codes.

    Formula: ``(po - pe) / (1 - pe)``, po the share on the diagonal, pe the sum over categories of the
    product of both coders' shares. Larger is better, 1 at most. Undefined (None) where both used the same
    single category throughout. Reference: Cohen (1960).

    Parameters
    ----------
    table
        How many units the first coder put into the category of the row and the second into that of the
        column, shape (k, k).
    seed, replicates, level
        Of the interval (`agreement_over_units`).

    Examples
    --------
    >>> found = cohen_kappa_table([[5, 1], [1, 3]], seed=1)
    >>> round(found.value, 4), found.raw, found.units
    (0.5833, 0.8, 10)
    """
    counts = _whole_counts(table, "table")
    if counts.shape[0] != counts.shape[1]:
        raise ValueError(f"a table of two coders is square, not of shape {counts.shape}")
    categories, units = len(counts), counts.sum()
    rows, columns = counts.sum(axis=1) + 0.5, counts.sum(axis=0) + 0.5

    def kappas(sets: Floats) -> Floats:
        tables = sets.reshape(-1, categories, categories)
        total = tables.sum(axis=(1, 2))
        chance = (tables.sum(axis=1) * tables.sum(axis=2)).sum(axis=1)
        room = total**2 - chance
        agreed = np.trace(tables, axis1=1, axis2=2) * total - chance
        found: Floats = np.divide(agreed, room, out=np.full(len(room), np.nan), where=room > 0)
        return found

    return agreement_over_units(
        np.eye(categories**2),
        counts.ravel(),
        kappas,
        by_chance=np.outer(rows / rows.sum(), columns / columns.sum()).ravel(),
        others=codes_of_others(counts.sum(axis=0) + counts.sum(axis=1)),
        measure="Cohen's kappa",
        raw=float(np.trace(counts) / units) if units else None,
        codes=int(2 * units),
        units_left_out=0,
        seed=seed,
        replicates=replicates,
        level=level,
    )


def cohen_kappa(
    first: Iterable[Hashable],
    second: Iterable[Hashable],
    *,
    seed: int,
    replicates: int = 9999,
    level: float = 0.95,
) -> Agreement:
    """Cohen's kappa of two coders from their codes of the same units, as in `cohen_kappa_table`.

    Examples
    --------
    >>> found = cohen_kappa(["y", "y"], ["y", "y"], seed=1)
    >>> found.value, found.raw, found.reason
    (None, 1.0, 'only one category was used, so agreement beyond chance is undefined')
    """
    one, two = list(first), list(second)
    if len(one) != len(two):
        raise ValueError(f"{len(one)} codes of the first, {len(two)} of the second: give both for each unit")
    categories, codes = numbered(one + two)
    size = len(categories)
    cells = codes[: len(one)] * size + codes[len(one) :]
    table = np.bincount(cells, minlength=size * size).reshape(size, size)
    return cohen_kappa_table(table, seed=seed, replicates=replicates, level=level)


def fleiss_kappa_table(
    counts: ArrayLike, *, seed: int, replicates: int = 9999, level: float = 0.95
) -> Agreement:
    """Fleiss' kappa of a fixed number of coders, not always the same ones, from counts per category.

    Formula: ``(P - Pe) / (1 - Pe)``, P the mean over units of the share of agreeing pairs of coders, Pe the
    sum of the squared shares of the categories over all codes. Undefined (None) where only one category
    was used. Reference: Fleiss (1971).

    Parameters
    ----------
    counts
        How many coders put the unit of the row into the category of the column, shape (units, k); every
        row adds up to the same number, at least 2.
    seed, replicates, level
        Of the interval (`agreement_over_units`).

    Examples
    --------
    >>> found = fleiss_kappa_table([[3, 0], [0, 3], [2, 1], [3, 0]], seed=1)
    >>> round(found.value, 4), round(found.raw, 4)
    (0.625, 0.8333)
    """
    table = _whole_counts(counts, "counts")
    coders = table.sum(axis=1)
    if len(table) and (coders.min() != coders.max() or coders.min() < 2):
        raise ValueError(
            "every unit needs the same number of coders, at least 2; else use krippendorff_alpha"
        )
    each = float(coders[0]) if len(table) else 2.0
    seen, counted = np.unique(table, axis=0, return_counts=True)
    patterns, times, by_chance = coded_by_chance(seen, counted.astype(float), seed=seed)
    agreeing = ((patterns**2).sum(axis=1) - each) / (each * (each - 1))

    def kappas(sets: Floats) -> Floats:
        units = sets.sum(axis=1)
        used = sets @ patterns
        chance = (used**2).sum(axis=1) / (units * each) ** 2
        found: Floats = np.divide(
            sets @ agreeing / units - chance,
            1 - chance,
            out=np.full(len(units), np.nan),
            where=np.count_nonzero(used, axis=1) > 1,
        )
        return found

    return agreement_over_units(
        patterns,
        times,
        kappas,
        by_chance=by_chance,
        others=codes_of_others(table.sum(axis=0)) if len(table) else 0,
        measure="Fleiss' kappa",
        raw=float(times @ agreeing / len(table)) if len(table) else None,
        codes=int(coders.sum()),
        units_left_out=0,
        seed=seed,
        replicates=replicates,
        level=level,
    )


def fleiss_kappa(
    units: Sequence[Sequence[Hashable]], *, seed: int, replicates: int = 9999, level: float = 0.95
) -> Agreement:
    """Fleiss' kappa from the codes of each unit, as in `fleiss_kappa_table`.

    Examples
    --------
    >>> round(fleiss_kappa(["yyy", "nnn", "yyn", "yyy"], seed=1).value, 4)
    0.625
    """
    categories, codes = numbered([code for unit in units for code in unit])
    rows = np.repeat(np.arange(len(units)), [len(unit) for unit in units])
    counts = np.zeros((len(units), len(categories)))
    np.add.at(counts, (rows, codes), 1)
    return fleiss_kappa_table(counts, seed=seed, replicates=replicates, level=level)
