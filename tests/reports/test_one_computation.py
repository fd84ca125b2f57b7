"""The same forecasts through a ledger and through a table: one computation, one answer."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.calibrations import Agreement
from reports.facets.record.means import SEED
from tests.reports import cases
from tests.shell import Shell
from tests.tracker import frames
from tracker.verification import verify
from tracker.verification.figures import ChanceFigures

ON = date(2026, 1, 15)
Row = tuple[float, int, str]


def made(events: int, each: int, *, mixed: bool, seed: int) -> list[Row]:
    """Forecasts on so many events, several each, whose outcomes agree or do not."""
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(events):
        came = rng.random()
        for _ in range(each):
            said = int(rng.integers(1, 20)) / 20
            rows.append((said, int((rng.random() if mixed else came) < 0.5), f"event-{number}"))
    return rows


def through_a_ledger(rows: list[Row]) -> Agreement:
    """The calibration of rows that a ledger holds, a question for each."""
    asked, said, came = [], [], []
    for place, (p, happened, event) in enumerate(rows, start=1):
        slug = f"question-{place}"
        asked.append(frames.question(slug=slug, cluster=event))
        said.append(frames.forecast(question=slug, p=p, low=p, high=p, entry=place, handle=f"{place}.1"))
        day = cases.NEAR - timedelta(days=5)
        came.append(
            frames.happened(day, question=slug, handle=f"20.{place}")
            if happened
            else frames.not_through(cases.NEAR, question=slug, handle=f"20.{place}")
        )
    judged = cases.judged_rows(said, asked, came)
    return cases.calibration_of(judged, heading=cases.heading(), names={}).agreements[0]


def through_a_table(rows: list[Row]) -> ChanceFigures:
    """What `verify` says of the same rows, drawn from the reports' seed."""
    table = pd.DataFrame(rows, columns=["probability", "outcome", "event"])
    found = verify(table, seed=SEED).figures
    assert isinstance(found, ChanceFigures)
    return found


def assert_alike(ledger: Agreement, table: ChanceFigures) -> None:
    """To the last digit."""
    expectation, curve = ledger.expectation, ledger.reliability
    assert expectation is not None
    assert (expectation.p_value, expectation.low, expectation.high, expectation.observed) == (
        table.p_expected_observed,
        table.expected_low,
        table.expected_high,
        table.observed,
    )
    if curve is None:
        assert table.curve == ()
        return
    assert curve.points == table.curve
    assert (curve.miscalibration, curve.discrimination, curve.uncertainty) == (
        table.mcb,
        table.dsc,
        table.unc,
    )
    assert (curve.by_luck, curve.by_luck_high, curve.discrimination_by_luck) == (
        table.mcb_null_mean,
        table.mcb_null_high,
        table.dsc_null_mean,
    )
    assert curve.discrimination_by_luck_high == table.dsc_null_high


@given(st.integers(5, 30), st.integers(1, 4), st.booleans(), st.integers(0, 99))
@settings(max_examples=12, deadline=None)
def test_a_ledger_and_a_table_give_one_answer(events: int, each: int, mixed: bool, seed: int) -> None:
    """P-values, intervals, the curve and its band: independent, clustered and mixed events."""
    rows = made(events, each, mixed=mixed, seed=seed)
    assert_alike(through_a_ledger(rows), through_a_table(rows))


def test_neither_the_order_of_rows_nor_the_names_of_events_change_a_figure() -> None:
    """What is drawn hangs on what was said, not on what it is called."""
    rows = made(25, 3, mixed=True, seed=3)
    renamed = [(p, happened, f"{hash(event) % 9973}-{event}") for p, happened, event in reversed(rows)]
    assert through_a_table(rows) == through_a_table(renamed)


def test_36_forecasts_on_12_events_have_one_p_value() -> None:
    """Exact in both, where one was drawn before."""
    rows = made(12, 3, mixed=False, seed=1)
    ledger, table = through_a_ledger(rows), through_a_table(rows)
    assert ledger.expectation is not None
    assert ledger.expectation.method == "exact, by shared luck"
    assert ledger.expectation.p_value == table.p_expected_observed


@pytest.mark.parametrize(("each", "mixed"), [(1, False), (3, False), (3, True)])
def test_the_commands_print_one_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, each: int, mixed: bool
) -> None:
    """`tracker calibration` of a ledger and `tracker verify` of its rows."""
    rows = made(24, each, mixed=mixed, seed=5)
    shell = Shell(tmp_path / "ledger.db", monkeypatch)
    sheet, answers, table = (tmp_path / name for name in ("1-said.csv", "2-came.csv", "table.csv"))
    names = [f"question-{place}" for place in range(len(rows))]
    pd.DataFrame(
        {
            "question": names,
            "statement": [f"Statement {name}" for name in names],
            "cluster": [event for _, _, event in rows],
            "forecaster": "ann",
            "said": "2021-06-25",
            "chance": [p for p, _, _ in rows],
            "deadline": "2021-09-25",
        }
    ).to_csv(sheet, index=False)
    pd.DataFrame(
        {
            "question": names,
            "outcome": ["happened" if happened else "not through" for _, happened, _ in rows],
            "on": ["2021-09-20" if happened else "2021-09-25" for _, happened, _ in rows],
            "evidence": "seen",
        }
    ).to_csv(answers, index=False)
    pd.DataFrame(rows, columns=["probability", "outcome", "event"]).to_csv(table, index=False)
    shell("init")
    shell("import", str(sheet), str(answers))
    told = shell.json("calibration", "--on", str(ON))
    found = shell.json("verify", str(table), "--seed", str(SEED))
    kind = next(one for one in told["agreements"] if one["forecasts"])
    assert kind["expectation"]["p_value"] == found["p_expected_observed"]
    assert (kind["expectation"]["low"], kind["expectation"]["high"]) == (
        found["expected_low"],
        found["expected_high"],
    )
    assert kind["reliability"]["points"] == found["curve"]
    assert kind["reliability"]["by_luck"] == found["mcb_null_mean"]
