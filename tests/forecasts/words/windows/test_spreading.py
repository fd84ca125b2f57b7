"""How dates become a distribution over days, by the default rule and by the readings beside it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.belief import Timeline
from forecasts.words.windows.grammar import read_window
from forecasts.words.windows.spreading import DEFAULT, SPREADS, knots, timeline
from tests.forecasts.builders import HORIZON, SAID

WINDOW: dict[str, Any] = {
    "earliest": date(2021, 7, 25),
    "central": date(2021, 8, 25),
    "latest": date(2021, 9, 25),
}


@pytest.mark.parametrize(
    ("rule", "heights"),
    [
        ("W80-1", (0.0, 0.1, 0.5, 0.9, 0.95)),
        ("R2-1", (0.0, 0.1, 0.7, 0.9, 0.95)),
        ("R3-1", (0.0, 0.25, 0.5, 0.75, 0.875)),
        ("R4-1", (0.0, 0.05, 0.5, 0.95, 0.975)),
    ],
)
def test_the_rules_give_the_founding_window_their_heights(rule: str, heights: tuple[float, ...]) -> None:
    """One, two and three months are 30, 61 and 92 days; half of what is left is spent by the horizon."""
    days, cdf = knots(SPREADS[rule], made_on=SAID, horizon=HORIZON, **WINDOW)
    assert days == (0, 30, 61, 92, 183)
    assert cdf == pytest.approx(heights)


def test_a_deadline_alone_holds_the_mass_inside_a_window() -> None:
    """What is due within 90 days has 80% by its end under the default rule, 50% under the loose one."""
    alone: dict[str, Any] = {"made_on": SAID, "earliest": None, "central": None, "latest": WINDOW["latest"]}
    for rule, height in (("W80-1", 0.8), ("R3-1", 0.5), ("R4-1", 0.9)):
        _, cdf = knots(SPREADS[rule], **alone, horizon=HORIZON)
        assert cdf[-2] == pytest.approx(height)
        assert cdf[-1] == pytest.approx(height + (1 - height) / 2)


def test_a_named_probability_scales_the_window_and_stays_flat() -> None:
    """With p, the latest date has p and nothing is added after it."""
    _, cdf = knots(SPREADS[DEFAULT], made_on=SAID, **WINDOW, horizon=HORIZON, p=0.45)
    assert cdf == pytest.approx((0, 0.05, 0.25, 0.45, 0.45))


@given(
    gaps=st.tuples(*[st.integers(0, 400)] * 4),
    rule=st.sampled_from(sorted(SPREADS)),
    p=st.none() | st.floats(0, 1),
    named=st.booleans(),
)
def test_every_window_becomes_a_distribution(
    gaps: tuple[int, int, int, int], rule: str, p: float | None, named: bool
) -> None:
    """Whatever dates fall together, days rise, heights never fall, and a named p is the height at the end."""
    first = SAID + timedelta(gaps[0])
    second = first + timedelta(gaps[1])
    last = second + timedelta(gaps[2])
    horizon = last + timedelta(gaps[3])
    days, cdf = knots(
        SPREADS[rule],
        made_on=SAID,
        earliest=first if named else None,
        central=second if named else None,
        latest=last,
        horizon=horizon,
        p=p,
    )
    belief = Timeline(days=days, cdf=cdf, horizon=horizon, latest=last)
    assert belief.days[-1] == (horizon - SAID).days
    at_latest = belief.cdf[belief.days.index((last - SAID).days)]
    if p is not None:
        assert at_latest == pytest.approx(p, abs=1e-9)
        assert belief.cdf[-1] == pytest.approx(p, abs=1e-9)
    else:
        assert at_latest == pytest.approx(SPREADS[rule].late if named else SPREADS[rule].within)


def test_a_window_that_was_read_becomes_a_belief_that_keeps_its_words() -> None:
    """The words, the rule and the dates as read stay beside the numbers."""
    window = read_window("a month or two, maybe three", said=SAID)
    belief = timeline(window, horizon=HORIZON)
    assert (belief.words, belief.rule) == ("a month or two, maybe three", "W80-1")
    assert (belief.earliest, belief.central, belief.latest) == tuple(WINDOW.values())
    assert belief.horizon == HORIZON


@pytest.mark.parametrize("rule", SPREADS)
@pytest.mark.parametrize("p", [None, 0.6])
@pytest.mark.parametrize(
    ("earliest", "central", "latest"),
    [(0, 5, 10), (0, 0, 10), (None, None, 10), (None, None, 0), (0, 0, 0), (1, 1, 1), (3, None, 10)],
)
def test_no_chance_lies_before_the_first_day_and_all_of_it_by_the_last(
    rule: str, p: float | None, earliest: int | None, central: int | None, latest: int
) -> None:
    """A date on the very day it was said adds no knot; only a window that ends that day begins above zero."""

    def day(after: int | None) -> date | None:
        return None if after is None else SAID + timedelta(days=after)

    spread, last = SPREADS[rule], SAID + timedelta(days=latest)
    named = {"earliest": day(earliest), "central": day(central)}
    days, heights = knots(spread, made_on=SAID, **named, latest=last, horizon=SAID + timedelta(days=30), p=p)
    curve = dict(zip(days, heights, strict=True))
    by_latest = spread.late if earliest is not None else spread.within
    assert curve[0.0] == (0.0 if latest else pytest.approx(p or by_latest))
    assert curve[float(latest)] == pytest.approx(p or by_latest)
    assert curve[30.0] == pytest.approx(p or by_latest + (1 - by_latest) / 2)
    assert sorted(days) == list(days)
    assert sorted(heights) == list(heights)
