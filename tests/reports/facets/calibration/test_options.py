"""Choices and ordered choices beside what came of them, as reports hold and show them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from reports.facets.calibration.options import OptionsHeld, options_held
from reports.render.layout import Table, Words
from reports.render.option_sections import choices


def counted(count: int, *, kind: str = "choice", events: int | None = None) -> pd.DataFrame:
    """Forecasts that count: 60, 30 and 10% for three options, which come true about as often."""
    answers = ["red", "red", "green", "red", "blue", "green", "red", "red", "green", "red"]
    rows = [
        {
            "belief": "shares",
            "question_kind": kind,
            "options": ("green", "red"),
            "shares": (0.4, 0.6),
            "question_options": ("red", "green", "blue"),
            "answer_option": answers[place % 10],
            "cluster": f"event-{place % (events or count)}",
        }
        for place in range(count)
    ]
    return pd.DataFrame(rows)


def held(frame: pd.DataFrame) -> OptionsHeld:
    """What such forecasts held, all of one kind."""
    (found,) = options_held(frame, seed=1)
    return found


def test_below_five_events_there_are_only_words_and_below_twenty_no_curve() -> None:
    """However many forecasts share the events."""
    assert (held(counted(4)).top, held(counted(4)).found) == (None, None)
    assert held(counted(40, events=4)).top is None
    few = held(counted(19))
    assert few.found is None
    assert few.top is not None
    assert held(counted(20)).found is not None


def test_options_stand_in_the_question_s_order_and_one_without_a_share_has_none() -> None:
    """Whatever order the forecast named them in."""
    found = held(counted(20)).found
    assert found is not None
    assert [(point.said, point.count, point.happened) for point in found.curve.points] == [
        (0.0, 20, 2.0),
        (0.4, 20, 6.0),
        (0.6, 20, 12.0),
    ]
    assert (found.top.expected.observed, found.top.share) == (12, 0.6)


def test_choices_and_ordered_choices_are_kept_apart() -> None:
    """Those without an order come first; other beliefs are passed over."""
    other = counted(3).assign(belief="chance")
    both = pd.concat([counted(20, kind="ordered"), counted(25), other])
    assert [(one.ordered, one.forecasts) for one in options_held(both, seed=1)] == [(False, 25), (True, 20)]
    assert options_held(other, seed=1) == ()


def test_the_section_says_what_the_figures_are() -> None:
    """The likeliest option, the curve, the parts; the points as a table where they are asked for."""
    section = choices(held(counted(40, kind="ordered")), "prospective", table=True)
    assert section.title == "Prospective, 40 ordered choices on 40 events"
    words = " ".join(block.text for block in section.blocks if isinstance(block, Words))
    assert "The option thought likeliest came true in 24 of 40 forecasts (60%, 95% interval" in words
    assert "Ranked probability score over the number of cuts (0 to 1), each forecast counting once" in words
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    assert len(table.lines) == 3
    assert not any(
        isinstance(block, Table) for block in choices(held(counted(40)), "prospective", table=False).blocks
    )


def test_the_parts_that_are_printed_add_up() -> None:
    """To the digits that a reader sees, give or take one in the last."""
    parts = [held(counted(60, kind=kind)).found for kind in ("choice", "ordered")]
    for one in parts:
        assert one is not None
        rounded = [
            round(getattr(one.parts, name), 3)
            for name in ("miscalibration", "discrimination", "uncertainty", "score")
        ]
        assert rounded[0] - rounded[1] + rounded[2] == pytest.approx(rounded[3], abs=0.0021)
        assert np.isfinite(rounded).all()
