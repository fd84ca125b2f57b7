"""The charts of a comparison, by the data they drew."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reports.charts import evidence, forest, ranks
from reports.charts.colours import BLUE, INK, ORANGE, SKY
from reports.charts.drawing import svg
from reports.facets.comparison.contest import Contest
from tests.reports import sides
from tests.reports.facets.comparison.test_separable import pair


@pytest.fixture
def ax() -> Axes:
    """Fresh axes, without pyplot."""
    return Figure().add_subplot()


@pytest.fixture(scope="module")
def contest() -> Contest:
    """Three forecasters on thirty events, one of them far off."""
    said, came = sides.clear(30)
    (found,) = sides.report(sides.judged(said, came)).contests
    return found


def _points(ax: Axes, name: str) -> list[list[list[float]]]:
    return [np.asarray(line.get_xydata()).tolist() for line in ax.lines if line.get_gid() == name]


def _texts(ax: Axes) -> str:
    return "\n".join(text.get_text() for text in ax.texts)


def test_the_forest_draws_each_difference_on_its_interval_beside_zero(ax: Axes, contest: Contest) -> None:
    """With its count, and which side is whose."""
    assert forest.chart(contest.differences, ax) is ax
    dots = [point[0][0] for point in _points(ax, "observed")]
    shown = forest.shown(contest.differences)
    assert dots == [one.difference for one in shown] == sorted(dots)
    bars = [[end[0] for end in bar] for bar in _points(ax, "band")]
    assert bars == [[one.low, one.high] for one in shown]
    assert len(_points(ax, "zero")) == 1
    assert _texts(ax).count("30 events") == 3
    assert "Ann – Bob" in _texts(ax)
    assert ax.get_xlabel() == "← first better | second better →\ndifference of mean scores on shared events"


def test_a_single_pair_is_named_on_both_sides_of_zero(ax: Axes, contest: Contest) -> None:
    """A better to the left, B better to the right, as far on either side."""
    forest.chart(contest.differences[:1], ax)
    assert ax.get_xlabel() == "← Ann better | Bob better →\ndifference of mean scores on shared events"
    assert ax.get_xlim()[0] == -ax.get_xlim()[1]


@pytest.mark.parametrize("difference", [0.0003, 0.0037, 0.073, 0.4, 1.7])
def test_the_figures_below_the_axis_stand_apart_however_small_the_difference(difference: float) -> None:
    """Long figures of small differences do not run into each other on a phone."""
    ax = Figure(figsize=(390 / 96, 2), dpi=96).add_axes((0.05, 0.4, 0.9, 0.55))
    forest.chart([pair("ann", "bob", difference=difference, low=None, high=None)], ax)
    assert isinstance(ax.figure, Figure)
    ax.figure.draw_without_rendering()
    low, high = ax.get_xlim()
    seen = [label for label in ax.get_xticklabels() if low <= label.get_position()[0] <= high]
    spans = [label.get_window_extent() for label in seen]
    assert len(spans) >= 3
    assert all(one.x1 < other.x0 for one, other in pairwise(spans))


def test_pairs_told_apart_are_filled(ax: Axes, contest: Contest) -> None:
    """The others are rings."""
    forest.chart(contest.differences, ax)
    dots = [line for line in ax.lines if line.get_gid() == "observed"]
    filled = [dot.get_markerfacecolor() == INK for dot in dots]
    assert filled == [one.better is not None for one in forest.shown(contest.differences)]
    assert sorted(filled) == [False, True, True]


def test_an_interval_that_leaves_out_0_is_in_the_colour_of_its_side(ax: Axes) -> None:
    """Blue where the first is better, orange where the second is, the colour of bands where it is open."""
    lines = [
        pair("ann", "bob", difference=-0.1, low=-0.2, high=-0.01),
        pair("ann", "cat", difference=0.0, low=-0.2, high=0.2),
        pair("ann", "dan", difference=0.1, low=0.01, high=0.2),
    ]
    forest.chart(lines[::-1], ax)
    assert [line.get_color() for line in ax.lines if line.get_gid() == "band"] == [BLUE, SKY, ORANGE]


def test_too_many_pairs_are_cut_to_those_that_share_most(ax: Axes) -> None:
    """The rest is counted; pairs without a difference are not drawn."""
    many = [pair("ann", f"b{place:02d}", events=10 + place) for place in range(43)]
    forest.chart([*many, pair("ann", "cat", difference=None)], ax)
    assert len(_points(ax, "observed")) == forest.LONGEST
    assert "against B22" not in _texts(ax)
    assert "against B23" in _texts(ax)
    assert "23 more pairs are in the table" in ax.get_xlabel()


def test_the_evidence_is_drawn_from_1_against_both_thresholds(ax: Axes, contest: Contest) -> None:
    """Step by step on a scale of ratios, with the count of events."""
    path = contest.paths[1]
    evidence.chart(path, ax)
    ((start, *steps),) = _points(ax, "curve")
    assert start == [0, 1]
    assert [height for _, height in steps] == [max(e, 0.02) for e in path.first_better]
    assert [line[0][1] for line in _points(ax, "threshold")] == [20, 40]
    assert ax.get_yscale() == "log"
    assert "30 shared events" in ax.get_xlabel()
    assert "chains that do not overlap" in ax.get_xlabel()


def test_ranks_are_drawn_with_their_intervals(ax: Axes, contest: Contest) -> None:
    """The best on top."""
    assert contest.ranking is not None
    ranks.chart(contest.ranking, ax)
    assert [point[0][0] for point in _points(ax, "observed")] == [one.rank for one in contest.ranking.ranked]
    bars = [[end[0] for end in bar] for bar in _points(ax, "band")]
    assert bars == [[one.low, one.high] for one in contest.ranking.ranked]
    assert ax.get_xlabel() == "rank by mean score on 30 shared events"


def test_the_charts_can_be_made_into_pictures(contest: Contest) -> None:
    """The same bytes each time."""

    def drawn() -> list[str]:
        ranking = contest.ranking
        assert ranking is not None
        return [
            svg(draw, height=height, name="n", title="t", description="d")
            for draw, height in (
                (lambda ax: forest.chart(contest.differences, ax), forest.height(contest.differences)),
                (lambda ax: evidence.chart(contest.paths[0], ax), evidence.height(contest.paths[0])),
                (lambda ax: ranks.chart(ranking, ax), ranks.height(ranking)),
            )
        ]

    assert drawn() == drawn()


def test_a_pair_without_an_interval_says_so(ax: Axes) -> None:
    """On its line and in the key."""
    lines = [
        pair("ann", "bob", events=5, low=None, high=None),
        pair("ann", "cat", events=9, low=-0.2, high=0.1),
    ]
    forest.chart(lines, ax)
    assert "5 events, no interval" in _texts(ax)
    assert "below 6 events there is no interval" in forest.key(lines)
    assert "no interval" not in forest.key(lines[1:])


def test_a_pair_apart_alone_but_not_among_all_is_explained(ax: Axes) -> None:
    """Its interval leaves out 0, its adjusted p-value does not."""
    apart = pair("ann", "bob", difference=0.1, low=0.01, high=0.2, adjusted=0.4)
    assert apart.is_alone_apart
    assert "not among so many pairs" in forest.key([apart])
    assert not pair("ann", "bob", difference=0.1, low=0.01, high=0.2, adjusted=0.01).is_alone_apart


def test_long_names_take_two_lines_and_the_lines_more_room(ax: Axes) -> None:
    """Nothing is cut."""
    first, second = "Always the base rate (synthetic)", "Timely but imprecise (synthetic)"
    long = replace(pair("ann", "bob"), first_name=first, second_name=second)
    short = [pair("ann", "bob"), pair("bob", "cat")]
    forest.chart([long, *short], ax)
    assert f"{first} –\n{second}" in _texts(ax)
    assert forest.height([long, short[1]]) > forest.height(short)


def test_who_is_not_ranked_is_named_on_the_chart(ax: Axes, contest: Contest) -> None:
    """In lines of their own."""
    assert contest.ranking is not None
    ranks.chart(contest.ranking, ax, left=["Dan", "Eve"])
    told = " ".join(ax.get_xlabel().split())
    assert told.endswith(" not ranked, with too few of these events: Dan, Eve")
    assert ranks.height(contest.ranking, ["Dan"]) > ranks.height(contest.ranking)


def test_evidence_that_never_moved_is_drawn_smaller(contest: Contest) -> None:
    """There is little to see."""
    flat = replace(contest.paths[0], first_better=(1.1, 0.9), second_better=(0.9, 1.2))
    moved = replace(contest.paths[0], first_better=(1.1, 9.0), second_better=(0.9, 0.2))
    assert flat.is_flat
    assert not moved.is_flat
    assert evidence.height(flat) < evidence.height(moved)
