"""Whether options of choices came true as often as was said: the one thought likeliest, and all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.facets.calibration.chances import sure_of_chances
from tracker.calibration.choices import ChoiceCalibration, Top, choice_calibration, top_of
from tracker.calibration.options import Choices
from tracker.certainty.wording import Tier, told_by

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, kw_only=True, slots=True)
class OptionsHeld:
    """Forecasts with a share for each of several options, in an order or in none, beside what came of them.

    `top` is None below five events, `found` (the curve of all options, and the parts of the mean score) below
    twenty.
    """

    ordered: bool
    forecasts: int
    events: int
    tier: Tier
    words: str
    top: Top | None
    found: ChoiceCalibration | None


def options_held(counted: DataFrame, *, seed: int) -> tuple[OptionsHeld, ...]:
    """What counted forecasts held of choices, then of ordered choices; neither where there are none.

    Parameters
    ----------
    counted
        The forecasts that count, of any kind.
    seed
        Of made-up answers.
    """
    stated = counted[(counted["belief"] == "shares").to_numpy(dtype=bool)]
    has_order = (stated["question_kind"] == "ordered").to_numpy(dtype=bool)
    kinds = ((False, stated[~has_order]), (True, stated[has_order]))
    return tuple(_held(part, ordered=ordered, seed=seed) for ordered, part in kinds if len(part))


def _held(stated: DataFrame, *, ordered: bool, seed: int) -> OptionsHeld:
    choices = choices_among(stated)
    told = told_by(choices.events)
    return OptionsHeld(
        ordered=ordered,
        forecasts=choices.forecasts,
        events=choices.events,
        tier=told.tier,
        words=sure_of_chances(stated["cluster"]),
        top=top_of(choices) if told.shows_mean else None,
        found=choice_calibration(choices, ordered=ordered, seed=seed) if told.shows_curve else None,
    )


def choices_among(stated: DataFrame) -> Choices:
    """The choices of judged forecasts that are shares, each option's in its question's order."""
    shares, answers = [], []
    columns = ("options", "shares", "question_options", "answer_option")
    for options, said, offered, answer in zip(*(stated[name] for name in columns), strict=True):
        by_option = dict(zip(options, said, strict=True))
        shares.append([by_option.get(option, 0.0) for option in offered])
        answers.append(list(offered).index(answer))
    return Choices.of(shares, answers, stated["cluster"].astype(str).tolist())
