"""One forecast along time: when it was said, by when it was to come, and what came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from forecasts.days import shifted
from reports.charts.colours import BLUE, FAINT, INK, ORANGE, QUIET
from reports.charts.pen import Pen, Sketch
from reports.charts.text import cut
from reports.days import MONTHS, day, from_to, short_day
from reports.facets.fares import Fare, fare_of
from reports.facets.lanes import Lane
from reports.facets.rows import Row
from reports.figures import percent

TALL, SHORT = 74.0, 52.0
_EDGE = 0.02
_SAID, _LINE, _CAME, _AXIS, _TICKS = 11.0, 24.0, 45.0, 55.0, 69.0
_TICKS_A_LINE = 6
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
_ALIKE = 0.2
_LETTERS = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """The days that a line shows, from the first to the last."""

    first: date
    last: date

    def along(self, on: date) -> float:
        """Where a day lies, as a share of the width; within the line in any case."""
        share = (on - self.first).days / max(1, (self.last - self.first).days)
        return _EDGE + (1 - 2 * _EDGE) * min(1.0, max(0.0, share))


def span_of(row: Row, lane: Lane, on: date) -> Span:
    """The days that one forecast needs."""
    ends = [lane.end, *([lane.horizon] if lane.horizon else []), *([_came_on(row)] if _came_on(row) else [])]
    last = max(end for end in ends if end is not None)
    if row.is_open and lane.made_on < on:
        last = max(last, min(on, shifted(last, (last - lane.made_on).days)))
    return Span(first=lane.made_on, last=max(last, shifted(lane.made_on, 1)))


def common_span(spans: Sequence[Span]) -> Span | None:
    """One span for all lines, where none would be too short on it to be read; else None.

    >>> spans = [Span(first=date(2021, 6, 1), last=date(2021, 6, 9 + 20 * more)) for more in (0, 1)]
    >>> common_span(spans).last
    datetime.date(2021, 6, 29)
    """
    if not spans:
        return None
    whole = Span(first=min(one.first for one in spans), last=max(one.last for one in spans))
    days = (whole.last - whole.first).days
    if any((one.last - one.first).days < _ALIKE * days for one in spans):
        return None
    return whole


def time_line(row: Row, lane: Lane, *, span: Span, on: date, axis: bool = True, name: str = "") -> Sketch:
    """The sketch of one forecast; without an `axis` it stands below one that has it."""
    return Sketch(
        name=name or f"time-line-{row.handle}",
        title=row.question_statement,
        description=told(row, lane, on),
        height=TALL if axis else SHORT,
        draw=lambda pen: _draw(pen, row, lane, span, on, axis=axis),
    )


def told(row: Row, lane: Lane, on: date) -> str:
    """The line in words, for whoever does not see it."""
    return f"Said on {day(lane.made_on)}: {_said(row, lane)}. {_result(row, lane, on, short=False)}."


def _said(row: Row, lane: Lane) -> str:
    if lane.is_window:
        chance = f", {percent(row.p)}" if row.p is not None else ""
        return from_to(lane.start, lane.end) + chance
    return (f"{percent(row.p)} " if row.p is not None else "") + f"by {day(lane.end)}"


def _came_on(row: Row) -> date | None:
    """The day that decides what is drawn: of the event, or to which it is known not to have come."""
    if row.event_on is not None:
        return row.event_on
    ends = [end for end in (row.not_through, row.horizon or row.deadline) if end is not None]
    return min(ends) if row.not_through is not None else None


def _result(row: Row, lane: Lane, on: date, *, short: bool) -> str:
    written = (lambda when: short_day(when)) if short else day
    if row.verdict in ("void", "ambiguous", "pre-dated", "withdrawn"):
        return row.verdict if short else row.verdict.capitalize()
    came = _came_on(row)
    text = f"open on {written(on)}"
    if row.event_on is not None:
        text = f"happened {written(row.event_on)}" if short else f"happened on {written(row.event_on)}"
    elif came is not None:
        text = f"not by {written(came)}"
    elif row.answer_option is not None:
        text = cut(row.answer_option, _LETTERS) if short else row.answer_option
    return text if short else f"{text[:1].upper()}{text[1:]}"


def _draw(pen: Pen, row: Row, lane: Lane, span: Span, on: date, *, axis: bool) -> None:
    fare = fare_of(row)
    colour = ORANGE if fare is not None and fare.is_miss else BLUE
    made, start, end = (span.along(when) for when in (lane.made_on, lane.start, lane.end))
    if axis:
        _axis(pen, span)
    if lane.is_window:
        pen.line((made, _LINE), (start, _LINE), QUIET, dashed=True)
        pen.box(start, end, _LINE - 8, 16, BLUE)
    else:
        pen.line((made, _LINE), (end, _LINE), BLUE, width=3)
        pen.line((end, _LINE - 8), (end, _LINE + 8), BLUE, width=3)
    said = _said_in_short(row, lane)
    middle = (start + end) / 2 if lane.is_window else end
    pen.text(middle, _SAID, said, BLUE)
    came = _came_on(row)
    where = span.along(came if came is not None else min(on, span.last))
    if row.event_on is not None:
        pen.line((end, _LINE), (where, _LINE), colour, dashed=True)
        pen.diamond(where, _LINE, INK)
    elif came is not None:
        if where > end:
            pen.line((end, _LINE), (where, _LINE), colour, dashed=True)
            pen.cross(where, _LINE, colour if colour == ORANGE else QUIET)
        else:
            pen.dot(where, _LINE, colour, radius=5, hollow=True)
    pen.dot(made, _LINE, INK)
    pen.text(
        where,
        _CAME,
        _result(row, lane, on, short=True),
        colour if fare in (Fare.LEANED_WRONG, Fare.NOTHING_CAME) else QUIET,
    )


def _said_in_short(row: Row, lane: Lane) -> str:
    if lane.is_window:
        same = lane.start.year == lane.end.year
        dates = f"{short_day(lane.start, year=not same)} to {short_day(lane.end)}"
        return f"{percent(row.p)}, {dates}" if row.p is not None else dates
    return (f"{percent(row.p)} " if row.p is not None else "") + f"by {short_day(lane.end)}"


def _axis(pen: Pen, span: Span) -> None:
    pen.line((0, _AXIS), (1, _AXIS), FAINT)
    for on, label in _ticks(span):
        along = span.along(on)
        pen.line((along, _AXIS), (along, _AXIS + 4), QUIET)
        pen.text(along, _TICKS, label, QUIET, size=11)


def _ticks(span: Span) -> list[tuple[date, str]]:
    """First days of months or years, at most so many that their names stand apart; else the two ends.

    >>> _ticks(Span(first=date(2021, 6, 25), last=date(2021, 12, 25)))[0][1]
    'Jul 2021'
    >>> _ticks(Span(first=date(2021, 6, 2), last=date(2021, 6, 9)))
    [(datetime.date(2021, 6, 2), '2 Jun 2021'), (datetime.date(2021, 6, 9), '9 Jun 2021')]
    """
    first, last = span.first, span.last
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((step for step in _STEPS if months // step <= _TICKS_A_LINE - 1), months)
    found: list[tuple[date, str]] = []
    for month in range(first.year * 12 + first.month, last.year * 12 + last.month):
        if month % step == 0 and 0 < month // 12 <= date.max.year:
            on = date(month // 12, month % 12 + 1, 1)
            name = f"{MONTHS[on.month - 1][:3]}"
            fresh = not found or found[-1][0].year != on.year
            found.append((on, f"{on.year}" if step >= 12 else f"{name} {on.year}" if fresh else name))
    return found if len(found) > 1 else [(first, short_day(first)), (last, short_day(last))]
