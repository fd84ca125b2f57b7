"""Outcomes graded between yes and no, and what tests do with them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.tracker.verification.tables import csv
from tracker.calibration.expectation import expected_against_observed
from tracker.calibration.spiegelhalter import spiegelhalter
from tracker.discrimination.roc import auc
from tracker.tally import Tally
from tracker.ties import Ties, ties_in_counts, ties_in_words
from tracker.verification import verify
from tracker.verification.figures import ChanceFigures


def figures(frame: pd.DataFrame, ties: Ties) -> ChanceFigures:
    """Of a frame with the columns that `verify` expects."""
    found = verify(frame, seed=1, ties=ties).figures
    assert isinstance(found, ChanceFigures)
    return found


def drawn(size: int = 60) -> pd.DataFrame:
    """Chances on events of two forecasts each, every sixth event a tie."""
    rng = np.random.default_rng(4)
    event = np.arange(size) // 2
    came = np.where(event % 6 == 0, 0.5, (rng.random(size)[event * 2] < 0.5).astype(float))
    said = rng.choice([0.2, 0.4, 0.6, 0.8], size)
    return pd.DataFrame({"probability": said, "outcome": came, "event": event})


@pytest.mark.parametrize("events", [True, False])
def test_dropped_ties_are_in_the_scores_alone(events: bool) -> None:
    """With and without events, every test is that of the yes and no rows."""
    frame = drawn() if events else drawn().drop(columns="event")
    found = figures(frame, Ties.DROP)
    plain = figures(frame[frame["outcome"] != 0.5], Ties.DROP)
    for key in ("auc", "auc_low", "p_expected_observed", "expected", "spiegelhalter_z", "mcb_null_mean"):
        assert getattr(found, key) == getattr(plain, key) is not None, key
    assert found.brier != plain.brier
    assert (found.graded, found.tested, plain.graded) == (10, 50, 0)


def test_the_pieces_of_a_table_add_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However it is read, also where some pieces have no tie, or nothing else."""
    frame = drawn().sort_values("outcome", kind="stable")
    whole = figures(frame, Ties.DROP)
    monkeypatch.setattr("tracker.verification.collecting._ROWS_WAITING", 1)
    monkeypatch.setattr("tracker.verification.tables.ROWS_AT_ONCE", 5)
    assert figures(frame, Ties.DROP) == whole
    assert verify(csv(tmp_path, "0.5,0.5,a\n"), seed=1).figures.events == 1


def test_halves_make_no_fault_of_a_tie() -> None:
    """A tie lies in the middle: of two tails that both hold it, the smaller is doubled."""
    two = Tally.of([0.5, 0.5, 0.5], [0, 1, 0.5]).halved()
    found = expected_against_observed(two)
    assert found is not None
    assert found.p_value == 1.0
    assert auc(two) == 0.5
    assert spiegelhalter(Tally.of([0.4] * 4, [0.5] * 4).halved(), seed=1).z == pytest.approx(
        4 * 0.1 * 0.2 / (4 * 0.04 * 0.24) ** 0.5
    )


def test_a_halved_surplus_is_as_unlikely_as_the_whole_numbers_beyond_it() -> None:
    """Of ten at 10%, 4.5 happenings are as far out as five."""
    p = [0.1] * 10
    halved = expected_against_observed(Tally.of(p, [1] * 4 + [0.5] + [0] * 5).halved())
    five = expected_against_observed(Tally.of(p, [1] * 5 + [0] * 5))
    assert halved is not None
    assert five is not None
    assert halved.p_value == five.p_value < 0.01


def test_nothing_is_said_where_nothing_is_graded() -> None:
    """No warning about ties that are not there."""
    assert ties_in_words(0, 10, Ties.DROP) is None
    assert ties_in_counts(0) is None
    assert verify(drawn()[drawn()["outcome"] != 0.5], seed=1).warnings[0].startswith("50 forecasts")
