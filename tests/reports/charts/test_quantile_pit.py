"""The chart of values among quantiles by the data it drew, and the pages that hold it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from reports.charts import quantile_pit
from tests.hubs import hub_files, made_up
from tests.shell import Shell
from tracker.calibration.quantile_pit import quantile_pit as pit_of

ON = ("--on", "2021-12-31")


def test_bars_are_multiples_of_what_was_said_within_the_band() -> None:
    """Twelve values, six of them above the last quartile: twice as many as there should be."""
    ax = Figure().add_subplot()
    truths = [-1.0] * 2 + [0.5] * 2 + [1.5] * 2 + [9.0] * 6
    found = pit_of([[0.0, 1.0, 2.0]] * 12, [0.25, 0.5, 0.75], truths, range(12), seed=1)
    quantile_pit.chart(found, ax)
    assert [bar.get_height() for bar in ax.patches] == pytest.approx([2 / 3, 2 / 3, 2 / 3, 2])  # type: ignore[attr-defined]
    (band,) = (one for one in ax.collections if one.get_gid() == "band")
    top = np.asarray(band.get_paths()[0].vertices)[:, 1].max()
    assert top == pytest.approx(max(found.high) / 0.25)
    assert "75% and 100% lay 50% of the values, where 25% should" in quantile_pit.words(found)


def test_few_days_have_bars_and_no_band() -> None:
    """And the words say so."""
    ax = Figure().add_subplot()
    found = pit_of([[0.0]] * 4, [0.5], [1.0] * 4, [1, 1, 2, 2], seed=1)
    quantile_pit.chart(found, ax)
    assert not ax.collections
    assert "too few days" in quantile_pit.words(found)


def test_calibration_and_scorecard_of_a_model_hold_its_quantities(ledger: Shell, tmp_path: Path) -> None:
    """A histogram for each target, and the table of interval scores by horizon; both by name."""
    ledger("import", *hub_files(tmp_path, made_up(weeks=12)))
    found = ledger.json("calibration", "hubverse-wide-model", *ON)["agreements"][0]["pits"]
    assert [(one["target"], one["forecaster"]) for one in found] == [("admissions", "hubverse-wide-model")]
    assert found[0]["pit"]["clusters"] == 12
    assert found[0]["pit"]["p_value"] < 0.05
    assert found[0]["pit"]["edges"] == [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]
    page = " ".join(ledger("calibration", "hubverse-wide-model", *ON).split())
    assert "admissions, wide-model: 48 forecasts about 12 days" in page
    card = ledger.json("scorecard", "hubverse-wide-model", *ON)["standings"][0]["quantities"]
    assert {(one["soonest"], one["forecasts"]) for one in card[0]["scores"]} == {
        (None, 48),
        (7, 24),
        (14, 24),
    }
    assert "admissions: 48 forecasts of quantiles" in ledger("scorecard", "hubverse-wide-model", *ON)
    picture = tmp_path / "pit.svg"
    ledger("chart", "quantile-pit", "hubverse-wide-model", *ON, "--out", str(picture))
    assert picture.read_text(encoding="utf-8").startswith("<svg")


def test_few_days_and_other_beliefs_have_no_histogram(ledger: Shell, tmp_path: Path) -> None:
    """Four days are too few."""
    ledger("import", *hub_files(tmp_path, made_up(weeks=4)))
    assert ledger.json("calibration", *ON)["agreements"][0]["pits"] == []
