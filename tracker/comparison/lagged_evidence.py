"""Whether the evidence is strong enough to stop, where events are open at the same time.

The e-value of `tracker.comparison.evidence` multiplies a factor for each event onto what was known before it.
Where deadlines overlap, an event's own forecasts were made without that knowledge, and events that are open
together may stand or fall together: their factors must not be multiplied. So events are dealt into chains,
in each of which every event was forecast after the one before it was resolved. Factors are multiplied within
a chain, and the e-value is the mean over chains.

With events that last alike this is the lag-h form: h chains, of every h-th event.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import ArrayLike

from tracker.comparison.evidence import (
    STAKES,
    Evidence,
    bets_and_costs,
    checked_differences,
    evidence,
    growth,
)
from tracker.vectors import Codes, Floats, finite


def chains_of(made: ArrayLike, resolved: ArrayLike) -> Codes:
    """The chain of each event, from 0: in a chain each was made after the one before it was resolved.

    Events enter in the order in which they were made, each into the first chain that is free; there are as
    many chains as events were ever open at once. What is made on the day of a resolution comes before it.

    Parameters
    ----------
    made
        The day on which the first forecast of each event was made, shape (n,).
    resolved
        The day on which its outcome was known, not before it was made, shape (n,).

    Examples
    --------
    >>> chains_of([0, 5, 11, 40], [10, 20, 30, 50]).tolist()
    [0, 1, 0, 0]
    """
    begun, ended = finite(made, "days made"), finite(resolved, "days resolved")
    if len(begun) != len(ended):
        raise ValueError(f"{len(begun)} days made and {len(ended)} resolved: give both for each event")
    chains: Codes = np.zeros(len(begun), dtype=np.int64)
    free: list[int] = []
    busy: list[tuple[float, int]] = []
    opened = 0
    for place in np.argsort(begun, kind="stable").tolist():
        while busy and busy[0][0] < begun[place]:
            heappush(free, heappop(busy)[1])
        if not free:
            free, opened = [opened], opened + 1
            heapify(free)
        chains[place] = heappop(free)
        heappush(busy, (float(ended[place]), int(chains[place])))
    return chains


def lagged_evidence(
    differences: ArrayLike,
    made: ArrayLike,
    resolved: ArrayLike,
    *,
    bound: float,
    alpha: float = 0.05,
    stakes: Sequence[float] = STAKES,
) -> Evidence:
    """The e-values of both claims after each event, whatever deadlines overlap.

    Formula: ``E_t = (E_t,1 + ... + E_t,h) / h``, with ``E_t,k`` the e-value by the events of chain k that are
    resolved by then, 1 before the first. Without overlap there is one chain, and it is that of `evidence`.

    The null is that no expected difference, given all that was known when the event was forecast, favours the
    forecaster. However often one looks: who stops, and waits for what is open at that moment, finds a mean of
    at most 1 under it. The days are taken as given: what came of events must not decide how many are open at
    once. The more events are open at once, the less the e-value can tell.

    Parameters
    ----------
    differences
        The first's score less the second's, one per event, shape (n,).
    made, resolved
        The day of each event's first forecast, and that of its resolution. The evidence is in the order of
        resolution; events of one day keep the order given.
    bound, alpha, stakes
        As in `evidence`.

    References
    ----------
    Henzi and Ziegel (2022), Valid sequential inference on probability forecast performance, Biometrika
    109:647-663, for forecasts of lag h; Arnold, Henzi and Ziegel (2023), Sequentially valid tests for
    forecast calibration, Annals of Applied Statistics 17, for stopping with forecasts open.

    Examples
    --------
    >>> one_by_one = lagged_evidence([-0.3] * 60, range(0, 120, 2), range(1, 121, 2), bound=1.0)
    >>> together = lagged_evidence([-0.3] * 60, [0] * 60, [1] * 60, bound=1.0)
    >>> one_by_one.e_first > 40, round(together.e_first, 2)
    (True, 1.06)
    """
    values = checked_differences(differences, bound)
    if not 0 < alpha < 1:
        raise ValueError(f"alpha lies between 0 and 1, not {alpha}")
    chains, ended = chains_of(made, resolved), finite(resolved, "days resolved")
    if len(values) != len(chains):
        raise ValueError(f"{len(values)} differences and {len(chains)} days: give both for each event")
    order = np.argsort(ended, kind="stable")
    values, chains = values[order], chains[order]
    many = int(chains.max()) + 1 if len(chains) else 1
    if many == 1:
        return evidence(values, bound=bound, alpha=alpha, stakes=stakes)
    bets, costs = bets_and_costs(bound, stakes)
    by_chain = np.argsort(chains, kind="stable")
    sums, surprises = _within(values[by_chain], chains[by_chain])
    first, second = (
        _mean_over_chains(growth(favour, surprises, bets, costs), chains, by_chain, many)
        for favour in (-sums, sums)
    )
    return Evidence(
        differences=values,
        first_better=first,
        second_better=second,
        bound=float(bound),
        alpha=alpha,
        stakes=tuple(stakes),
    )


def _within(values: Floats, chains: Codes) -> tuple[Floats, Floats]:
    """Running sums, and running sums of squared surprises, of events that are sorted by chain."""
    starts = np.flatnonzero(np.diff(chains, prepend=-1))
    sizes = np.diff(np.append(starts, len(values)))
    place = np.arange(len(values)) - np.repeat(starts, sizes)

    def running(column: Floats) -> Floats:
        found: Floats = np.empty(len(column))
        for start, size in zip(starts.tolist(), sizes.tolist(), strict=True):
            found[start : start + size] = np.cumsum(column[start : start + size])
        return found

    sums = running(values)
    before = np.where(place > 0, (sums - values) / np.maximum(place, 1), 0.0)
    return sums, running((values - before) ** 2)


def _mean_over_chains(reached: Floats, chains: Codes, by_chain: Codes, many: int) -> Floats:
    """The mean of all chains' e-values after each event, from what each event's own chain reached."""
    same = np.diff(chains[by_chain], prepend=-1) == 0
    gained = reached - np.where(same, np.concatenate([[1.0], reached[:-1]]), 1.0)
    in_order = np.empty(len(reached))
    in_order[by_chain] = gained
    found: Floats = np.maximum(1 + np.cumsum(in_order) / many, 0.0)
    return found
