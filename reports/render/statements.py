"""A statement as a page tells it: the words, the claim, the result in words, how it fared, its score."""

from __future__ import annotations

from collections.abc import Iterable

from reports.charts.pen import Sketch
from reports.charts.said_values import said_values
from reports.charts.time_line import TALL, Span, common_span, span_of, time_line
from reports.days import day, from_to, short_day
from reports.facets.counts_in_words import of
from reports.facets.fares import Fare, fare_of, firsts, window_of
from reports.facets.lanes import Lane, lanes_of
from reports.facets.rows import Row
from reports.figures import amount, between, figure, percent
from reports.render.layout import Entries, Entry, Quote, Quotes
from reports.render.wording import claim
from reports.scorecards import Scorecard
from tracker.measures import title_of

_PLACES = 2


def entries(card: Scorecard) -> Entries:
    """A row for each first forecast that can be scored, other readings and updates with it."""
    rows = firsts(card.rows)
    lanes = {lane.handle: lane for lane in lanes_of(rows)}
    spans = {
        row.handle: span_of(row, lanes[row.handle], card.heading.on) for row in rows if row.handle in lanes
    }
    common = common_span(tuple(spans.values()))
    several = len(card.shares) > 1
    found: list[Entry] = []
    for row in rows:
        lane = lanes.get(row.handle)
        drawn = any(one.drawing is not None and one.drawing.height == TALL for one in found)
        drawing = _drawing(row, lane, common or spans.get(row.handle), card, axis=common is None or not drawn)
        found.append(_entry(row, drawing, card.rows, several=several))
    return Entries(caption="What was said, by when, and what happened", entries=tuple(found))


def quotes(rows: Iterable[Row]) -> Quotes:
    """What nobody can check: each quote once, with what it is about and why it cannot be scored."""
    found = (
        Quote(
            text=quoted(row),
            about=row.question_statement,
            why=(row.reason or row.because or "").removeprefix("unscoreable: "),
        )
        for row in rows
        if row.verdict == "unscoreable" and row.order == 0 and row.is_primary
    )
    return Quotes(quotes=tuple(dict.fromkeys(found)))


def quoted(row: Row) -> str:
    """The words as they were said; for a forecast typed in as numbers, the numbers."""
    if words := row.quote or row.words:
        return f"“{words}”"
    if row.belief == "quantiles":
        values = [float(value) for value in row.numbers or ()]
        return f"{amount(min(values))} to {amount(max(values))}" if values else "no number"
    if row.belief == "shares":
        option, share = max(zip(row.numbers or (), row.heights or (), strict=True), key=lambda one: one[1])
        return f"{percent(share)} {option}"
    return read_as(row)


def read_as(row: Row) -> str:
    """What the words were read as: a chance by a day, or a window."""
    if row.belief == "timeline" and (window := window_of(row)):
        return from_to(*window)
    by = f" by {day(row.deadline)}" if row.deadline else ""
    return (percent(row.p) if row.p is not None else "") + by


def about(row: Row, *, several: bool) -> str:
    """The claim in full: who where several speak, the question, option and threshold, and how it was read."""
    parts = [row.question_statement, claim(row)]
    if row.quote or row.words:
        read = read_as(row)
        parts.append(f"read as {read}" if row.belief == "chance" and row.p is not None else read)
    told = " · ".join(part for part in parts if part)
    return f"{row.name}: {told}" if several else told


def result(row: Row) -> str:
    """What happened, and nothing of whether it had been foretold.

    It happened or did not, the option or the value; or why there is none of these.
    """
    if row.verdict in ("pending", "overdue"):
        due = row.matures_on or row.deadline
        if row.verdict == "overdue":
            return "No outcome yet" + (f", due since {short_day(due)}" if due else "")
        return "Open" + (f" until {short_day(due)}" if due else "")
    if row.verdict == "unscoreable":
        return "Cannot be checked"
    if row.verdict in ("void", "ambiguous", "withdrawn"):
        return row.verdict.capitalize()
    if row.verdict == "pre-dated":
        return "Had already happened" + (f" on {short_day(row.event_on)}" if row.event_on else "")
    if row.observed is not None and 0 < row.observed < 1:
        return f"Happened in part ({row.observed:g})"
    if row.answer_option is not None:
        return row.answer_option
    if row.answer_value is not None:
        return amount(row.answer_value)
    if row.event_on is None:
        return "Did not happen"
    late = row.deadline or row.latest
    if row.verdict == "no" and late is not None and row.event_on > late and row.belief != "timeline":
        return f"Did not happen in time, but on {short_day(row.event_on)}"
    return f"Happened on {short_day(row.event_on)}"


def fared(row: Row) -> str:
    """How the forecast fared: a mark with its word, and by how much a window was off."""
    fare = fare_of(row)
    if fare is None:
        return ""
    off = ""
    window = window_of(row) if row.belief == "timeline" else None
    if window is not None and row.event_on is not None and fare in (Fare.TOO_EARLY, Fare.TOO_LATE):
        early = fare is Fare.TOO_EARLY
        days = (row.event_on - window[1]).days if early else (window[0] - row.event_on).days
        off = f" by {of(days, 'day')}"
    return f"{fare.mark} {fare.value}{off}"


def scored(row: Row) -> str:
    """The score under the name of its measure, with its band; marked where it is not final."""
    if row.score is None:
        return "" if row.verdict in ("pending", "overdue", "yes", "no") else row.because or ""
    places = 3 if 0 < row.score < 0.005 else _PLACES
    band = ""
    if row.score_low is not None and row.score_high is not None and row.score_low < row.score_high:
        band = f" ({between(row.score_low, row.score_high, places=places)})"
    told = f"{title_of(row.measure or '')} {figure(row.score, places=places)}{band}"
    if row.provisional:
        return f"{told}, provisional: {percent(round(row.elapsed or 0, 2))} of its days are over"
    return told


def _drawing(row: Row, lane: Lane | None, span: Span | None, card: Scorecard, *, axis: bool) -> Sketch | None:
    if row.belief in ("shares", "quantiles"):
        return said_values(row)
    if lane is None or span is None:
        return None
    return time_line(row, lane, span=span, on=card.heading.on, axis=axis)


def _entry(row: Row, drawing: Sketch | None, rows: tuple[Row, ...], *, several: bool) -> Entry:
    fare = fare_of(row)
    return Entry(
        place=f"forecast-{row.handle}",
        quote=quoted(row),
        about=about(row, several=several),
        drawing=drawing,
        result=result(row),
        fare=fared(row),
        is_miss=fare is not None and fare.is_miss,
        score=scored(row),
        notes=tuple(_notes(row, rows)),
    )


def _notes(row: Row, rows: tuple[Row, ...]) -> Iterable[str]:
    for other in rows:
        if other.is_primary or other.statement is None or other.statement != row.statement:
            continue
        parts = (result(other), fared(other), scored(other))
        yield f"If read as “{other.question_statement}”: {', '.join(part for part in parts if part)}."
    updates = sum(other.series == row.series and other.order > 0 and other.is_primary for other in rows)
    if updates:
        yield f"Updated {of(updates, 'time')} since; the first forecast counts."
