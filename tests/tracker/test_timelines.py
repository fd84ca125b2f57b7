"""What windows and other timelines score, at the horizon and on the way to it."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.words.windows.spreading import SPREADS, Spread, knots
from tests.tracker import frames
from tests.tracker.judging import (
    DEADLINE,
    HORIZON,
    IN_TIME,
    MADE,
    YEAR_END,
    founding_case,
    scored,
    scored_alone,
)
from tracker.scores import headline
from tracker.scoring import by_date_brier, timeline_brier
from tracker.timelines import spread_out


def test_the_kabul_window_in_detail() -> None:
    """It came inside the window, ten days before the central date; each named date has its own score."""
    kabul = founding_case().iloc[0]
    assert (kabul["window_hit"], kabul["timing_error"], kabul["elapsed"]) == (1.0, -10.0, 1.0)
    named = by_date_brier(kabul["days"], kabul["heights"], 51, [30, 61, 92, 183])
    assert named.round(12).tolist() == [0.01, 0.25, 0.01, 0.0025]


def test_a_window_is_provisional_until_the_horizon_is_over() -> None:
    """The verdict stands after the latest date; the score covers the days that are over."""
    found = scored_alone(frames.window(), frames.happened(IN_TIME), on=date(2021, 9, 26))
    assert (found["verdict"], found["window_hit"]) == ("yes", 1.0)
    assert found["provisional"]
    assert found["elapsed"] == pytest.approx(92 / 183)
    assert found["value"] == pytest.approx(
        timeline_brier([0, 30, 61, 92, 183], [0, 0.1, 0.5, 0.9, 0.95], 51, 92)
    )
    assert round(found["value"], 4) == 0.0847
    assert found["reason"] == "provisional: 50% of the horizon elapsed"
    assert np.isnan(found["timing_error"])
    assert headline(scored(frames.window(), outcomes=(frames.happened(IN_TIME),), on=HORIZON)).empty


def test_a_window_still_open_is_scored_as_far_as_is_known() -> None:
    """Not through day 40: the score of the first 40 days, whatever the evaluation date."""
    found = scored_alone(frames.window(), frames.not_through(date(2021, 8, 4)), on=date(2021, 9, 1))
    assert (found["verdict"], round(found["value"], 5)) == ("pending", 0.00961)
    assert found["reason"] == "provisional: 21% of the horizon elapsed"


def test_a_passed_horizon_without_full_cover_stays_provisional() -> None:
    """Nobody has said yet whether it happened in the last months."""
    found = scored_alone(frames.window(), frames.not_through(DEADLINE), on=YEAR_END)
    assert (found["verdict"], bool(found["provisional"])) == ("no", True)
    assert found["reason"] == "provisional: the horizon is over, and the outcome is known for 50% of it"


def test_the_horizon_is_not_over_on_its_last_day() -> None:
    """The horizon day counts in full; the next day the score is final."""
    assert scored_alone(frames.window(), frames.happened(IN_TIME), on=HORIZON)["provisional"]
    final = scored_alone(frames.window(), frames.happened(IN_TIME), on=HORIZON + timedelta(days=1))
    assert not final["provisional"]
    assert (final["elapsed"], final["reason"]) == (1.0, None)


def test_a_happening_after_the_horizon_scores_as_never() -> None:
    """Beyond the horizon later and never are alike."""
    later = scored_alone(frames.window(), frames.happened(date(2021, 12, 30)))
    never = scored_alone(frames.window(), frames.not_through(HORIZON))
    assert (later["verdict"], later["window_hit"]) == ("no", 0.0)
    assert later["value"] == never["value"]


def test_a_happening_between_window_and_horizon() -> None:
    """Missed by the window, not by the whole distribution."""
    found = scored_alone(frames.window(), frames.happened(date(2021, 11, 22)))
    assert (found["verdict"], found["window_hit"], round(found["value"], 4)) == ("no", 0.0, 0.3699)


def test_a_stated_timeline_has_no_band() -> None:
    """A distribution given outright hangs on no reading."""
    bare = frames.window(rule="stated", earliest=None, central=None, latest=None)
    found = scored_alone(bare, frames.happened(IN_TIME))
    assert found["low"] == found["value"] == found["high"]
    assert np.isnan(found["window_hit"])


def test_a_window_with_a_probability_is_read_anew_with_it() -> None:
    """The heights of every rule are scaled to the probability that was named."""
    heights = (0, 0.06 / 0.9, 0.3 / 0.9, 0.6, 0.6)
    found = scored_alone(frames.window(p=0.6, heights=heights), frames.not_through(HORIZON))
    assert found["low"] < found["value"] < found["high"]
    assert found["high"] < 0.36


def test_curves_of_different_lengths_stand_side_by_side() -> None:
    """A shorter curve beside a longer one scores as it does alone."""
    short = frames.window(entry=11, days=(0.0, 61.0), heights=(0.0, 1.0), rule="stated")
    both = scored(frames.window(), short, outcomes=(frames.happened(IN_TIME),))
    alone = scored_alone(short, frames.happened(IN_TIME))
    assert both["value"].iloc[1] == alone["value"]


_STARTS = st.dates(min_value=date(2020, 1, 1), max_value=date(2022, 1, 1))
_GAPS = st.integers(0, 3) | st.integers(0, 400)


@st.composite
def _window(draw: st.DrawFn) -> frames.Row:
    """Dates from the earliest to the horizon, some of them on one day or left out."""
    made = draw(_STARTS)
    gaps = [timedelta(days=draw(_GAPS)) for _ in range(4)]
    earliest, central, latest, horizon = (made + sum(gaps[:end], timedelta()) for end in range(1, 5))
    return frames.window(
        made_on=made,
        earliest=draw(st.sampled_from([earliest, None])),
        central=draw(st.sampled_from([central, None])),
        latest=latest,
        horizon=max(horizon, made + timedelta(days=1)),
        p=draw(st.none() | st.integers(1, 100).map(lambda percent: percent / 100)),
    )


@given(rows=st.lists(_window(), min_size=1, max_size=5), rule=st.sampled_from(list(SPREADS.values())))
def test_many_windows_are_spread_out_as_each_alone(rows: list[frames.Row], rule: Spread) -> None:
    """The knots of the rule, one by one, and the last repeated."""
    days, cdf = spread_out(frames.forecasts(*rows), rule)
    dates = ("made_on", "earliest", "central", "latest", "horizon", "p")
    for row, found_days, found_cdf in zip(rows, days, cdf, strict=True):
        wanted = knots(rule, **{name: row[name] for name in dates})
        for found, alone in zip((found_days, found_cdf), wanted, strict=True):
            assert found.tolist() == [*alone, *[alone[-1]] * (5 - len(alone))]


def test_a_window_whose_condition_is_undecided_has_no_score_yet() -> None:
    """It asserts nothing before the condition holds, though forty days are over; then it is scored."""
    window = frames.window(condition_question="kunduz", condition_answer="happens", condition_by=HORIZON)
    asked = (frames.question(), frames.question(slug="kunduz"))
    came = frames.happened(IN_TIME, handle="20.1")
    open_still = scored(window, outcomes=(frames.not_through(date(2021, 8, 4)),), questions=asked).iloc[0]
    assert open_still["because"] == "the condition 'kunduz' is undecided"
    assert np.isnan(open_still["value"])
    assert not open_still["provisional"]
    met = frames.happened(MADE, question="kunduz", handle="20.2")
    decided = scored(window, outcomes=(came, met), questions=asked).iloc[0]
    assert (decided["verdict"], round(decided["value"], 4)) == ("yes", 0.0455)
