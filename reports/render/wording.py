"""How claims, dates, beliefs and outcomes are put into a reader's words."""

from __future__ import annotations

from forecasts.bound_words import bound_words
from forecasts.days import shifted
from reports.facets.rows import Row
from reports.figures import NOTHING, between, figure, percent

Pair = tuple[str, str]
_CAME_TRUE = {"yes": "came true", "no": "did not come true", "partly": "came true in part"}


def kind(prospective: bool) -> str:
    """Prospective or retrospective."""
    return "prospective" if prospective else "retrospective"


def came_true(verdict: str) -> str:
    """A verdict as a reader says it: whether the claim came true.

    >>> came_true("no"), came_true("void")
    ('did not come true', 'void')
    """
    return _CAME_TRUE.get(verdict, verdict)


def claim(row: Row) -> str:
    """What the forecast asserts of its question, where that is more than that it happens."""
    parts = [row.option] if row.option else []
    parts += bound_words(row.above, row.below)
    if row.condition_question:
        by = f" by {row.condition_by}" if row.condition_by else ""
        parts.append(f"given {row.condition_question} {row.condition_answer or 'happens'}{by}")
    return ", ".join(parts)


def when(row: Row) -> Pair:
    """The window or the deadline, and beside it the words, the horizon and who settled it."""
    notes = [f"“{row.when}”"] if row.when else []
    if row.settled_by:
        notes.append(f"settled by {row.settled_by}")
    if row.belief == "timeline" and row.horizon:
        notes.append(f"horizon {row.horizon}")
    if row.latest and row.earliest:
        return f"{row.earliest} to {row.latest}", ", ".join(notes)
    if row.latest or row.deadline:
        opening = f"{row.not_before} to " if row.not_before else "by "
        return f"{opening}{row.latest or row.deadline}", ", ".join(notes)
    return NOTHING, ", ".join(notes)


def said(row: Row) -> Pair:
    """The probabilities, and beside them the band and the rule by which words were read."""
    rule = row.rule if row.rule not in (None, "stated", "vague") else ""
    if row.belief == "chance" and row.p is not None:
        banded = row.said_low is not None and row.said_high is not None and row.said_low < row.said_high
        band = f"{percent(row.said_low or 0)} to {percent(row.said_high or 0)}" if banded else ""
        return percent(row.p), ", ".join(part for part in (band, rule) if part)
    if row.belief == "timeline":
        return _heights(row), rule or ""
    if row.belief == "shares":
        return ", ".join(f"{name} {percent(p)}" for name, p in _pairs(row)), rule or ""
    if row.belief == "quantiles":
        return ", ".join(f"{percent(p)} up to {value:g}" for value, p in _pairs(row)), rule or ""
    return NOTHING, ""


def _pairs(row: Row) -> list[tuple[float | str, float]]:
    return list(zip(row.numbers or (), row.heights or (), strict=True))


def _heights(row: Row) -> str:
    if row.p is not None and row.latest:
        return f"{percent(row.p)} by {row.latest}"
    if row.latest is None:
        return ", ".join(f"{percent(height)} by day {day:g}" for day, height in _pairs(row))
    named = {day for day in (row.earliest, row.central, row.latest) if day is not None}
    knots = [(shifted(row.made_on, float(day)), height) for day, height in _pairs(row)]
    shown = [height for day, height in knots if day in named]
    return "/".join(percent(height).removesuffix("%") for height in shown) + "%"


def outcome(row: Row) -> Pair:
    """What came of it, and which record says so."""
    where = row.outcome or ""
    if row.verdict in ("void", "ambiguous"):
        return row.verdict, where
    if row.outcome_kind == "partly" and row.answer_grade is not None:
        return f"partly, {row.answer_grade:g}", where
    if row.outcome_kind in ("void", "ambiguous"):
        return row.outcome_kind, where
    if row.event_on:
        return f"happened {row.event_on}", where
    if row.answer_option:
        return row.answer_option, where
    if row.answer_value is not None:
        return f"{row.answer_value:g}", where
    if row.not_through:
        return f"not through {row.not_through}", where
    return NOTHING, where


def result(row: Row) -> Pair:
    """The score and its band; the reason where there is no score."""
    if row.score is None:
        return NOTHING, (row.reason or row.because or "").removeprefix(f"{row.verdict}: ")
    band = between(row.score_low, row.score_high, places=4) if row.score_low != row.score_high else ""
    waiting = f"provisional, {percent(row.elapsed or 0)} of the horizon" if row.provisional else ""
    return figure(row.score, places=4), ", ".join(part for part in (band, waiting) if part)
