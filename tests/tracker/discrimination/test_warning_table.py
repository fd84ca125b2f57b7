"""Warnings at a threshold, against published tables, the package `scores`, and hand counts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr
from scipy.stats import beta
from scores.categorical import BasicContingencyManager

from forecasts.errors import GradedOutcomes, ImpossibleThreshold
from tests.tracker.published import golden
from tracker.certainty.clustered_share import clustered_share
from tracker.discrimination.warning_table import WarningTable, warning_table
from tracker.tally import Tally

FINLEY = (28, 23, 72, 2680)
RAIN = (82, 23, 38, 222)


def of_counts(hits: int, misses: int, false_alarms: int, correct_negatives: int) -> WarningTable:
    """The table of so many warnings of each kind."""
    tally = Tally.from_counts([0.8, 0.3], [hits + false_alarms, misses + correct_negatives], [hits, misses])
    return warning_table(tally, 0.5)


def test_finley_s_tornadoes_of_1884_have_their_published_figures() -> None:
    """Hit rate .549, false alarm ratio .720, bias 1.96, CSI .228, Heidke .355, equitable .216, Peirce .523.

    Wilks (2019), example 9.1.
    """
    found = of_counts(*FINLEY)
    assert (found.hits, found.misses, found.false_alarms, found.correct_negatives) == FINLEY
    assert found.hit_rate is not None
    assert found.false_alarm_rate is not None
    assert found.false_alarm_ratio is not None
    assert round(found.hit_rate.share, 3) == 0.549
    assert round(found.false_alarm_rate.share, 4) == 0.0262
    assert round(found.false_alarm_ratio.share, 3) == 0.720
    assert found.frequency_bias == pytest.approx(1.96, abs=0.005)
    assert found.critical_success_index == pytest.approx(0.228, abs=5e-4)
    assert found.heidke == pytest.approx(0.355, abs=5e-4)
    assert found.equitable_threat == pytest.approx(0.216, abs=5e-4)
    assert found.peirce == pytest.approx(0.523, abs=5e-4)


@pytest.mark.parametrize("row", golden("met_contingency_statistics"), ids=lambda row: str(row["note"]))
def test_a_table_has_the_figures_that_meteorologists_programs_print(row: dict[str, Any]) -> None:
    """MET's own output, digit by digit, of a field that was worse than chance; and Finley's."""
    given = row["inputs"]
    found = of_counts(given["hits"], given["misses"], given["false_alarms"], given["correct_negatives"])
    for name, expected in row["expected"].items():
        value = getattr(found, name)
        share = getattr(value, "share", value)
        assert share == pytest.approx(expected, rel=row["tolerance"]), name


@pytest.mark.parametrize("counts", [FINLEY, RAIN, (3, 1, 1, 2), (0, 4, 5, 9)])
def test_every_ratio_is_that_of_scores(counts: tuple[int, int, int, int]) -> None:
    """The categorical scores of the Australian Bureau of Meteorology's package, to the last digit but two."""
    names = ("tp_count", "fn_count", "fp_count", "tn_count", "total_count")
    theirs = BasicContingencyManager(
        {name: xr.DataArray(float(count)) for name, count in zip(names, (*counts, sum(counts)), strict=True)}
    )
    ours = of_counts(*counts)
    for mine, name in (
        (ours.hit_rate, "hit_rate"),
        (ours.false_alarm_rate, "false_alarm_rate"),
        (ours.false_alarm_ratio, "false_alarm_ratio"),
    ):
        assert mine is not None
        assert mine.share == pytest.approx(float(getattr(theirs, name)())), name
    assert ours.frequency_bias == pytest.approx(float(theirs.frequency_bias()))
    assert ours.critical_success_index == pytest.approx(float(theirs.critical_success_index()))
    assert ours.heidke == pytest.approx(float(theirs.heidke_skill_score()))
    assert ours.equitable_threat == pytest.approx(float(theirs.equitable_threat_score()))
    assert ours.peirce == pytest.approx(float(theirs.peirce_skill_score()))


def test_value_is_richardson_s_and_highest_for_whom_cost_over_loss_is_the_base_rate() -> None:
    """Computed from hit rate H, false alarm rate F and base rate s, and for a user who pays day by day."""
    hits, misses, alarms, quiet = 30, 10, 20, 40
    found = of_counts(hits, misses, alarms, quiet)
    h, f, s = 0.75, 1 / 3, 0.4
    assert [one.ratio for one in found.economic_value] == pytest.approx(list(np.arange(1, 20) / 20))
    for one in found.economic_value:
        q = one.ratio
        richardson = (min(q, s) - f * q * (1 - s) + h * s * (1 - q) - s) / (min(q, s) - s * q)
        assert one.value == pytest.approx(richardson)
        days = [(q, 1)] * hits + [(q, 0)] * alarms + [(1, 1)] * misses + [(0, 0)] * quiet
        spent, always, never = (sum(cost for cost, _ in days), 100 * q, 40)
        assert one.value == pytest.approx((min(always, never) - spent) / (min(always, never) - 40 * q))
    best = max(found.economic_value, key=lambda one: one.value)
    assert best.ratio == pytest.approx(s)
    assert best.value == pytest.approx(h - f)
    assert found.peirce == pytest.approx(best.value)


def test_a_probability_on_the_threshold_is_a_warning() -> None:
    """Also where one of the two comes of a sum."""
    assert warning_table(Tally.of([0.3], [1]), 0.1 + 0.2).hits == 1
    assert warning_table(Tally.of([0.1 + 0.2], [1]), 0.3).hits == 1
    assert warning_table(Tally.of([0.2999], [1]), 0.3).hits == 0
    assert warning_table(Tally.of([1 / 3], [1]), 1 / 3).hits == 1


def test_what_has_no_denominator_is_none() -> None:
    """No warning at all; nothing happened; no forecasts."""
    silent = of_counts(0, 3, 0, 5)
    assert silent.false_alarm_ratio is None
    assert silent.frequency_bias == 0
    assert silent.heidke == 0
    calm = of_counts(0, 0, 2, 5)
    assert (calm.hit_rate, calm.peirce, calm.frequency_bias, calm.economic_value) == (None, None, None, ())
    empty = warning_table(Tally.of([], []), 0.5)
    assert (empty.hits, empty.heidke, empty.equitable_threat) == (0, None, None)


def test_intervals_are_of_events_and_not_of_rows() -> None:
    """A hundred rows of four events are four trials; rows without events are Clopper and Pearson's."""
    said = np.repeat([0.9, 0.9, 0.2, 0.9], 25)
    tally = Tally.of(said, np.ones(100), cluster=np.repeat(["a", "b", "c", "d"], 25))
    rate = warning_table(tally, 0.5).hit_rate
    by_hand = clustered_share([25, 25, 0, 25], [25, 25, 25, 25])
    assert rate is not None
    assert by_hand.low is not None
    assert by_hand.high is not None
    assert (rate.share, rate.low, rate.high) == pytest.approx((0.75, by_hand.low, by_hand.high))
    plain = of_counts(*RAIN).hit_rate
    assert plain is not None
    assert plain.low == pytest.approx(beta.ppf(0.025, 82, 24))
    assert plain.high == pytest.approx(beta.ppf(0.975, 83, 23))


def test_too_few_events_leave_only_the_counts() -> None:
    """Nothing made of them stays."""
    found = of_counts(3, 1, 1, 2).only_counted()
    assert found.hits == 3
    assert (found.hit_rate, found.heidke, found.economic_value) == (None, None, ())
    assert found.table["not warned"].tolist() == [1, 2]


def test_grades_and_impossible_thresholds_are_refused() -> None:
    """A tie is neither hit nor miss."""
    with pytest.raises(GradedOutcomes):
        warning_table(Tally.of([0.5], [0.5]), 0.5)
    for threshold in (0.0, 1.1, float("nan")):
        with pytest.raises(ImpossibleThreshold, match="above 0 and up to 1"):
            warning_table(Tally.of([0.5], [1]), threshold)
