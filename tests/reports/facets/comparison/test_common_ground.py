"""Which claims are shared."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from reports.facets.comparison import common_ground
from reports.facets.comparison.common_ground import Ground, shared_events
from tests.reports import cases, sides
from tests.tracker import frames
from tracker.frame_arrays import day_number
from tracker.scoring import timeline_brier

EARLIER, LATER = date(2021, 8, 25), date(2021, 9, 25)


def test_another_deadline_is_another_claim() -> None:
    """Ann's "by August" and Bob's "by September" on one question are not compared, and are counted."""
    rows = [
        frames.forecast(forecaster="ann", position=1, deadline=EARLIER, p=0.2),
        frames.forecast(forecaster="bob", position=2, deadline=LATER, p=0.6),
    ]
    found = sides.ground(cases.judged_rows(rows, [frames.question()], [frames.happened(date(2021, 9, 1))]))
    shared = shared_events(found, 0, 1)
    assert (len(shared.event), shared.unlike) == (0, 1)


def test_claims_are_averaged_within_an_event() -> None:
    """Two deadlines on one question: one event, the mean of both Brier scores."""
    rows = [
        frames.forecast(forecaster=who, entry=10 + seat, position=place, deadline=due, p=p)
        for seat, (who, chances) in enumerate([("ann", (0.2, 0.6)), ("bob", (0.4, 1.0))])
        for place, (due, p) in enumerate(zip((EARLIER, LATER), chances, strict=True), start=1)
    ]
    found = sides.ground(cases.judged_rows(rows, [frames.question()], [frames.happened(date(2021, 9, 1))]))
    shared = shared_events(found, 0, 1)
    assert shared.first.tolist() == pytest.approx([(0.2**2 + 0.4**2) / 2])
    assert shared.second.tolist() == pytest.approx([0.4**2 / 2])


LONG_AFTER = date(2026, 1, 1)
SPRING = {"central": date(2022, 3, 25), "latest": date(2022, 10, 20)}


def _windows(*rows: frames.Row, fell: date = date(2021, 8, 15)) -> Ground:
    judged = cases.judged_rows(list(rows), [frames.question()], [frames.happened(fell)], on=LONG_AFTER)
    return sides.ground(judged, "timeline_brier", on=LONG_AFTER)


def test_timelines_are_scored_to_the_earlier_of_their_ends() -> None:
    """Ann's window runs to six months, Bob's to two years: both are held to what they say of six months."""
    ground = _windows(
        frames.window(forecaster="ann", position=1), frames.window(forecaster="bob", position=2, **SPRING)
    )
    shared = shared_events(ground, 0, 1)
    assert shared.first.tolist() == pytest.approx([0.0455], abs=5e-5)
    within = timeline_brier([0, 30, 273, 482, 730], [0, 0.1, 0.5, 0.9, 0.95], 51, horizon=183)
    assert shared.second.tolist() == pytest.approx([within])
    assert shared.resolved.tolist() == [day_number(date(2021, 12, 25))]


def test_what_came_after_the_common_end_had_not_come_by_then() -> None:
    """Ann's score knows of no event, Bob's of one: to the common end neither does."""
    ground = _windows(
        frames.window(forecaster="ann", position=1),
        frames.window(forecaster="bob", position=2, **SPRING),
        fell=date(2022, 3, 1),
    )
    shared = shared_events(ground, 0, 1)
    assert shared.first.tolist() == pytest.approx([96.7875 / 183], abs=1e-5)
    assert shared.second[0] < 0.1


def test_a_third_with_a_near_end_does_not_shorten_the_comparison_of_two() -> None:
    """Cat's week is compared with Ann's week; Ann and Bob have their six months."""
    two = (
        frames.window(forecaster="ann", position=1),
        frames.window(forecaster="bob", position=2, **SPRING),
    )
    near = frames.window(forecaster="cat", position=3, earliest=None, central=None, latest=date(2021, 6, 29))
    alone, among_three = _windows(*two), _windows(*two, near)
    for name in ("first", "second", "resolved"):
        found = [getattr(shared_events(ground, 0, 1), name).tolist() for ground in (alone, among_three)]
        assert found[0] == found[1]
    assert shared_events(among_three, 0, 2).first.tolist() == pytest.approx([(0.1 * 7 / 30) ** 2 / 3])


def test_a_timeline_made_after_the_end_of_another_shares_nothing_with_it() -> None:
    """There is no day of which both speak."""
    ground = _windows(
        frames.window(forecaster="ann", position=1, earliest=None, central=None, latest=date(2021, 6, 29)),
        frames.window(forecaster="bob", position=2, made_on=date(2021, 7, 2)),
    )
    shared = shared_events(ground, 0, 1)
    assert (len(shared.event), shared.unlike) == (0, 1)


def test_the_lead_is_the_days_by_which_the_first_spoke_earlier() -> None:
    """Ann spoke ten days before Bob."""
    rows = [
        frames.forecast(forecaster="ann", position=1),
        frames.forecast(forecaster="bob", position=2, made_on=date(2021, 7, 5)),
    ]
    judged = cases.judged_rows(rows, [frames.question()], [frames.happened(date(2021, 8, 15))])
    assert shared_events(sides.ground(judged), 0, 1).lead == 10.0
    assert shared_events(sides.ground(judged), 1, 0).lead == -10.0


def test_the_order_of_the_rows_changes_nothing() -> None:
    """The same table, whichever forecast was read first."""
    said, came = sides.drawn(12, {"ann": 0.1, "bob": 0.2}, share=0.8)
    frame = sides.judged(said, came)
    plain, turned = sides.ground(frame), sides.ground(frame.iloc[::-1])
    assert np.array_equal(plain.scores, turned.scores, equal_nan=True)
    assert (plain.events, plain.forecasters) == (turned.events, turned.forecasters)


def test_only_those_with_most_events_take_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Save the one who is to be kept."""
    monkeypatch.setattr(common_ground, "MOST", 2)
    frame = sides.judged({"ann": [0.5, None], "bob": [0.5, 0.5], "cat": [0.5, 0.5]}, [True, False])
    assert sides.ground(frame).forecasters == ("bob", "cat")
    counted = frame.assign(counts=True)
    kept = common_ground.ground_of(counted, sides.NAMES, keeping="ann")
    assert (kept.forecasters, kept.crowded_out) == (("ann", "bob"), 1)
