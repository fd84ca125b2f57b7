"""Two forecasters on the same events."""

from __future__ import annotations

from pathlib import Path

import pytest

from forecasts.errors import NotPaired
from tests.tracker.verification.tables import csv
from tracker.verification import Columns, verify

OURS = "".join(f"0.8,1,e{day}\n" for day in range(20))
THEIRS = "".join(f"0.{4 + day % 2},1,e{day}\n" for day in range(5, 25))


def test_a_file_is_compared_on_common_events(tmp_path: Path) -> None:
    """Fifteen in common, five on each side left out; ours are better, and the skill is against theirs."""
    found = verify(csv(tmp_path, OURS), seed=1, against=csv(tmp_path, THEIRS, name="theirs.csv"))
    rival = found.against
    assert rival is not None
    assert (rival.events, rival.only_ours, rival.only_theirs) == (15, 5, 5)
    assert rival.brier == pytest.approx(0.04)
    assert rival.other_brier == pytest.approx((7 * 0.36 + 8 * 0.25) / 15)
    assert rival.difference_high is not None
    assert rival.difference_high < 0
    assert found.as_json()["skill"] == rival.skill
    assert found.as_json()["reference"].endswith("theirs.csv on common events")


def test_a_column_is_compared_row_by_row(tmp_path: Path) -> None:
    """Without an event column each row is an event of its own."""
    table = csv(tmp_path, "0.8,1,0.5\n0.1,0,0.5\n" * 3, header="probability,outcome,coin")
    rival = verify(table, seed=1, against="coin").against
    assert rival is not None
    assert (rival.events, rival.p_value) == (6, 0.03125)
    assert rival.skill == pytest.approx(1 - 0.025 / 0.25)


def test_different_outcomes_are_warned_of(tmp_path: Path) -> None:
    """Two tables that disagree on what happened are not compared in silence."""
    other = csv(tmp_path, "0.5,0,e1\n0.5,1,e2\n", name="theirs.csv")
    found = verify(csv(tmp_path, OURS), seed=1, against=other)
    assert any("1 of the 2 common events have different outcomes" in warning for warning in found.warnings)


def test_what_cannot_be_paired_is_refused(tmp_path: Path) -> None:
    """Neither a column nor a file; no events to match."""
    with pytest.raises(NotPaired, match="neither a column"):
        verify(csv(tmp_path, OURS), seed=1, against="nope")
    plain = csv(tmp_path, "0.5,1\n", header="probability,outcome", name="plain.csv")
    with pytest.raises(NotPaired, match="--event"):
        verify(plain, seed=1, against=csv(tmp_path, OURS))
    with pytest.raises(NotPaired, match="names no events"):
        verify(csv(tmp_path, OURS), seed=1, against=plain, columns=Columns())


def test_no_common_event_is_said(tmp_path: Path) -> None:
    """Nothing is compared, and the reason is given."""
    other = csv(tmp_path, "0.5,0,other\n", name="theirs.csv")
    found = verify(csv(tmp_path, OURS), seed=1, against=other)
    assert found.against is not None
    assert found.against.difference is None
    assert found.as_json()["reasons"]["skill"] == "No event was forecast by both."
