"""Who is nearer on common tasks: relative skill, and comparison within tasks, whose days share their luck."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np

from tests.simulations.cells import LEVEL, Cell, Rng
from tests.simulations.regimes import Floats
from tracker.comparison.relative_skill import relative_skill
from tracker.comparison.within_tasks import within_tasks

DAYS = (6, 10, 20, 50)
_TASKS = 3
_OFF = np.array([0.7, 1.0, 1.3])
"""How many times as far off as the task is hard each forecaster is on average."""
WAVES = {"days alike": 0.3, "days differ": 0.8, "a rising wave": 1.5}
"""The standard deviation of the logarithm of how hard a day is."""


def _scores(rng: Rng, days: int, wave: float, off: Floats, luck: str) -> Floats:
    """A row a task, a column a forecaster, three tasks a day; mean 1 but for the day and the forecaster."""
    hard = np.repeat(np.exp(wave * rng.standard_normal(days)), _TASKS)[:, None]
    each = (days * _TASKS, len(off))
    own = rng.gamma(1.5, 1 / 1.5, each)
    if luck == "days share luck":
        own = np.repeat(rng.gamma(1.5, 1 / 1.5, (days, len(off))), _TASKS, axis=0)
    found: Floats = hard * own * off
    return found


def relative_skills() -> Iterator[Cell]:
    """The interval of each of three, one task in five of each left out by chance."""
    for wave, spread in WAVES.items():
        for luck in ("tasks have their own", "days share luck"):
            for days in DAYS:

                def share(
                    rng: Rng, sets: int, spread: float = spread, luck: str = luck, days: int = days
                ) -> float:
                    held = shown = 0
                    true = _OFF / np.exp(np.log(_OFF).mean())
                    for _ in range(sets):
                        scores = _scores(rng, days, spread, _OFF, luck)
                        scores[rng.random(scores.shape) < 0.2] = np.nan
                        skills, _ = relative_skill(scores, np.repeat(np.arange(days), _TASKS))
                        for one, value in zip(skills, true, strict=True):
                            if one.low is not None and one.high is not None:
                                shown += 1
                                held += one.low <= value <= one.high
                    return held / shown if shown >= sets * len(_OFF) / 5 else np.nan

                yield Cell(row=f"{wave}; {luck}", column=f"{days} days", share=share)


def alike_within_tasks() -> Iterator[Cell]:
    """How often one of two is nearer by p, whose scores come from one distribution."""
    for luck in ("tasks have their own", "days share luck"):
        for days in DAYS:

            def share(rng: Rng, sets: int, luck: str = luck, days: int = days) -> float:
                fired = 0
                for _ in range(sets):
                    first, second = _scores(rng, days, 1.5, np.ones(2), luck).T
                    found = within_tasks(first, second, np.repeat(np.arange(days), _TASKS))
                    fired += found.p_value is not None and found.p_value <= 1 - LEVEL
                return fired / sets

            yield Cell(row=luck, column=f"{days} days", share=share)


def apart_within_tasks() -> Iterator[Cell]:
    """The interval of the mean difference over the sum, where the first is nearer."""
    for off in (0.7, 0.4):
        for luck in ("tasks have their own", "days share luck"):
            for days in DAYS:

                def share(rng: Rng, sets: int, off: float = off, luck: str = luck, days: int = days) -> float:
                    held = shown = 0
                    true = _mean_within(off)
                    for _ in range(sets):
                        first, second = _scores(rng, days, 1.5, np.array([off, 1.0]), luck).T
                        found = within_tasks(first, second, np.repeat(np.arange(days), _TASKS))
                        if found.low is not None and found.high is not None:
                            shown += 1
                            held += found.low <= true <= found.high
                    return held / shown if shown >= sets / 5 else np.nan

                yield Cell(row=f"{off} times as far off; {luck}", column=f"{days} days", share=share)


@cache
def _mean_within(off: float) -> float:
    """The mean of the difference over the sum, of a million tasks."""
    first, second = np.random.default_rng(1).gamma(1.5, 1 / 1.5, (2, 1_000_000))
    return float(((off * first - second) / (off * first + second)).mean())
