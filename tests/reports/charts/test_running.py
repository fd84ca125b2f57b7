"""The mean so far by what it drew."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation

from reports.charts import running
from reports.charts.drawing import figure
from reports.facets.record.running import Running, running_of
from tests.reports.standing_cases import chances
from tracker.frame_arrays import day_number


def _found(events: int) -> Running:
    rng = np.random.default_rng(9)
    said = rng.random(events)
    (found,) = running_of(
        chances(
            said.tolist(), (rng.random(events) < said).astype(float).tolist(), days=range(0, 20 * events, 20)
        )
    )
    return found


@pytest.fixture
def ax() -> Axes:
    """Fresh axes, without pyplot."""
    return Figure().add_subplot()


def test_it_draws_a_step_for_each_day_in_the_band(ax: Axes) -> None:
    """And writes the last mean at its end."""
    found = _found(60)
    running.chart(found, ax)
    (curve,) = [line for line in ax.lines if line.get_gid() == "curve"]
    assert np.asarray(curve.get_xydata()).tolist() == [[day_number(s.on), s.mean] for s in found.steps]
    assert [part.get_gid() for part in ax.collections] == ["band"]
    assert f"{found.steps[-1].mean:.2f}" in [text.get_text() for text in ax.texts]
    assert ax.get_ylim()[0] == 0


def test_the_counts_of_events_stand_along_the_foot(ax: Axes) -> None:
    """The first, round ones on the way, and all at the end, none over another."""
    running.chart(_found(60), ax)
    told = {text.get_text(): float(text.get_position()[0]) for text in ax.texts if text.get_gid() == "count"}
    assert list(told) == ["60 events", "5", "20"]


@pytest.mark.parametrize("events", [21, 60, 300])
def test_no_count_is_printed_over_another(events: int) -> None:
    """Whatever is drawn: the boxes of their letters lie apart."""
    found = _found(events)
    drawn = figure(running.CHART.picture(found))
    (ax,) = drawn.axes
    drawn_counts = [text.get_window_extent() for text in ax.texts if text.get_gid() == "count"]
    boxes = sorted((box.x0, box.x1) for box in drawn_counts)
    assert len(boxes) > 1
    assert all(end < start for (_, end), (start, _) in pairwise(boxes))


def test_a_reference_is_a_line_with_its_name(ax: Axes) -> None:
    """Always within the chart, the name above all that the mean reaches."""
    running.chart(_found(30), ax, reference=("always 50%", 0.25))
    assert "always 50%" in [text.get_text() for text in ax.texts]
    (line,) = [line for line in ax.lines if line.get_gid() == "reference"]
    assert np.asarray(line.get_ydata()).tolist() == [0.25, 0.25]
    assert ax.get_ylim()[1] > 0.25
    assert max(step.mean for step in _found(30).steps) < 0.7 * ax.get_ylim()[1]


def test_the_last_mean_is_written_beside_the_axes_where_no_line_runs(ax: Axes) -> None:
    """At the height of its dot."""
    found = _found(30)
    running.chart(found, ax, reference=("always 50%", 0.25))
    (label,) = [text for text in ax.texts if text.get_text() == f"{found.steps[-1].mean:.2f}"]
    assert isinstance(label, Annotation)
    assert label.xy == (1, found.steps[-1].mean)
