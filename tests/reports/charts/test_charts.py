"""Charts by the data they drew."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from reports.charts import expectation, funnel, reliability, swimlane
from reports.charts.drawing import svg
from reports.charts.picture import Picture
from reports.render import laid_out
from reports.scorecards import Scorecard
from tests.reports import cases
from tests.reports.cases import scorecard_of
from tests.tracker import frames
from tracker.frame_arrays import day_number


@pytest.fixture
def ax() -> Axes:
    """Fresh axes, without pyplot."""
    return Figure().add_subplot()


def _texts(ax: Axes) -> str:
    return "\n".join(text.get_text() for text in ax.texts)


def _marks(ax: Axes, name: str) -> list[float]:
    return [float(np.asarray(line.get_xdata())[0]) for line in ax.lines if line.get_gid() == name]


def _bars(ax: Axes) -> list[tuple[float, float]]:
    """From where to where each bar runs."""
    bars = [bar for bar in ax.patches if isinstance(bar, Rectangle)]
    return [(bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars]


def _card(on: date) -> Scorecard:
    return scorecard_of(cases.founding(on), heading=cases.heading(on=on), names=cases.NAMES)


def test_the_swimlane_draws_windows_events_and_the_evaluation_date(ax: Axes) -> None:
    """Bars from earliest to latest, a diamond on the day, a line at the end of the year."""
    assert swimlane.chart(cases.founding_card(), ax) is ax
    assert _bars(ax) == [(day_number(date(2021, 7, 25)), day_number(cases.NEAR))] * 2
    assert _marks(ax, "event") == [day_number(date(2021, 8, 15)), day_number(date(2021, 9, 15))]
    assert _marks(ax, "median") == [day_number(date(2021, 8, 25))] * 2
    assert _marks(ax, "on") == [day_number(cases.YEAR_END)]
    assert _marks(ax, "open") == []
    for text in ("(alternative)", "32.5%", "90%", "did not happen, score 0.53", "evaluated 31 Dec 2021"):
        assert text in _texts(ax)


def test_the_undecided_ends_in_an_arrow_at_its_horizon_or_deadline(ax: Axes) -> None:
    """On 1 September three of the forecasts with a lane in the article are open."""
    swimlane.chart(_card(date(2021, 9, 1)), ax)
    horizon, deadline = day_number(date(2021, 12, 25)), day_number(cases.NEAR)
    assert _marks(ax, "open") == [horizon, deadline, deadline]


def test_an_evaluation_long_after_is_named_at_the_edge(ax: Axes) -> None:
    """It would squeeze everything else."""
    swimlane.chart(_card(date(2031, 1, 1)), ax)
    assert _marks(ax, "on") == []
    assert "evaluated 1 Jan 2031 →" in _texts(ax)
    assert ax.get_xlim()[1] < day_number(date(2022, 3, 1))


def test_a_deadline_at_the_end_of_time_can_be_drawn() -> None:
    """Dates run to the year 9999."""
    row = frames.forecast(deadline=date(9999, 12, 31))
    card = scorecard_of(cases.judged_rows([row], [frames.question()], []), heading=cases.heading(), names={})
    assert "<svg" in svg(lambda ax: swimlane.chart(card, ax), height=2, name="n", title="t", description="d")


def test_more_lanes_than_fit_are_said_to_be_more(ax: Axes) -> None:
    """The last sixty are drawn, which the key tells and no axis."""
    swimlane.chart(cases.panel_card(70), ax)
    assert ax.get_xlabel() == ""
    assert swimlane.left_out(cases.panel_card(70)).startswith("These are the last 60 of 70")


def test_the_funnel_draws_each_count(ax: Axes) -> None:
    """Seen, scoreable, matured, resolved, scored: over a faint bar of all that was seen."""
    funnel.chart(cases.founding_card().funnel, ax)
    assert [end for _, end in _bars(ax)] == [6, 6, 6, 6, 6, 6, 3, 3, 3, 3]
    assert _texts(ax).split("\n") == ["6", "3", "3", "3", "3"]


def test_expected_and_observed_are_marked_as_shares(ax: Axes) -> None:
    """A tick, a dot, and the band of luck, with the counts beside them."""
    found = cases.panel_card(12).standings[0].expectation
    assert found is not None
    expectation.chart([("Ann", found)], ax)
    assert _marks(ax, "expected") == [found.expected / 12]
    assert _marks(ax, "observed") == [found.observed / 12]
    assert _bars(ax)[0] == pytest.approx((found.low / 12, found.high / 12))
    assert f"{found.observed} of 12, {found.expected:.1f} expected" in _texts(ax)


MARKS = [
    reliability.Mark(said=0.2, count=30, share=0.1, low=0.02, high=0.25),
    reliability.Mark(said=0.9, count=10, share=1.0, low=0.7, high=1.0),
]


def test_the_reliability_diagram_draws_a_curve_in_its_band(ax: Axes) -> None:
    """Mark by mark, with its rug and its count."""
    reliability.chart(MARKS, ax, joined=True)
    (curve,) = [line for line in ax.lines if line.get_gid() == "curve"]
    assert np.asarray(curve.get_xydata()).tolist() == [[0.2, 0.1], [0.9, 1.0]]
    assert {part.get_gid() for part in ax.collections} == {"band", "rug"}
    assert "40 forecasts" in _texts(ax)


def test_marks_of_their_own_are_dots_with_bars(ax: Axes) -> None:
    """Each bar runs over its interval; the rug is below where nothing happened."""
    reliability.chart(MARKS, ax, joined=False)
    assert _marks(ax, "observed") == [0.2]
    lines = {part.get_gid(): part for part in ax.collections if isinstance(part, LineCollection)}
    bars = [np.asarray(bar).tolist() for bar in lines["band"].get_segments()]
    assert bars == [[[0.2, 0.02], [0.2, 0.25]], [[0.9, 0.7], [0.9, 1.0]]]
    ends = np.concatenate([np.asarray(line) for line in lines["rug"].get_segments()])
    assert ends[:, 1].max() < 0
    assert ax.get_ylim()[0] == ends[:, 1].min()


def test_the_calibration_page_draws_the_points_of_its_report(ax: Axes) -> None:
    """The curve goes through each of them."""
    report = cases.panel_calibration(40)
    found = report.agreements[0].reliability
    assert found is not None
    blocks = [block for section in laid_out(report).sections for block in section.blocks]
    (picture,) = [b for b in blocks if isinstance(b, Picture) and b.name == "reliability-prospective"]
    picture.draw(ax)
    (curve,) = [line for line in ax.lines if line.get_gid() == "curve"]
    assert np.asarray(curve.get_xydata()).tolist() == [[point.said, point.curve] for point in found.points]


def test_an_svg_has_no_date_and_is_the_same_each_time() -> None:
    """And its title and description are escaped."""
    card = cases.founding_card()

    def drawn() -> str:
        return svg(
            lambda ax: swimlane.chart(card, ax), height=2, name="lanes", title="a < b", description="c & d"
        )

    assert drawn() == drawn()
    assert "<dc:date>" not in drawn()
    assert '<title id="lanes-title">a &lt; b</title>' in drawn()
