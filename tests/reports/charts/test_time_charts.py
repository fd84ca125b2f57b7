"""The charts of time by the data they drew: by date, history and the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from reports.charts import by_date, heat, history, history_words
from reports.charts.drawing import image, svg
from reports.charts.picture import Picture
from reports.facets.period.heat import Cell, Heat
from reports.facets.record.by_date import ByDate, Point, Single
from reports.facets.updates import Line, Step, Updates
from tests.reports import cases
from tracker.frame_arrays import day_number

START = date(2021, 6, 25)


@pytest.fixture
def ax() -> Axes:
    """Fresh axes, without pyplot."""
    return Figure().add_subplot()


def texts(ax: Axes) -> list[str]:
    """Everything written."""
    return [text.get_text() for text in ax.texts]


def drawn(ax: Axes, name: str) -> list[list[list[float]]]:
    """The points of each line that bears a name."""
    return [
        np.asarray(line.get_xydata(), dtype=float).tolist() for line in ax.lines if line.get_gid() == name
    ]


def along(*means: float) -> ByDate:
    """The scores of six events at as many shares as there are means."""
    shares = np.linspace(0, 1, len(means)).tolist()
    points = tuple(
        Point(share=share, mean=mean, low=mean / 2, high=mean + 0.1, reference=0.25)
        for share, mean in zip(shares, means, strict=True)
    )
    return ByDate(
        forecasts=8,
        events=6,
        shares=tuple(shares),
        points=points,
        singles=(),
        level=0.95,
    )


def test_by_date_draws_the_mean_its_band_and_the_reference(ax: Axes) -> None:
    """The counts and both names stand in it."""
    found = along(0, 0.1, 0.2, 0.15, 0.1, 0.05)
    assert by_date.chart(found, ax) is ax
    assert drawn(ax, "curve") == [[[point.share, point.mean] for point in found.points]]
    assert [y for _, y in drawn(ax, "reference")[0]] == [0.25] * 6
    assert [band.get_gid() for band in ax.collections] == ["band"]
    assert {"said", "50% by the horizon"} <= set(texts(ax))
    assert ax.get_xlabel().endswith("8 timelines on 6 events")
    assert by_date.key(found) == by_date.KEY


def test_below_five_events_by_date_draws_each(ax: Axes) -> None:
    """With its name at its end, and no mean."""
    found = replace(
        along(0, 0, 0),
        events=1,
        points=(),
        singles=(Single(event="kabul", name="Kabul falls", forecasts=8, scores=(0, 0.9, 0.1)),),
    )
    by_date.chart(found, ax)
    assert drawn(ax, "curve") == []
    assert drawn(ax, "single") == [[[0, 0], [0.5, 0.9], [1, 0.1]]]
    assert "Kabul falls" in texts(ax)
    assert by_date.key(found) == by_date.SINGLY


def line(*chances: float, name: str = "Ann", **changes: Any) -> Line:
    """A line whose chances follow each other by ten days."""
    days = [START + timedelta(days=10 * place) for place in range(len(chances) + 1)]
    steps = tuple(
        Step(day=day, until=until, p=p, handle="10.1")
        for day, until, p in zip(days, days[1:], chances, strict=False)
    )
    return Line(
        **{
            "forecaster": name.casefold(),
            "name": name,
            "reading": "primary",
            "claim": "",
            "deadline": cases.NEAR,
            "by_timeline": False,
            "steps": steps,
            "end": days[-1],
            "ended": "evaluated",
            **changes,
        }
    )


def updates(*lines: Line, **changes: Any) -> Updates:
    """The history of a question as these lines make it."""
    return Updates(
        **{
            "question": "kabul",
            "statement": "Kabul falls",
            "on": date(2021, 8, 1),
            "deadline": cases.NEAR,
            "event": None,
            "not_through": None,
            "answer": None,
            "lines": lines,
            "median": (),
            "left_out": 0,
            **changes,
        }
    )


def test_history_draws_steps_with_a_dot_each(ax: Axes) -> None:
    """Each line is named at its end with its last chance."""
    assert history.chart(updates(line(0.3, 0.6), line(0.5, name="Bob")), ax) is ax
    first, then, end = (day_number(START) + ahead for ahead in (0, 10, 20))
    assert drawn(ax, "steps")[0] == [[first, 0.3], [then, 0.3], [then, 0.6], [end, 0.6]]
    assert drawn(ax, "update") == [[[first, 0.3]], [[then, 0.6]], [[first, 0.5]]]
    assert {"60% Ann", "50% Bob", "evaluated 1 Aug 2021", "deadline 25 Sep 2021"} <= set(texts(ax))


def test_a_stretch_without_a_forecast_is_a_gap(ax: Axes) -> None:
    """The line does not cross it, and ends in a cross where it was withdrawn."""
    whole = line(0.3, 0.6, ended="withdrawn")
    early = replace(whole.steps[0], until=START + timedelta(days=4))
    history.chart(updates(replace(whole, steps=(early, whole.steps[1]))), ax)
    (corners,) = drawn(ax, "steps")
    assert np.isnan(corners[2]).all()
    assert drawn(ax, "withdrawn") == [[[day_number(START) + 20, 0.6]]]


def test_the_outcome_is_a_diamond(ax: Axes) -> None:
    """At 100% on the day it happened."""
    came = date(2021, 7, 20)
    history.chart(updates(line(0.3), event=came), ax)
    assert drawn(ax, "event") == [[[day_number(came), 1.0]]]
    assert "happened 20 Jul 2021" in texts(ax)


def test_what_did_not_happen_ends_at_nothing(ax: Axes) -> None:
    """A diamond at 0% on the deadline; what came out otherwise is said."""
    history.chart(updates(line(0.3), not_through=cases.LATER), ax)
    assert drawn(ax, "event") == [[[day_number(cases.NEAR), 0.0]]]
    assert "did not happen by 25 Sep 2021" in texts(ax)
    other = Figure().add_subplot()
    history.chart(updates(line(0.3), answer="void"), other)
    assert history_words.finding(updates(line(0.3), answer="void")) == "It came out void: last given 30%"
    assert drawn(other, "event") == []


def test_an_event_long_after_is_named_at_the_edge(ax: Axes) -> None:
    """It would squeeze everything else; an evaluation before everything is named at the other."""
    history.chart(updates(line(0.3), event=date(2031, 1, 1)), ax)
    assert drawn(ax, "event") == []
    assert "happened 1 Jan 2031 →" in texts(ax)


def test_alternative_readings_are_quiet(ax: Axes) -> None:
    """Grey, thin, and said to be alternatives."""
    history.chart(updates(line(0.3), line(0.9, reading="B", claim="by 2021-08-01")), ax)
    widths = [drawn.get_linewidth() for drawn in ax.lines if drawn.get_gid() == "steps"]
    assert widths[1] < widths[0]
    assert "Ann (by 2021-08-01, alternative)" in texts(ax)


def test_a_crowd_is_its_median(ax: Axes) -> None:
    """The others are faint and have no names."""
    lines = [line(0.1 * place, name=f"F{place}") for place in range(1, 10)]
    found = updates(*lines, median=(Step(day=START, until=cases.NEAR, p=0.5),))
    history.chart(found, ax)
    assert drawn(ax, "median-line") == [[[day_number(START), 0.5], [day_number(cases.NEAR), 0.5]]]
    assert "50% median\nof 9 lines" in texts(ax)
    assert not any("F1" in text for text in texts(ax))
    assert history_words.key(found) == history_words.CROWD


def test_a_line_to_the_end_of_time_can_be_drawn() -> None:
    """Dates run to the year 9999."""
    far = line(0.3, deadline=date.max, end=date.max)
    found = updates(far, deadline=date.max)
    assert "<svg" in svg(lambda ax: history.chart(found, ax), height=3, name="n", title="t", description="d")


def calendar(unit: str, *cells: Cell) -> Heat:
    """A calendar of two shades."""
    return Heat(
        unit=unit,
        first=cells[0].first,
        last=cells[-1].last,
        total=sum(cell.count for cell in cells),
        shades=((1, 5), (6, 1200)),
        cells=cells,
    )


def squares(ax: Axes, name: str) -> list[Rectangle]:
    """The squares that bear a name."""
    return [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_gid() == name]


@pytest.mark.parametrize(("unit", "ahead"), [("day", 1), ("week", 7), ("month", 31)])
def test_the_calendar_has_a_square_for_each_cell(ax: Axes, unit: str, ahead: int) -> None:
    """With its number where there is one, and a key with the ranges."""
    start = date(2021, 3, 1)
    cells = [
        Cell(
            first=start + timedelta(days=ahead * place),
            last=start + timedelta(days=ahead * (place + 1) - 1),
            count=count,
            shade=shade,
        )
        for place, (count, shade) in enumerate([(3, 0), (0, None), (1200, 1)])
    ]
    found = calendar(unit, *cells)
    assert heat.chart(found, ax) is ax
    assert len(squares(ax, "cell")) == 3
    assert len({square.get_xy() for square in squares(ax, "cell")}) == 3
    assert len(squares(ax, "key")) == 2
    assert {"3", "1k", "1–3", "4–1,200"} <= set(texts(ax))
    assert heat.height(found) > 0.5
    assert unit in heat.key(found)


def test_the_darker_the_more(ax: Axes) -> None:
    """One hue, stronger from shade to shade."""
    cells = [Cell(first=START, last=START, count=1, shade=0)]
    heat.chart(replace(calendar("day", *cells), shades=((1, 1), (2, 2), (3, 3), (4, 4))), ax)
    strengths = [square.get_alpha() for square in squares(ax, "key")]
    assert strengths == sorted(strengths, key=lambda strength: strength or 0)
    assert len({square.get_facecolor()[:3] for square in squares(ax, "key")}) == 1


def test_every_cell_of_a_long_calendar_has_a_place_of_its_own(ax: Axes) -> None:
    """Three years of weeks, a 53rd one among them."""
    first = date(2019, 12, 30)
    cells = [
        Cell(
            first=first + timedelta(weeks=week), last=first + timedelta(weeks=week, days=6), count=1, shade=0
        )
        for week in range(157)
    ]
    found = calendar("week", *cells)
    heat.chart(found, ax)
    assert len({square.get_xy() for square in squares(ax, "cell")}) == 157
    assert {"2020", "2021", "2022", "Jan–Mar"} <= set(texts(ax))


def test_a_chart_of_time_becomes_a_picture_of_every_form() -> None:
    """A smoke test: each form begins as it should."""
    found = updates(line(0.3, 0.6), event=date(2021, 7, 20))
    picture = Picture(
        name="history",
        title="Kabul falls",
        description="It happened.",
        height=history.height(found),
        draw=lambda ax: history.chart(found, ax),
        key=history_words.key(found),
    )
    assert image(picture, "png").startswith(b"\x89PNG")
    assert image(picture, "pdf").startswith(b"%PDF")
    assert image(picture, "svg").startswith(b"<svg")
