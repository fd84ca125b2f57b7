"""Where timelines are set side by side, no window earns a better standing than the belief it states."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.words.windows.ladder import rung
from forecasts.words.windows.spreading import SPREADS, knots
from tests.tracker import frames
from tests.tracker.frames import Row
from tests.tracker.judging import in_every_order, scored
from tracker.common_ends import CLAIM, codes_of, common_ends, range_of_ends, to_common_ends, why_no_skill
from tracker.scoring import timeline_brier

SAID, ON = date(2021, 6, 25), date(2040, 1, 1)
HONEST = (30, 61, 92)


def _curve(*days: int) -> tuple[tuple[float, ...], tuple[float, ...], int]:
    earliest, central, latest = (SAID + timedelta(days=day) for day in days)
    end = rung(SAID, latest)
    drawn = knots(
        SPREADS["W80-1"], made_on=SAID, earliest=earliest, central=central, latest=latest, horizon=end
    )
    return *drawn, (end - SAID).days


@settings(deadline=None, max_examples=200)
@given(
    st.tuples(st.integers(1, 60), st.integers(1, 60), st.integers(1, 60)),
    st.integers(0, 60),
    st.integers(0, 400),
)
def test_padding_a_window_earns_no_better_standing(steps: tuple[int, int, int], late: int, pad: int) -> None:
    """Who believes a window and states a longer one does no better, on average over what he believes.

    Scored each to its own end he did: with 30, 61 and 92 days believed, 0.085 for 0.108.
    """
    earliest, central, latest = np.cumsum(steps).tolist()
    days, heights, end = _curve(earliest, central, latest)
    padded = _curve(earliest, central + min(late, pad), latest + pad)
    common = common_ends(
        np.zeros(2, dtype=np.int64), np.zeros(2), np.array([end, padded[2]], dtype=float)
    ).tolist()
    assert common == [end, end]
    levels = (np.arange(2000) + 0.5) / 2000
    came = np.where(levels <= heights[-1], np.interp(levels, heights, days), np.inf)
    truthful, longer = (
        float(timeline_brier(*curve, came, end).mean()) for curve in ((days, heights), padded[:2])
    )
    assert truthful <= longer + 1e-5


def test_to_its_own_end_the_padded_window_did_better() -> None:
    """The fault that the common end mends is there: sixteen months stated by one who believes in three."""
    days, heights, end = _curve(*HONEST)
    padded = _curve(30, 61, 487)
    levels = (np.arange(2000) + 0.5) / 2000
    came = np.where(levels <= heights[-1], np.interp(levels, heights, days), np.inf)
    own = float(timeline_brier(*padded[:2], came, padded[2]).mean())
    assert own < float(timeline_brier(days, heights, came, end).mean())


windows = st.builds(
    lambda made, latest: frames.window(
        made_on=SAID + timedelta(days=made),
        earliest=None,
        central=None,
        latest=SAID + timedelta(days=made + latest),
    ),
    st.integers(0, 30),
    st.integers(1, 900),
)


@settings(deadline=None, max_examples=25)
@given(st.lists(windows, min_size=2, max_size=3), st.integers(31, 1200))
def test_the_order_of_entry_moves_no_common_end(logged: list[Row], days: int) -> None:
    """Whoever is logged first, all have the same ends, events and scores."""
    rows, slugs = in_every_order(logged, SAID + timedelta(days=days), on=ON)
    common, _ = to_common_ends(rows, codes_of(rows, CLAIM))
    columns = ["forecaster", "horizon", "event_on", "value", "low", "high"]
    first, *others = (
        common.loc[common["question"] == slug, columns].sort_values("forecaster", ignore_index=True)
        for slug in slugs
    )
    assert len(first) == len(logged)
    assert all(first.equals(other) for other in others)


def test_scores_by_other_measures_are_left_as_they_are() -> None:
    """A chance has no end to move."""
    rows = scored(frames.forecast(), outcomes=(frames.happened(date(2021, 8, 15)),))
    assert to_common_ends(rows, codes_of(rows, CLAIM))[0] is rows
    assert (range_of_ends(rows), why_no_skill(rows)) == (None, None)


@pytest.mark.parametrize(
    ("horizon", "why"),
    [(date(2021, 12, 25), None), (None, "the forecaster's own window chose the end")],
)
def test_there_is_no_skill_where_the_own_window_chose_the_end(horizon: date | None, why: str | None) -> None:
    """The question's horizon is nobody's choice among forecasters."""
    rows = scored(
        frames.window(),
        outcomes=(frames.happened(date(2021, 8, 15)),),
        questions=(frames.question(horizon=horizon),),
    )
    assert (range_of_ends(rows), why_no_skill(rows)) == ((183, 183), why)
