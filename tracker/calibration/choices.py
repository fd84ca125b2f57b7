"""Whether options came true as often as their shares said, and why the mean score of choices is what it is.

Three questions to one set of forecasts. Did options with a share of 30% come true 30% of the time (`curve`)?
Was the option with the largest share right as often as it was said to be (`top`)? And what of the mean score
is miscalibration, discrimination and uncertainty (`parts`)? The parts of a choice's Brier score are those of
the claims "it is this option", added up; the parts of a ranked probability score those of the claims "this
option or a lower one", each cut apart.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from tracker.calibration.expectation import Expectation, expected_against_observed
from tracker.calibration.isotonic import curve, sets_for
from tracker.calibration.options import Choices, Rows, made_up
from tracker.calibration.reliability import Point, Reliability
from tracker.certainty.clustered_share import ClusteredShare, clustered_share
from tracker.pooling import Floats, Places
from tracker.tally import Tally

_LEVEL = 0.9
_MOST_POINTS, _COARSE = 1_000, 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """A mean score taken apart: ``score = miscalibration - discrimination + uncertainty``.

    The score is the Brier score of options (0 to 2), or of ordered options the ranked probability score
    divided by its number of cuts (0 to 1), each forecast counting once. The smaller the score and the
    miscalibration the better, the larger the discrimination. Uncertainty is what it costs to give every
    option, or every cut, the share that it had on the whole. `by_luck` is the miscalibration that a
    calibrated forecaster with these very shares shows on average, `by_luck_high` the one that 95 of 100 stay
    below; likewise of discrimination.
    """

    score: float
    miscalibration: float
    discrimination: float
    uncertainty: float
    by_luck: float
    by_luck_high: float
    discrimination_by_luck: float
    discrimination_by_luck_high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Top:
    """How often the option with the largest share came true, beside how often it was said to.

    `expected` has how many should have and how many did, with what luck gives; `share` the share with its 95%
    interval over events. Of several options with the largest share the first in the question's order is
    taken.
    """

    expected: Expectation
    share: float
    low: float
    high: float
    worth: float


@dataclass(frozen=True, kw_only=True, slots=True)
class ChoiceCalibration:
    """What was found of forecasts with several options each; `curve` has one point a stated share."""

    ordered: bool
    forecasts: int
    events: int
    curve: Reliability
    top: Top
    parts: Parts


def choice_calibration(choices: Choices, *, ordered: bool, seed: int) -> ChoiceCalibration | None:
    """The calibration of forecasts with several options each; None without any.

    Parameters
    ----------
    choices
        The forecasts. Those on one event share their luck.
    ordered
        Whether the options have an order, so that the ranked probability score is taken apart.
    seed
        Of 999 made-up sets, or as many as time allows.

    References
    ----------
    Dimitriadis, Gneiting and Jordan (2021), doi 10.1073/pnas.2016191118, for each claim.

    Examples -------- >>> found = choice_calibration( ...     Choices.of([[0.6, 0.3, 0.1]] * 20, [0] * 12 +
    [1] * 6 + [2] * 2, range(20)), ordered=False, seed=1) >>> round(found.parts.miscalibration, 6),
    round(found.parts.score, 3), round(found.top.share, 2) (0.0, 0.54, 0.6)
    """
    if not choices.forecasts:
        return None
    options = choices.options()
    claims = choices.cuts() if ordered else options
    return ChoiceCalibration(
        ordered=ordered,
        forecasts=choices.forecasts,
        events=choices.events,
        curve=_curve(options, seed=seed),
        top=_top(choices),
        parts=_study(claims, claims.group, claims.weight, seed=seed).parts,
    )


def top_of(choices: Choices) -> Top | None:
    """How often the option with the largest share came true; None without forecasts."""
    return _top(choices) if choices.forecasts else None


def _top(choices: Choices) -> Top:
    said, right = choices.tops()
    expected = expected_against_observed(Tally.of(said, right, cluster=choices.event))
    assert expected is not None, "there are forecasts"
    found = _share_over_events(right, choices.event)
    assert found.share is not None
    assert found.low is not None
    assert found.high is not None
    return Top(expected=expected, share=found.share, low=found.low, high=found.high, worth=found.worth)


def _share_over_events(right: Floats, event: Places) -> ClusteredShare:
    return clustered_share(np.bincount(event, weights=right), np.bincount(event))


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Study:
    """Claims pooled in cells, what came of them, their mean score taken apart, and curves of made-up sets."""

    said: Floats
    count: Floats
    happened: Floats
    parts: Parts
    heights: Floats


def _curve(rows: Rows, *, seed: int) -> Reliability:
    """The curve of all options at once, with its band from made-up answers."""
    together = np.zeros(len(rows.said), dtype=np.int64)
    found = _study(rows, together, np.full(len(rows.said), 1 / len(rows.said)), seed=seed)
    low, high = np.quantile(found.heights, [(1 - _LEVEL) / 2, (1 + _LEVEL) / 2], axis=0)
    columns = (found.said, found.count, found.happened, curve(found.count, found.happened), low, high)
    return Reliability(
        points=tuple(
            Point(said=p, count=round(n), happened=k, curve=c, low=b, high=t)
            for p, n, k, c, b, t in zip(*(column.tolist() for column in columns), strict=True)
        ),
        count=len(rows.said),
        events=rows.events,
        mixed=0,
        **asdict(found.parts),
        places=_COARSE if _is_coarse(rows.said) else None,
        replicates=len(found.heights),
        seed=seed,
    )


def _study(rows: Rows, group: Places, weight: Floats, *, seed: int) -> _Study:
    """Claims with each group relabelled by itself, and their scores added up by weight."""
    (said, owner), cell, count = _cells(rows.said, group)
    share = np.bincount(cell, weights=weight) / count
    happened: Floats = np.bincount(cell, weights=rows.happened).astype(float)
    score, miscalibration, discrimination, uncertainty = _apart(
        said, count, happened[None, :], owner, share, _heights(count, happened[None, :], owner)
    )[:, 0].tolist()
    lucky, heights = [], []
    for came in made_up(rows, seed=seed, replicates=sets_for(len(rows.said))):
        made = _by_cell(cell, came, len(said))
        heights.append(_heights(count, made, owner))
        lucky.append(_apart(said, count, made, owner, share, heights[-1])[1:3])
    both = np.concatenate(lucky, axis=1)
    means, highs = both.mean(axis=1).tolist(), np.quantile(both, 0.95, axis=1).tolist()
    parts = Parts(
        score=score,
        miscalibration=miscalibration,
        discrimination=discrimination,
        uncertainty=uncertainty,
        by_luck=means[0],
        by_luck_high=highs[0],
        discrimination_by_luck=means[1],
        discrimination_by_luck_high=highs[1],
    )
    return _Study(said=said, count=count, happened=happened, parts=parts, heights=np.concatenate(heights))


def _is_coarse(said: Floats) -> bool:
    """Whether there are so many probabilities that they are rounded."""
    return len(np.unique(said)) > _MOST_POINTS


def _cells(said: Floats, group: Places) -> tuple[tuple[Floats, Places], Places, Floats]:
    """Equal claims of a group as one cell: its probability and group, the cell of each row, the counts."""
    shown = np.floor(said * 10**_COARSE + 0.5) / 10**_COARSE if _is_coarse(said) else said
    pairs, cell, count = np.unique(
        np.column_stack([group.astype(float), shown]), axis=0, return_inverse=True, return_counts=True
    )
    return (pairs[:, 1], pairs[:, 0].astype(np.int64)), cell.ravel(), count.astype(float)


def _by_cell(cell: Places, came: Floats, cells: int) -> Floats:
    """How often the claims of each cell came true, one made-up set a row."""
    sets = len(came)
    place = (np.arange(sets)[:, None] * cells + cell).ravel()
    found = np.bincount(place, weights=came.ravel(), minlength=sets * cells).astype(float)
    return found.reshape(sets, cells)


def _heights(count: Floats, happened: Floats, group: Places) -> Floats:
    """The curve of each group in each set, shape (sets, cells)."""
    sets, cells = happened.shape
    stack = (np.arange(sets)[:, None] * (int(group.max(initial=0)) + 1) + group).ravel()
    return curve(np.tile(count, sets), happened.ravel(), stack).reshape(sets, cells)


def _apart(
    said: Floats, count: Floats, happened: Floats, group: Places, weight: Floats, heights: Floats
) -> Floats:
    """Score, miscalibration, discrimination and uncertainty of sets, one a column: shape (4, sets)."""
    width = int(group.max(initial=0)) + 1
    often = np.bincount(group, weights=count, minlength=width)
    base = np.stack([np.bincount(group, weights=row, minlength=width) for row in happened]) / often

    def cost(probability: Floats) -> Floats:
        squares = probability**2 * count - 2 * probability * happened + happened
        total: Floats = (squares * weight).sum(axis=-1)
        return total

    score, recalibrated, constant = cost(said), cost(heights), cost(base[:, group])
    return np.stack([score, score - recalibrated, constant - recalibrated, constant])
