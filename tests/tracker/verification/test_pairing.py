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
    assert rival.events == 6
    assert rival.p_value == pytest.approx(0.188, abs=1e-3)
    assert rival.skill == pytest.approx(1 - 0.025 / 0.25)


def test_different_outcomes_are_warned_of(tmp_path: Path) -> None:
    """Events on which two tables disagree are left out, and not in silence."""
    same = "".join(f"0.5,1,e{day}\n" for day in range(2, 8))
    other = csv(tmp_path, f"0.5,0,e1\n{same}", name="theirs.csv")
    found = verify(csv(tmp_path, OURS), seed=1, against=other)
    assert any("1 of the 7 common events have different outcomes" in warning for warning in found.warnings)
    assert found.against is not None
    assert (found.against.events, found.against.disagreeing) == (6, 1)
    assert found.against.brier == pytest.approx(0.04)


def test_tables_that_contradict_on_every_event_are_refused(tmp_path: Path) -> None:
    """One says yes and the other no: there is nothing to compare."""
    other = csv(tmp_path, "0.5,0,e1\n0.5,0,e2\n", name="theirs.csv")
    with pytest.raises(NotPaired, match=r"all 2 common events have different outcomes .* mend the outcomes"):
        verify(csv(tmp_path, OURS), seed=1, against=other)


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


def test_a_difference_that_luck_could_explain_is_told_with_its_interval(tmp_path: Path) -> None:
    """And with how many shared events it would take."""
    rows = "".join(f"0.{2 + day % 7},{day * day % 3 % 2},0.{3 + day * 3 % 5}\n" for day in range(40))
    found = verify(csv(tmp_path, rows, header="probability,outcome,coin"), seed=1, against="coin")
    assert found.against is not None
    assert found.against.p_value is not None
    assert found.against.p_value > 0.05
    words = found.as_json()["words"]
    assert (
        f"(95% interval {found.against.difference_low:.4f} to {found.against.difference_high:.4f})" in words
    )
    assert "which luck alone could explain" in words
    assert f"about {found.against.events_needed:,} shared events" in words
    assert "there are 40." in words


def test_four_common_events_have_no_mean(tmp_path: Path) -> None:
    """The difference is null, with the reason."""
    theirs = csv(tmp_path, "".join(f"0.5,1,e{day}\n" for day in range(4)), name="theirs.csv")
    found = verify(csv(tmp_path, OURS), seed=1, against=theirs)
    assert found.against is not None
    assert (found.against.events, found.against.brier, found.against.difference) == (4, None, None)
    assert found.as_json()["reasons"]["skill"] == "Fewer than 5 events are common."
    assert "no comparison: Fewer than 5" in found.as_json()["words"]
