"""Warnings of a table's rows, by event and by group."""

from __future__ import annotations

from pathlib import Path

import pytest

from forecasts.errors import ImpossibleThreshold, NoWarnings
from tests.tracker.verification.tables import csv
from tests.tracker.verification.test_quantiles import table as of_quantiles
from tracker.discrimination.warning_table import WarningTable
from tracker.ties import Ties
from tracker.verification import verify
from tracker.verification import warned as module
from tracker.verification.figures import ChanceFigures
from tracker.verification.result import Figures, shown

ROWS = "".join(
    f"{p},{y},e{day},{'ann' if day % 2 else 'bob'}\n"
    for day, (p, y) in enumerate(
        [(0.9, 1), (0.8, 1), (0.7, 0), (0.3, 1), (0.2, 0), (0.2, 0), (0.1, 0), (0.6, 1)]
    )
)
HEADER = "probability,outcome,event,forecaster"


def warnings(figures: Figures) -> WarningTable | None:
    """The table of warnings among figures of chances."""
    assert isinstance(figures, ChanceFigures)
    return figures.warning_table


def test_warnings_are_counted_for_the_whole_and_for_each_group(tmp_path: Path) -> None:
    """By hand: 3 hits, 1 miss, 1 false alarm, 3 quiet; the groups add up to it."""
    found = verify(csv(tmp_path, ROWS, header=HEADER), seed=1, threshold=0.6, by=("forecaster",))
    whole = warnings(found.figures)
    assert whole is not None
    assert (whole.hits, whole.misses, whole.false_alarms, whole.correct_negatives) == (3, 1, 1, 3)
    assert (whole.events, whole.threshold) == (8, 0.6)
    parts = [part for figures in found.groups.values() if (part := warnings(figures)) is not None]
    assert len(parts) == 2
    assert sum(part.hits for part in parts) == 3
    assert sum(part.correct_negatives for part in parts) == 3
    assert found.as_json()["warning_table"]["hit_rate"]["share"] == 0.75


def test_no_threshold_no_warnings(tmp_path: Path) -> None:
    """The key is there and null, without a reason, for nobody asked."""
    data = verify(csv(tmp_path, ROWS, header=HEADER), seed=1).as_json()
    assert data["warning_table"] is None
    assert "warning_table" not in data["reasons"]


def test_few_events_show_the_counts_alone(tmp_path: Path) -> None:
    """The group of four events has no hit rate on the page; the library still gives it."""
    found = verify(csv(tmp_path, ROWS, header=HEADER), seed=1, threshold=0.6, by=("forecaster",))
    before, after = warnings(found.groups["ann"]), warnings(shown(found).groups["ann"])
    assert before is not None
    assert before.hit_rate is not None
    assert after is not None
    assert (after.hits, after.hit_rate) == (before.hits, None)


def test_rows_that_share_an_event_are_no_more_trials_than_it(tmp_path: Path) -> None:
    """Ten times the same rows on the same events leave the interval where it was; other events narrow it."""
    one = warnings(verify(csv(tmp_path, ROWS, header=HEADER), seed=1, threshold=0.6).figures)
    ten = warnings(verify(csv(tmp_path, ROWS * 10, header=HEADER), seed=1, threshold=0.6).figures)
    apart = "".join(ROWS.replace(",e", f",{time}e") for time in range(10))
    new = warnings(verify(csv(tmp_path, apart, header=HEADER), seed=1, threshold=0.6).figures)
    assert one is not None
    assert ten is not None
    assert new is not None
    assert one.hit_rate is not None
    assert ten.hit_rate is not None
    assert new.hit_rate is not None
    assert ten.hits == new.hits == 30
    assert ten.hit_rate.low <= one.hit_rate.low < new.hit_rate.low
    assert ten.events == 8


def test_grades_and_too_many_pairs_have_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither is a table of yes and no that can be counted."""
    table = csv(tmp_path, ROWS + "0.8,0.5,e9,ann\n", header=HEADER)
    graded = verify(table, seed=1, threshold=0.6, ties=Ties.REFUSE)
    assert warnings(graded.figures) is None
    assert "some are graded" in graded.as_json()["reasons"]["warning_table"]
    dropped, halved = (
        warnings(verify(table, seed=1, threshold=0.6, ties=how).figures) for how in (Ties.DROP, Ties.HALF)
    )
    assert dropped is not None
    assert halved is not None
    assert (dropped.hits, dropped.false_alarms, dropped.events) == (3, 1, 8)
    assert (halved.hits, halved.false_alarms, halved.events) == (3.5, 1.5, 9)
    monkeypatch.setattr("tracker.verification.reduction.MOST_PAIRS", 3)
    many = verify(csv(tmp_path, ROWS * 2, header=HEADER), seed=1, threshold=0.6)
    assert many.as_json()["reasons"]["warning_table"] == module._TOO_MANY


def test_what_makes_no_warning_is_refused(tmp_path: Path) -> None:
    """A threshold of 0, and quantiles."""
    with pytest.raises(ImpossibleThreshold, match="not 0: write it as"):
        verify(csv(tmp_path, ROWS, header=HEADER), seed=1, threshold=0.0)
    with pytest.raises(NoWarnings, match=r"t.csv holds quantiles.*leave out --threshold"):
        verify(of_quantiles(tmp_path), seed=1, threshold=0.5)
