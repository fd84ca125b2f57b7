"""How many shared events until two whose mean Brier scores truly differ by so much are told apart.

What is taken for true is stated: the difference, and how much the scores differ from event to event. The
difference seen so far is never used: it is luck for a large part, and larger than the true one wherever
somebody found it worth asking.

Each event can bring one of two differences, as in the midpoint test (`tracker.comparison.paired_test`). The
chances of the two are tilted, all by one factor, until the expected difference is the stated one.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from forecasts.errors import ImpossiblePlan
from tracker.comparison.luck_sums import LuckSum
from tracker.comparison.paired_test import FEWEST_EVENTS, midpoint_luck, paired_p_value
from tracker.planning.searching import LEAST, Enough, fewest_drawn, fewest_exact
from tracker.vectors import Floats

ASSUMED_SPREAD = 0.25
"""Two who stand 25 points apart on events as likely as not; on surer events they differ less."""

_MANY = 50
_CLEARLY = 0.5


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Apart:
    """What events can bring: two differences each, with chances under which the mean difference is as stated.

    Attributes
    ----------
    values
        The two differences, shape (kinds of events, 2); each kind is as common as the others.
    level
        Their chances if neither were better, of the same shape.
    chances
        Their chances with the stated difference, of the same shape.
    difference
        The expected difference, below 0.
    """

    values: Floats
    level: Floats
    chances: Floats
    difference: float

    @property
    def spread(self) -> float:
        """The standard deviation of the difference from event to event, if neither were better."""
        return sqrt(float((self.level * self.values**2).sum(axis=1).mean()))

    def formula(self, *, power: float, alpha: float) -> float:
        """The number of events by the normal approximation.

        ``((z(1 - alpha/2) s0 + z(power) s1) / difference)^2``, with s0 the larger of the two spreads that the
        midpoint test and the test of signs go by, and s1 the true one.
        """
        from scipy.special import ndtri

        squared = float((self.chances * self.values**2).sum(axis=1).mean())
        asked, true = max(self.spread, sqrt(squared)), self.true_spread
        return float(((ndtri(1 - alpha / 2) * asked + ndtri(power) * true) / self.difference) ** 2)

    @property
    def true_spread(self) -> float:
        """The standard deviation of the difference from event to event, with the stated difference."""
        squared = float((self.chances * self.values**2).sum(axis=1).mean())
        return sqrt(max(squared - self.difference**2, 0.0))

    def found_in(self, events: int, sets: int, seed: int, *, alpha: float) -> int:
        """In how many made-up sets of so many events the house's test says who is better, and is right.

        From fifty events on the test itself is made only where a normal one does not make it superfluous, by
        half a standard deviation either way, and then by saddlepoint.
        """
        from scipy.special import ndtri

        rng, needed = np.random.default_rng(seed), float(ndtri(1 - alpha / 2))
        found = 0
        for _ in range(sets):
            kind = rng.integers(len(self.values), size=events)
            side = (rng.random(events) >= self.chances[kind, 0]).astype(np.int64)
            seen, otherwise = self.values[kind, side], self.values[kind, 1 - side]
            by_luck = float((self.level[kind] * self.values[kind] ** 2).sum())
            off = -float(seen.sum()) / sqrt(max(by_luck, float(seen @ seen), 1e-300)) - needed
            if off <= -needed or (events >= _MANY and abs(off) > _CLEARLY):
                found += off > 0
                continue
            luck = midpoint_luck(seen, otherwise)
            luck = LuckSum(luck.values, luck.chances, counting=events < _MANY)
            p_value = paired_p_value(seen, luck)
            found += p_value is not None and p_value <= alpha
        return found

    def power_of_one_kind(self, events: int, *, alpha: float) -> float:
        """The power, counted out, where all events bring one of the same two opposite differences.

        The test then hangs on the number of events that favour the first alone. Where all do, the differences
        are all alike, and there is no verdict.
        """
        from scipy.special import bdtrc

        low, high = events // 2, events
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if 2 * bdtrc(middle - 1, events, 0.5) <= alpha else (middle, high)
        favoured = float(self.chances[0, np.argmin(self.values[0])])
        return max(0.0, float(bdtrc(high - 1, events, favoured)) - favoured**events)


def apart_by(luck: LuckSum, difference: float) -> Apart:
    """What events bring where the first's mean score truly lies below the second's by `difference`.

    Parameters
    ----------
    luck
        The events' differences, first less second, with chances under which neither is better.
    difference
        The size of the difference, above 0.

    Raises
    ------
    ImpossiblePlan
        Where no chances give so large a difference.

    Examples
    --------
    >>> found = apart_by(evenly_apart(0.25), 0.05)
    >>> found.chances.round(12).tolist(), round(found.spread, 12)
    ([[0.6, 0.4]], 0.25)
    """
    kinds = len(luck.values)
    tilt = luck.tilt_to(-difference * kinds)
    if not np.isfinite(tilt):
        raise ImpossiblePlan(
            f"A mean difference of {difference:g}",
            f"where each always comes out at its best the scores differ by {abs(luck.bounds[0]) / kinds:.3g}",
            "state a smaller difference, or a larger spread",
        )
    with np.errstate(divide="ignore"):
        power = np.log(luck.chances) + tilt * luck.values
    weights = np.exp(power - power.max(axis=1, keepdims=True))
    chances = weights / weights.sum(axis=1, keepdims=True)
    return Apart(values=luck.values, level=luck.chances, chances=chances, difference=-difference)


def evenly_apart(spread: float) -> LuckSum:
    """Events that bring a difference of `spread` to one or to the other, as likely either way.

    Raises
    ------
    ImpossiblePlan
        For a spread that Brier scores cannot have.
    """
    if not LEAST < spread <= 1:
        raise ImpossiblePlan(
            f"A spread of {spread:g}", "Brier scores differ by 0 to 1", "state one such as 0.25"
        )
    return LuckSum(np.array([[-spread, spread]]), np.array([[0.5, 0.5]]))


def events_to_tell_apart(
    difference: float,
    luck: LuckSum | None = None,
    *,
    power: float = 0.8,
    alpha: float = 0.05,
    seed: int,
    draws: int = 800,
) -> Enough:
    """The fewest shared events at which `tracker.comparison.paired_test` tells the better one.

    Parameters
    ----------
    difference
        The stated mean difference of Brier scores; its sign does not matter.
    luck
        What events can bring if neither is better, such as `midpoint_luck` of the events shared so far; by
        default `evenly_apart` with `ASSUMED_SPREAD`. Of the two who may be better, the one harder to find is
        planned for.
    power
        How often the better one is to be found.
    alpha
        The chance of finding a better one where there is none; divided by their number where several pairs
        are tested.
    seed, draws
        Of the made-up sets in which the test is tried, where events are of several kinds.

    Examples
    --------
    >>> found = events_to_tell_apart(0.05, seed=1)
    >>> found.events, round(found.power, 3), round(found.by_formula)
    (199, 0.804, 194)
    """
    size = abs(difference)
    if not size > LEAST:
        raise ImpossiblePlan(
            f"A difference of {size:g}", "no number of events shows it", "state the smallest that matters"
        )
    pool = evenly_apart(ASSUMED_SPREAD) if luck is None else _in_order(luck)
    turned = LuckSum(-pool.values, pool.chances)
    worlds = [apart_by(one, size) for one in (pool, turned)]
    world = max(worlds, key=lambda one: one.formula(power=power, alpha=alpha))
    needed = world.formula(power=power, alpha=alpha)
    if len(pool.values) == 1 and pool.values[0].sum() == 0:
        return fewest_exact(
            lambda events: world.power_of_one_kind(events, alpha=alpha),
            wanted=power,
            by_formula=needed,
            least=FEWEST_EVENTS,
        )
    return fewest_drawn(
        lambda events, sets, start: world.found_in(events, sets, start, alpha=alpha),
        wanted=power,
        by_formula=needed,
        per_root=size / max(world.true_spread, 1e-9),
        least=FEWEST_EVENTS,
        seed=seed,
        draws=draws,
    )


def _in_order(luck: LuckSum) -> LuckSum:
    """The same events without a trace of their order, or of what was seen."""
    places = np.argsort(luck.values, axis=1, kind="stable")
    values = np.round(np.take_along_axis(luck.values, places, axis=1), 12)
    chances = np.round(np.take_along_axis(luck.chances, places, axis=1), 12)
    order = np.lexsort((*chances.T, *values.T))
    return LuckSum(values[order], chances[order])
