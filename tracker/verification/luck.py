"""What calibrated forecasters with the probabilities of a table would show by luck."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from forecasts.errors import FractionalWeights, GradedOutcomes
from tracker.calibration.decomposition import LuckyParts, decomposition_by_luck
from tracker.calibration.expectation import Expectation, expected_against_observed, p_value_of_weights
from tracker.calibration.isotonic import sets_for
from tracker.calibration.luck import brier_by_luck
from tracker.calibration.reliability import Point, Reliability, reliability
from tracker.tally import Tally
from tracker.verification.keys import UNNAMED
from tracker.verification.reduction import MOST_PAIRS, Reduced

_PARTS = ("mcb_null_mean", "mcb_null_high", "dsc_null_mean", "dsc_null_high")
_RANGE = ("expected_low", "expected_high")
_P_VALUE = "p_expected_observed"
_TOO_MANY = f"The forecasts share events, and are too many to draw together: above {MOST_PAIRS:,}."

Result = TypeVar("Result")


@dataclass(frozen=True, kw_only=True, slots=True)
class Luck:
    """What luck gives, None where `reasons` says why, by the figure's name.

    `parts` are those of the score, `counts` how many were expected to happen, `p_value` the chance that as
    many did, and `curve` the reliability curve with its band.
    """

    parts: LuckyParts | None
    counts: Expectation | None
    p_value: float | None
    curve: tuple[Point, ...]
    reasons: dict[str, str]


def luck_of(reduced: Reduced, *, seed: int) -> Luck:
    """What luck gives for reduced rows: forecasts on one event share it."""
    drawn, reasons = _drawn(reduced), dict[str, str]()

    def tried(found: Callable[[], Result], *keys: str) -> Result | None:
        """A result, or None with the reason for it under each of the keys."""
        try:
            return found()
        except (GradedOutcomes, FractionalWeights) as refusal:
            reasons.update(dict.fromkeys(keys, str(refusal)))
            return None

    if isinstance(drawn, str):
        reasons.update(dict.fromkeys((*_PARTS, *_RANGE, _P_VALUE), drawn))
        return Luck(parts=None, counts=None, p_value=None, curve=(), reasons=reasons)
    if not drawn.whole and not drawn.independent:
        sets = sets_for(len(drawn.said))
        parts = tried(lambda: decomposition_by_luck(drawn, seed=seed, replicates=sets), *_PARTS)
        p_value = tried(lambda: p_value_of_weights(drawn, seed=seed), _P_VALUE)
        reasons.update(dict.fromkeys(_RANGE, str(FractionalWeights("A range of counts"))))
        return Luck(parts=parts, counts=None, p_value=p_value, curve=(), reasons=reasons)
    found = tried(lambda: reliability(drawn, seed=seed), *_PARTS)
    counts = tried(lambda: expected_against_observed(drawn), *_RANGE, _P_VALUE)
    return Luck(
        parts=_parts(found) if found else None,
        counts=counts,
        p_value=counts.p_value if counts else None,
        curve=found.points if found else (),
        reasons=reasons,
    )


def scores_by_luck(reduced: Reduced, *, seed: int) -> tuple[float, float] | None:
    """Between which mean Brier scores calibrated forecasters come out; None where nothing can be drawn."""
    drawn = _drawn(reduced)
    if isinstance(drawn, str) or drawn.graded or not (drawn.whole or drawn.cluster is not None):
        return None
    return brier_by_luck(drawn, seed=seed)


def _parts(found: Reliability) -> LuckyParts:
    return LuckyParts(
        loss="brier",
        miscalibration_mean=found.by_luck,
        miscalibration_high=found.by_luck_high,
        discrimination_mean=found.discrimination_by_luck,
        discrimination_high=found.discrimination_by_luck_high,
        replicates=found.replicates,
        seed=found.seed,
        rounded=found.places is not None,
    )


def _drawn(reduced: Reduced) -> Tally | str:
    """The forecasts to be made up by luck, with their events where these share it; or why they cannot be."""
    if reduced.independent or reduced.events is None:
        return reduced.tally
    unnamed = float(reduced.events.count[reduced.events.key == UNNAMED].sum())
    if unnamed > 1:
        return f"{unnamed:,.0f} forecasts do not name their event, so which of them share one is not known."
    return _TOO_MANY if reduced.shared is None else reduced.shared
