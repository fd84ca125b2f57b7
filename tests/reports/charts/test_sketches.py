"""What holds of every light chart, on small, large and hostile data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from xml.etree import ElementTree as ET

import pytest

from reports.charts.pen import Sketch, inline, standing
from reports.charts.reliability_sketch import reliability_sketch
from reports.charts.said_values import said_values
from reports.charts.score_line import Mark, Scale, score_line
from reports.charts.time_line import span_of, time_line
from reports.facets.lanes import lanes_of
from reports.facets.rows import Row
from tests.reports import cases
from tests.reports.charts.test_every_chart import HOSTILE
from tracker.calibration.reliability import reliability
from tracker.tally import Tally

PHONE = 358.0
LATIN, WIDE, WIDE_FROM = 6.6, 12.6, 0x900
DATA = {"one": ("Ann",), "five hundred": tuple(f"Forecaster {place:03}" for place in range(500))}
DATA |= {"hostile": HOSTILE}


def _row(names: tuple[str, ...]) -> Row:
    """A forecast whose every word is a name."""
    row = next(row for row in cases.founding_card().rows if row.belief == "timeline")
    return replace(row, question_statement=names[0], name=names[0], answer_option=names[0], words=names[-1])


def _options(names: tuple[str, ...]) -> Sketch:
    share = 1 / len(names)
    row = replace(_row(names), belief="shares", numbers=names, heights=(share,) * len(names), verdict="yes")
    found = said_values(row)
    assert found is not None
    return found


def _range(names: tuple[str, ...]) -> Sketch:
    row = replace(_row(names), belief="quantiles", numbers=(-1e12, 0.5, 1e12), heights=(0.1, 0.5, 0.9))
    found = said_values(replace(row, answer_value=123456789.123, answer_option=None, verdict="no"))
    assert found is not None
    return found


def _time(names: tuple[str, ...], **changes: object) -> Sketch:
    row = replace(_row(names), **changes)  # type: ignore[arg-type]  # any field of a row
    (lane,) = lanes_of((row,))
    return time_line(row, lane, span=span_of(row, lane, cases.YEAR_END), on=cases.YEAR_END)


def _curve(count: int) -> Sketch:
    found = reliability(Tally.of([0.1, 0.4, 0.7, 0.9] * count, [0, 1, 1, 0] * count), seed=1)
    assert found is not None
    return reliability_sketch(found, name="curve")


def _sketches(names: tuple[str, ...]) -> Iterator[Sketch]:
    marks = tuple(
        Mark(score=place / len(names), name=name, to=f"#forecast-1.{place}")
        for place, name in enumerate(names)
    )
    yield score_line([Scale(title="Brier score", bound=1.0, marks=marks)])
    yield score_line([Scale(title="Brier score", bound=1.0, mean=1.0, low=0.0, high=1.0)])
    yield _curve(len(names))
    yield _options(names)
    yield _range(names)
    yield _time(names)
    yield _time(names, event_on=None, not_through=None)


@pytest.mark.parametrize("data", DATA)
def test_it_is_well_formed_on_a_page_and_in_a_file(data: str) -> None:
    """Whatever people are called; no picture is higher than a page."""
    for sketch in _sketches(DATA[data]):
        ET.fromstring(inline(sketch))
        ET.fromstring(standing(sketch, width=PHONE))
        assert 0 < sketch.height < 400
        assert sketch.title
        assert sketch.description


@pytest.mark.parametrize("data", DATA)
def test_nothing_is_written_beyond_its_edge_on_a_phone(data: str) -> None:
    """Neither at the left nor at the right; by the width of letters, wider for the wider scripts."""
    for sketch in _sketches(DATA[data]):
        text = standing(sketch, width=PHONE)
        for x, aside, anchor, words in re.findall(
            r'<text x="([-\d.]+)"[^>]*?(?: dx="([-\d.]+)")?[^>]*?text-anchor="(\w+)"[^>]*>([^<]*)<', text
        ):
            start, wide = float(x) + float(aside or 0), _width(unescape(words))
            left = {"start": start, "middle": start - wide / 2, "end": start - wide}[anchor]
            assert left >= -4, words
            assert left + wide <= PHONE + 4, words


def test_a_sign_that_orders_something_elsewhere_stands_as_it_is() -> None:
    """A dollar is a dollar, and a letter of markup a letter."""
    drawn = standing(_options(("$5 & <b>", "$6")), width=PHONE)
    assert ">$5 &amp; &lt;b&gt;<" in drawn


def _width(words: str) -> float:
    return sum(WIDE if ord(letter) >= WIDE_FROM else LATIN for letter in words)
