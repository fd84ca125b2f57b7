"""Skill against references that hang on the question: the rates of its classes, and a constant hazard."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tests.simulations.cells import Cell, Rng
from tests.simulations.regimes import EVENTS, REGIMES, Floats, truth
from tracker.comparison.reference_scores import constant_hazard_scores
from tracker.comparison.skill_by_outcomes import skill_over_events
from tracker.scoring import timeline_brier

_HORIZON = 183.0
_DAYS = np.append(np.arange(0, _HORIZON + 1, 3), np.inf)
_SLACK = 1e-9


def skill_against_references() -> Iterator[Cell]:
    """Chances against rates, and windows against 50% by the horizon."""
    for slope, told in ((1.0, "calibrated"), (0.6, "overconfident")):
        for events in EVENTS:

            def of_chances(rng: Rng, sets: int, slope: float = slope, events: int = events) -> float:
                return held_of_chances(rng, sets, events, slope=slope)

            yield Cell(row=f"chances; {told}", column=f"{events}", share=of_chances)
    for late in (0.0, 30.0):
        for events in EVENTS:

            def of_windows(rng: Rng, sets: int, late: float = late, events: int = events) -> float:
                return held_of_windows(rng, sets, events, late=late)

            yield Cell(row=f"windows; {late:.0f} days too early", column=f"{events}", share=of_windows)


def held_of_chances(rng: Rng, sets: int, events: int, *, slope: float) -> float:
    """How often the expected skill lies in the interval: said by tenths, on classes of known rates."""
    held = 0
    for _ in range(sets):
        said, rates = REGIMES["tenths"](rng, (1, events))[0], rng.choice([0.05, 0.2, 0.5], events)
        likely = truth(said, slope)
        came = (rng.random(events) < likely).astype(int)
        own, theirs = (np.column_stack([p**2, (1 - p) ** 2]) for p in (said, rates))
        chance = np.column_stack([1 - likely, likely])
        held += _holds(own, theirs, chance, came, own, theirs)
    return held / sets


def held_of_windows(rng: Rng, sets: int, events: int, *, late: float) -> float:
    """The like of windows of half a year's horizon, whose events come so many days later than they say."""
    held = 0
    for _ in range(sets):
        middle = rng.uniform(20, 120, events)
        knots = np.column_stack(
            [np.zeros(events), middle / 2, middle, middle * 1.5, np.full(events, _HORIZON)]
        )
        heights = np.tile([0.0, 0.1, 0.5, 0.9, 0.95], (events, 1))
        own, theirs = _scored(knots, heights, _DAYS)
        coarse = np.append(np.linspace(0, _HORIZON, 33), np.inf)
        possible, possible_reference = _scored(knots, heights, coarse)
        chance = _chances(knots + np.append(0.0, np.full(4, late)), heights)
        came = (rng.random((events, 1)) > chance.cumsum(axis=1)).sum(axis=1).clip(max=len(_DAYS) - 1)
        held += _holds(own, theirs, chance, came, possible, possible_reference)
    return held / sets


def _scored(knots: Floats, heights: Floats, days: Floats) -> tuple[Floats, Floats]:
    many, y = len(knots), np.tile(days, len(knots))
    stated, by = (np.repeat(x, len(days), axis=0) for x in (knots, heights))
    own = timeline_brier(stated, by, y, _HORIZON)
    theirs = constant_hazard_scores(y, np.full(len(y), _HORIZON))
    return np.asarray(own).reshape(many, -1), theirs.reshape(many, -1)


def _chances(knots: Floats, heights: Floats) -> Floats:
    """How likely each day is, and never."""
    by = np.array([np.interp(_DAYS[:-1], x, f) for x, f in zip(knots, heights, strict=True)])
    return np.column_stack([by[:, 0], np.diff(by, axis=1), 1 - by[:, -1]])


def _holds(
    own: Floats,
    theirs: Floats,
    chance: Floats,
    came: Floats,
    possible: Floats,
    possible_reference: Floats,
) -> bool:
    skill = 1 - float((chance * own).sum() / (chance * theirs).sum())
    rows = np.arange(len(own))
    low, high = skill_over_events(
        own[rows, came],
        theirs[rows, came],
        rows.tolist(),
        possible=possible,
        possible_reference=possible_reference,
    )
    return (low is None or low <= skill + _SLACK) and (high is None or skill <= high + _SLACK)
