"""Platform scores of panels of six, who answered most of the questions.

What a question adds if it comes and if it does not hangs on what was said alone, so that a panel serves for
many sets of outcomes, whose intervals are made at once.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from tests.simulations.cells import Cell, Rng
from tests.simulations.regimes import CALIBRATION, REGIMES, Floats, truth
from tracker.platforms import good_judgment, metaculus
from tracker.platforms.contributions import intervals_over_events
from tracker.platforms.forecastbench import Design
from tracker.platforms.open_questions import OpenQuestion

_PANEL = 6
_ANSWERED = 0.8
_OUTCOMES = 10
TOGETHER = {"calibrated, alone": 1, "overconfident, alone": 1, "calibrated, by fours": 4}


def platform_scores() -> Iterator[Cell]:
    """How often the intervals of a panel hold its expected scores, by the measure that holds them least."""
    for regime in REGIMES:
        for panel, together in TOGETHER.items():
            for questions in (5, 20, 100):

                def share(
                    rng: Rng,
                    sets: int,
                    regime: str = regime,
                    panel: str = panel,
                    together: int = together,
                    questions: int = questions,
                ) -> float:
                    slope = CALIBRATION[panel.split(",")[0]]
                    panels = max(sets // _OUTCOMES, 1)
                    held = [
                        _held(rng, regime, slope, together, questions, sets // panels) for _ in range(panels)
                    ]
                    return float(np.nanmin(np.nanmean(held, axis=(0, 2))))

                yield Cell(row=f"{regime}; {panel}", column=f"{questions}", share=share)


def _held(rng: Rng, regime: str, slope: float, together: int, questions: int, sets: int) -> Floats:
    """Whether each interval holds, measures by sets and forecasters; NaN where none is shown."""
    middle = np.clip(REGIMES[regime](rng, (1, questions))[0], 1e-3, 1 - 1e-3)
    said = np.clip(expit(logit(middle) + 0.4 * rng.standard_normal((_PANEL, questions))), 0.001, 0.999)
    likely, event = truth(middle, slope), np.arange(questions) // together
    came = (rng.random((sets, int(event[-1]) + 1))[:, event] < likely)[:, None]
    answered = rng.random(said.shape) < _ANSWERED
    answered[:2] = True
    answered[:, 0] |= ~answered.any(axis=1)
    found = []
    for parts, weight, up in _parts(said, answered):
        parts = parts / weight[:, None]
        expected = np.tile((parts[0] * (1 - likely) + parts[1] * likely).sum(axis=1), sets)
        ends = intervals_over_events(
            np.where(came, parts[1], parts[0]).reshape(-1, questions),
            np.tile(parts.min(axis=0), (sets, 1)),
            np.tile(parts.max(axis=0), (sets, 1)),
            event,
            weight=1.0,
            higher_is_better=up,
        )
        low, high = np.array([one[:2] if isinstance(one, tuple) else (np.nan, np.nan) for one in ends]).T
        inside = (low - 1e-9 <= expected) & (expected <= high + 1e-9)
        found.append(np.where(np.isnan(low), np.nan, inside))
    return np.array(found)


def _parts(said: Floats, answered: NDArray[np.bool_]) -> Iterator[tuple[Floats, Floats, bool]]:
    """What each question adds if no and if yes, shape (2, F, Q); the weights; whether higher is better."""
    many = said.shape[1]
    each = answered.sum(axis=1).astype(float)
    asked = [_question(said[:, q], answered[:, q]) for q in range(many)]
    found = [metaculus.scores_by_answer(one) for one in asked]
    for scores in ([baseline for baseline, _, _ in found], [peer for _, peer, _ in found]):
        yield np.stack([one[:, 0] for one in scores], axis=1).transpose(2, 0, 1), each, True
    daily = [good_judgment.scores_by_answer(one) for one in asked]
    yield np.stack([one[1] for one in daily], axis=1).transpose(2, 0, 1), each, False
    design = Design(answered=answered.astype(float), member=np.ones(_PANEL))
    yield (
        np.stack([design.adjusted(answered * (said - y) ** 2).parts for y in (0, 1)]),
        np.ones(_PANEL),
        False,
    )


def _question(said: Floats, answered: NDArray[np.bool_]) -> OpenQuestion:
    return OpenQuestion(
        question="q",
        cluster="q",
        prospective=True,
        ordered=False,
        forecasters=tuple("abcdef"),
        peers=np.ones(_PANEL, bool),
        days=np.ones(1),
        in_force=answered[:, None],
        said=np.stack([1 - said, said], axis=-1)[:, None, :] * answered[:, None, None],
        answer=0,
        scheduled=1.0,
    )
