"""Whose faults are found and named, and who is left alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from reports.facets.calibration.findings import Finding, findings_of
from tests.reports import cases, panels
from tracker.findings.examination import examination_of
from tracker.findings.sample import sample_of
from tracker.findings.trials import trials_of
from tracker.marking import marked

NAMES = {"synthetic-vague": "Vague"}


def found_of(forecaster: str) -> tuple[Finding, ...]:
    """What is found of one forecaster of the panel, in a report on nobody else."""
    frame = panels.committed()
    return findings_of(examination_of(frame[frame["forecaster"] == f"synthetic-{forecaster}"]), NAMES)


@pytest.mark.parametrize(
    ("forecaster", "fault"),
    [
        ("overconfident", "overconfident"),
        ("biased-up", "too-high"),
        ("biased-up", "windows-too-soon"),
        ("biased-down", "too-low"),
        ("biased-down", "windows-too-late"),
        ("base-rate", "no-discrimination"),
        ("vague", "vague"),
    ],
)
def test_the_faults_of_the_panel_are_named(forecaster: str, fault: str) -> None:
    """Those that were built into it."""
    assert fault in {finding.fault for finding in found_of(forecaster)}


NAMED = {
    "calibrated": (set(), set()),
    "overconfident": ({"overconfident"}, {"overconfident"}),
    "underconfident": (set(), set()),
    "biased-up": ({"too-high", "windows-too-soon", "intervals-too-high"}, {"too-high", "windows-too-soon"}),
    "biased-down": ({"too-low", "windows-too-late"}, set()),
    "base-rate": ({"no-discrimination"}, {"no-discrimination"}),
    "vague": ({"vague"}, {"vague"}),
    "timely-imprecise": ({"windows-too-late"}, {"windows-too-late"}),
}
"""What the seeds' README says is named: on a forecaster's own page, and on the page of all eight."""


def test_the_readme_of_the_panel_says_which_faults_are_named_on_which_page() -> None:
    """Neither more nor fewer; among all tests of the panel some faults have too large a p-value."""
    together: dict[str, set[str]] = {who: set() for who in NAMED}
    for one in findings_of(examination_of(panels.committed()), {}):
        together[one.forecaster.removeprefix("synthetic-")].add(one.fault)
    found = {who: ({one.fault for one in found_of(who)}, together[who]) for who in NAMED}
    assert found == NAMED
    rows = {
        cells[1].strip().strip("`").removeprefix("synthetic-"): cells[2:4]
        for line in (panels.PANEL / "README.md").read_text(encoding="utf-8").splitlines()
        if len(cells := line.split("|")) == 5
    }
    for who, faults in NAMED.items():
        for cell, named in zip(rows[who], faults, strict=True):
            assert all(fault.replace("-", " ") in cell for fault in named), (who, cell)
            assert named or cell.strip().startswith("nothing"), (who, cell)


def test_a_report_on_the_whole_panel_names_them_too() -> None:
    """Where more is tested a p-value must be smaller, so that fewer faults are named, and none wrongly."""
    found = {
        (one.forecaster.removeprefix("synthetic-"), one.fault)
        for one in findings_of(examination_of(panels.committed()), {})
    }
    assert found >= {
        ("overconfident", "overconfident"),
        ("biased-up", "too-high"),
        ("biased-up", "windows-too-soon"),
        ("base-rate", "no-discrimination"),
        ("vague", "vague"),
    }
    assert "calibrated" not in {forecaster for forecaster, _ in found}


def test_the_calibrated_forecaster_of_the_panel_is_not_accused() -> None:
    """Nor is anything observed of it."""
    assert found_of("calibrated") == ()


@pytest.mark.slow
def test_a_calibrated_forecaster_is_accused_in_at_most_17_of_200_panels() -> None:
    """The 99% bound of a 5% rate; no other forecaster's tests soften the adjustment."""
    accused = sum(bool(examination_of(frame).faults) for frame in panels.drawn_from(range(1, 201)))
    assert accused <= 17


def test_the_drawn_panel_is_what_a_ledger_makes_of_it() -> None:
    """The 200 panels are read without a ledger; of the committed seed both ways give the same tests."""
    frame = panels.committed()
    recorded = frame[frame["forecaster"] == panels.CALIBRATED]
    assert trials_of(sample_of(panels.drawn(panels.script().SEED))) == trials_of(sample_of(recorded))


def test_a_finding_gives_its_figures_and_its_adjusted_p_value() -> None:
    """What was said, what happened, on how many events."""
    (one,) = (one for one in found_of("overconfident") if one.fault == "overconfident")
    assert one.words.startswith("Overconfident: what it called likely (89.3% on average) happened 62.5%")
    assert "(37 events; adjusted p = " in one.words
    assert one.p_value is not None
    assert one.adjusted is not None
    assert one.p_value < one.adjusted < 0.05


def test_the_adjustment_is_over_every_test_of_the_report() -> None:
    """More forecasters, larger p-values."""
    alone = {one.fault: one.adjusted for one in found_of("biased-up")}
    whole = {
        one.fault: one.adjusted
        for one in findings_of(examination_of(panels.committed()), {})
        if "biased-up" in one.forecaster
    }
    assert alone["too-high"] is not None
    assert whole["too-high"] is not None
    assert alone["too-high"] < whole["too-high"]


def test_several_forecasts_on_one_event_are_heard_once() -> None:
    """Bob's tests know no more events than there are."""
    tests = trials_of(sample_of(_marked(cases.panel(30, forecasters=("ann", "bob")))))
    assert {test.events for test in tests} == {30}


def test_repeated_forecasts_on_one_event_do_not_make_a_fault() -> None:
    """One bad miss, said twenty times, is one bad miss."""
    frame = _marked(cases.panel(20))
    frame = frame.assign(cluster="one event", p=0.97, observed=0.0)
    assert trials_of(sample_of(frame)) == ()
    assert findings_of(examination_of(frame), {}) == ()


def test_below_five_events_nothing_is_tested() -> None:
    """Not enough to tell."""
    assert trials_of(sample_of(_marked(cases.panel(4)))) == ()


def test_prospective_and_retrospective_forecasts_are_tested_apart() -> None:
    """Ten of each are not twenty."""
    frame = _marked(cases.panel(20))
    frame = frame.assign(prospective=[place % 2 == 0 for place in range(len(frame))])
    tests = trials_of(sample_of(frame))
    assert {(test.prospective, test.events) for test in tests} == {(True, 10), (False, 10)}


def test_what_was_certain_and_failed_is_overconfidence_whatever_the_luck() -> None:
    """No calibrated forecaster can do that."""
    frame = _marked(cases.panel(30))
    frame.loc[frame.index[0], ["p", "observed"]] = [1.0, 0.0]
    (one,) = (one for one in findings_of(examination_of(frame), {}) if one.fault == "overconfident")
    assert one.p_value == 0
    assert one.words.startswith("Overconfident: said 0% or 100% once and was wrong once (30 events;")


@pytest.mark.parametrize(
    ("happened", "fault"),
    [((4, 4), "not-shown-to-discriminate"), ((7, 1), None), ((1, 7), "no-discrimination")],
)
def test_no_discrimination_is_named_only_where_it_is_shown(
    happened: tuple[int, int], fault: str | None
) -> None:
    """Of forty likely and of forty unlikely things, so many in eight happened."""
    frame = _marked(cases.panel(80))
    likely, unlikely = (np.arange(40) % 8 < count for count in happened)
    frame = frame.assign(p=[0.9] * 40 + [0.1] * 40, observed=np.concatenate([likely, unlikely]).astype(float))
    found = {one.fault for one in findings_of(examination_of(frame), {}) if one.p_value is None}
    assert found == ({fault} if fault else set())


def test_a_vague_forecaster_is_told_by_statements() -> None:
    """Neither prospective nor retrospective, and no accusation."""
    (one,) = found_of("vague")
    assert (one.name, one.prospective, one.p_value, one.adjusted) == ("Vague", None, None, None)
    assert one.words.startswith("Vague: 79 of 93 statements (84.9%) could not be scored")


def _marked(frame: pd.DataFrame) -> pd.DataFrame:
    return marked(frame, on=cases.YEAR_END)
