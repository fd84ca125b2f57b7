"""Whether two forecasters' scores over the same events differ by more than luck, without favour for the bold.

Where both say 80 to 95% and all comes about, the bolder one scores a little better on every event: the
differences look like a sure thing, and a single miss would have turned them round. So two questions are
asked, and the weaker answer counts.

*Midpoint.* Had each event been as likely as the mean of what the two said of it, neither would have been
better: the expected difference of every single event is then 0, whatever they said. How often does luck
alone bring a sum of differences at least as far out, on the side seen? This knows how skew the differences
are, which differences that all came out alike cannot show.

*Signs.* Had neither been better, and the differences symmetric, each was as likely to fall the other way.
This knows how much the differences truly vary, where events are luckier or less lucky than the midpoint
says.

The p-value is the larger of the two. The interval holds every mean difference that either of them does not
refuse, and so leaves out 0 exactly where p is below 1 - level.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from tracker.comparison.luck_sums import LuckSum
from tracker.comparison.sign_flips import MOST_EVENTS, sign_flips
from tracker.roots import crossing
from tracker.vectors import Floats, finite

FEWEST_EVENTS = 6
"""Below so many events whose scores differ, no pattern of signs reaches 5%, and there is no interval."""

ALL_ALIKE = "The difference is the same on every event: nothing shows how much it would vary."
_SAME = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True)
class PairedTest:
    """A mean difference with its p-value and its interval; both None where `reason` says why.

    Attributes
    ----------
    count, informative
        How many events there are, and on how many of them the scores differ.
    mean
        The mean difference: below 0 speaks for the first.
    p_value
        Two-sided: the larger of the two that follow; 1 where the scores never differ.
    by_midpoint, by_signs
        The p-values of the two tests; `by_midpoint` is None where the scores are of no known two values.
    low, high
        The interval at `level`.
    """

    count: int
    informative: int
    mean: float
    level: float
    p_value: float | None
    by_midpoint: float | None
    by_signs: float | None
    low: float | None
    high: float | None
    reason: str | None = None


def midpoint_luck(seen: ArrayLike, otherwise: ArrayLike) -> LuckSum:
    """Each event's two possible differences, as likely as makes their expectation 0.

    With d what was seen and e what the other outcome would have brought, d has the chance ``e / (e - d)``:
    for one forecast each of p and q, by the Brier score, the chance of the outcome seen if the event has
    probability ``(p + q)/2``. Where one forecaster is better either way no chance gives 0, and the event is
    taken to have been as likely to fall the other way.

    Examples
    --------
    >>> bold, cautious = 0.9, 0.75
    >>> luck = midpoint_luck([0.1**2 - 0.25**2], [0.9**2 - 0.75**2])
    >>> luck.chances.round(3).tolist(), abs(luck.mean()) < 1e-12
    ([[0.825, 0.175]], True)
    """
    d, e = finite(seen, "differences seen"), finite(otherwise, "differences otherwise")
    if len(d) != len(e):
        raise ValueError(f"{len(d)} differences seen and {len(e)} otherwise: give both for each event")
    opposite = (d < 0) & (e > 0) | (d > 0) & (e < 0)
    still = (d == 0) | (e == 0)
    apart = np.where(opposite, e - d, 1.0)
    chance = np.where(opposite, e / apart, np.where(still & (d == 0), 1.0, np.where(still, 0.0, 0.5)))
    other = np.where(opposite | still, e, -d)
    return LuckSum(np.column_stack([d, other]), np.column_stack([chance, 1 - chance]))


def paired_test(differences: ArrayLike, luck: LuckSum | None = None, *, level: float = 0.95) -> PairedTest:
    """The test and the interval of a mean difference over independent events.

    Parameters
    ----------
    differences
        The first's score less the second's on each event, shape (m,). Events that stand or fall together
        are one event.
    luck
        What each event can bring, with expectation 0, such as `midpoint_luck` makes. Without it only signs
        are flipped, which assumes symmetric differences.
    level
        The coverage of the interval.

    Notes
    -----
    The midpoint's tail is doubled; its interval is that of tilted chances (`tracker.comparison.luck_sums`).
    Signs are tried out up to 15 events (Hartigan 1969); above, a saddlepoint gives the share of patterns.
    In simulation, over 6 to 200 events in every regime of docs/coverage.md, a stated 5% is at most 6%.

    References
    ----------
    Lai, Gross and Shen (2011), Evaluating probability forecasts, Annals of Statistics 39:2356-2382, for
    scores compared under a common expectation; Garthwaite (1996) for intervals by inverting a test.

    Examples
    --------
    >>> said, other, happened = np.array([0.9, 0.8, 0.7] * 4), np.array([0.6, 0.7, 0.4] * 4), np.ones(12)
    >>> seen, otherwise = ((said - y) ** 2 - (other - y) ** 2 for y in (happened, 1 - happened))
    >>> found = paired_test(seen, midpoint_luck(seen, otherwise))
    >>> round(found.mean, 3), round(found.by_signs, 5), round(found.by_midpoint, 3), found.high > 0
    (-0.157, 0.00049, 0.018, False)
    """
    d = finite(differences, "differences")
    if not 0 < level < 1:
        raise ValueError(f"a level lies between 0 and 1, not {level}")
    count, scale = len(d), float(np.abs(d).max(initial=0.0))
    informative = int((np.abs(d) > _SAME * scale).sum()) if scale > 0 else 0
    mean = float(d.mean()) if count else 0.0
    none = PairedTest(
        count=count,
        informative=informative,
        mean=mean,
        level=level,
        p_value=None,
        by_midpoint=None,
        by_signs=None,
        low=None,
        high=None,
        reason="no event was forecast by both" if not count else None,
    )
    if not count:
        return none
    if np.ptp(d) <= _SAME * max(scale, 1e-300):
        reason = ALL_ALIKE if count > 1 else "one event says nothing of how much events differ"
        return replace(none, p_value=None if scale > 0 else 1.0, reason=reason)
    by_signs, by_midpoint = _both(d, luck)
    p_value = by_signs if by_midpoint is None else max(by_signs, by_midpoint)
    ends: tuple[float, float] | None = None
    too_few: str | None = None
    if informative < FEWEST_EVENTS:
        too_few = f"{informative} events on which the scores differ are too few for an interval"
    else:
        ends = _signs_interval(d, level)
        if ends is None:
            too_few = f"{count} events are too few for an interval at {100 * level:g}%"
        elif luck is not None:
            low, high = midpoint_interval(luck, float(d.sum()), count, level=level)
            ends = min(ends[0], low), max(ends[1], high)
    return PairedTest(
        count=count,
        informative=informative,
        mean=mean,
        level=level,
        p_value=p_value,
        by_midpoint=by_midpoint,
        by_signs=by_signs,
        low=None if ends is None else min(ends[0], mean),
        high=None if ends is None else max(ends[1], mean),
        reason=too_few,
    )


def paired_p_value(differences: ArrayLike, luck: LuckSum | None = None) -> float | None:
    """The p-value of `paired_test` alone, without the interval; None where all differences are the same.

    >>> paired_p_value([0.1, -0.2, 0.3, 0.1, 0.2, 0.4])
    0.1875
    """
    d = finite(differences, "differences")
    if len(d) < 2 or np.ptp(d) <= _SAME * max(float(np.abs(d).max()), 1e-300):
        return None
    by_signs, by_midpoint = _both(d, luck)
    return by_signs if by_midpoint is None else max(by_signs, by_midpoint)


def _both(differences: Floats, luck: LuckSum | None) -> tuple[float, float | None]:
    return signs_p_value(differences), None if luck is None else tails(luck, float(differences.sum()))


def tails(luck: LuckSum, total: float, *, tilt: float = 0.0) -> float:
    """Twice the smaller chance of a sum as far out as this one, on its side."""
    return min(1.0, 2 * min(luck.at_least(total, tilt=tilt), luck.at_most(total, tilt=tilt)))


def midpoint_interval(luck: LuckSum, total: float, count: int, *, level: float) -> tuple[float, float]:
    """The mean differences whose tilted chances do not put this sum into a tail."""
    tail, (least, most) = (1 - level) / 2, luck.bounds
    ends = []
    for upper, bound in ((True, least), (False, most)):
        tilt = luck.tilt_where(total, tail, upper=upper)
        ends.append(luck.mean(tilt=tilt) if np.isfinite(tilt) else bound)
    return ends[0] / count, ends[1] / count


def signs_p_value(differences: Floats, *, mean: float = 0.0) -> float:
    """The share of patterns of signs that bring a sum at least as far from the expected one, two-sided."""
    away = differences - mean
    if len(away) <= MOST_EVENTS:
        return sign_flips(away).p_value
    size = np.abs(away)
    half = np.full((len(away), 2), 0.5)
    flipped = LuckSum(np.column_stack([-size, size]), half, counting=False)
    return min(1.0, 2 * flipped.at_least(abs(float(away.sum()))))


def _signs_interval(differences: Floats, level: float) -> tuple[float, float] | None:
    if len(differences) <= MOST_EVENTS:
        found = sign_flips(differences, level=level)
        return None if found.low is None or found.high is None else (found.low, found.high)
    return _signs_end(differences, level, -1), _signs_end(differences, level, 1)


def _signs_end(differences: Floats, level: float, side: int) -> float:
    """The farthest mean on one side that signs do not refuse."""
    mean, step = float(differences.mean()), float(differences.std() / np.sqrt(len(differences)))

    def spared(steps: float) -> float:
        return signs_p_value(differences, mean=mean + side * steps * step) - (1 - level)

    far = 2.0
    while spared(far) > 0 and far < len(differences):
        far *= 1.5
    return mean + side * step * crossing(spared, 1e-3, far, within=1e-6)
