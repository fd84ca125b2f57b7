"""What is said of a question's history: what came of it, who said what, and how to read its lines."""

from __future__ import annotations

from reports.charts.text import shortened, shortened_apart
from reports.days import day, from_to
from reports.facets.updates import Line, Updates
from reports.figures import percent

KEY = "A dot each forecast, a bar its window. Cross: withdrawn. Thin grey: an alternative reading."
CROWD = "Thin lines: the forecasters. A line ends in a cross where it was withdrawn."
_LABEL = 100


def key(found: Updates) -> str:
    """How to read the chart of this history: line by line, or a crowd with its median."""
    return CROWD if found.median else KEY


def finding(found: Updates) -> str:
    """What came of it, and what was last said of it."""
    last = [line.steps[-1].p for line in found.lines if line.is_primary] or [
        line.steps[-1].p for line in found.lines
    ]
    low, high = percent(round(min(last), 3)), percent(round(max(last), 3))
    said = f"last given {low}" if low == high else f"last given {low} to {high}"
    if found.event is not None:
        return f"It happened on {day(found.event)}: {said}"
    if never_came(found):
        return f"It did not happen: {said}"
    if found.answer is not None:
        return f"It came out {found.answer}: {said}"
    if is_overdue(found):
        return f"No outcome is known, and the deadline is over: {said}"
    return f"Open on {day(found.on)}: {said}"


def never_came(found: Updates) -> bool:
    """Whether its deadline is known to have gone by without it."""
    return (
        found.event is None
        and found.deadline is not None
        and found.not_through is not None
        and found.not_through >= found.deadline
    )


def is_overdue(found: Updates) -> bool:
    """Whether the deadline is over and nothing is known of it."""
    nothing = found.event is None and found.answer is None and not never_came(found)
    return nothing and found.deadline is not None and found.deadline < found.on


def about(line: Line) -> str:
    """What sets a line apart from "it happens by the deadline": its claim, its window, its reading."""
    window = line.steps[-1].window
    parts = (
        line.claim,
        f"window {from_to(*window)}" if window else "",
        "" if line.is_primary else "alternative",
    )
    return ", ".join(part for part in parts if part)


def names_below(lines: tuple[Line, ...]) -> list[str]:
    """The names that stand below the chart, with what sets each line apart."""
    names = shortened_apart([line.name for line in lines], _LABEL)
    parts = [shortened(about(line), _LABEL) for line in lines]
    return [f"{name} ({part})" if part else name for name, part in zip(names, parts, strict=True)]


def _came(found: Updates) -> str:
    if found.event is not None:
        return f"It happened on {found.event}."
    if found.not_through is not None:
        return f"It had not happened through {found.not_through}."
    return f"It came out {found.answer}." if found.answer else f"It was open on {found.on}."


def measure(found: Updates) -> str:
    """Of which question, and by when."""
    return f"{found.statement}: the chance" + (f" by {day(found.deadline)}" if found.deadline else "")


def words(found: Updates) -> str:
    """Who gave which chance from which day on, and what came of it."""
    said = "; ".join(
        f"{line.name}: " + ", ".join(f"{percent(step.p)} from {step.day}" for step in line.steps)
        for line in found.lines
    )
    return f"{said}. {_came(found)}"
