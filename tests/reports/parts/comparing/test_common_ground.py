"""Which claims are shared."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from reports.parts.comparing import common_ground
from reports.parts.comparing.common_ground import shared_events
from tests.reports import cases, sides
from tests.tracker import frames

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


def test_timelines_are_compared_on_one_horizon_only() -> None:
    """The same event and the same window, scored to different horizons, share nothing."""

    def windows(horizon: date) -> list[frames.Row]:
        return [
            frames.window(forecaster="ann", position=1),
            frames.window(forecaster="bob", position=2, horizon=horizon),
        ]

    fell = [frames.happened(date(2021, 8, 15))]
    for horizon, count in ((date(2021, 12, 25), 1), (date(2021, 12, 20), 0)):
        judged = cases.judged_rows(windows(horizon), [frames.question()], fell)
        assert len(shared_events(sides.ground(judged, "timeline_brier"), 0, 1).event) == count


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
