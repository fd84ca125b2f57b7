"""A belief as cells and back, numbers and rule as they are, so that no words need to be read again."""

from __future__ import annotations

from typing import TypeVar

from forecasts.belief import Belief, Chance, Quantiles, Shares, Timeline, Vague
from forecasts.errors import UnfitNoun
from forecasts.exchange.cells import number_cell, numbers_cell, shares_cell
from forecasts.exchange.own.rows import Row

T = TypeVar("T")

NOTHING, VAGUE = "none", "vague"
NUMBERS = ("words", "low", "high", "earliest", "central", "latest", "days", "cdf")
"""Columns that mean something only beside a rule."""


def belief_cells(belief: Belief | None) -> dict[str, str]:
    """The cells that `read_belief` reads back as this belief.

    >>> belief_cells(Chance.stated(0.7))
    {'rule': 'stated', 'p': '0.7', 'low': '0.7', 'high': '0.7'}
    """
    if belief is None:
        return {"rule": NOTHING}
    cells = {} if belief.words is None else {"words": belief.words}
    match belief:
        case Vague():
            cells["rule"] = VAGUE
        case Chance(p=p, low=low, high=high):
            cells |= {"rule": belief.rule, "p": number_cell(p)}
            cells |= {"low": number_cell(low), "high": number_cell(high)}
        case Timeline():
            cells |= {"rule": belief.rule, **_window_cells(belief)}
            cells |= {"days": numbers_cell(belief.days), "cdf": numbers_cell(belief.cdf)}
        case Quantiles(levels=levels, values=values):
            pairs = zip(levels, values, strict=True)
            cells["rule"] = belief.rule
            cells["quantiles"] = "; ".join(f"{number_cell(q)}: {number_cell(v)}" for q, v in pairs)
        case Shares(options=options, shares=shares):
            cells |= {"rule": belief.rule, "shares": shares_cell(options, shares)}
    return cells


def read_belief(row: Row) -> Belief | None:
    """The belief that a row with a rule gives in numbers."""
    rule, words, p = row.word("rule") or "", row.text("words"), row.number("p")
    if rule == NOTHING:
        return None
    if rule == VAGUE:
        return Vague(words=_needed(words, rule, "words"))
    if row.texts("days"):
        return _timeline(row, rule)
    if row.word("quantiles"):
        levels, values = zip(*row.quantiles("quantiles"), strict=True)
        return Quantiles(levels=levels, values=values, words=words, rule=rule)
    if row.word("shares"):
        options, shares = zip(*row.shares("shares"), strict=True)
        return Shares(options=options, shares=shares, words=words, rule=rule)
    p = _needed(p, rule, "p, or its days, quantiles or shares")
    low, high = row.number("low"), row.number("high")
    return Chance(
        p=p, low=p if low is None else low, high=p if high is None else high, words=words, rule=rule
    )


def _timeline(row: Row, rule: str) -> Timeline:
    return Timeline(
        days=row.numbers("days"),
        cdf=row.numbers("cdf"),
        horizon=_needed(row.day("horizon"), rule, "horizon"),
        words=row.text("words"),
        rule=rule,
        earliest=row.day("earliest"),
        central=row.day("central"),
        latest=row.day("latest"),
        p=row.number("p"),
    )


def _window_cells(belief: Timeline) -> dict[str, str]:
    days = {"earliest": belief.earliest, "central": belief.central, "latest": belief.latest}
    cells = {name: day.isoformat() for name, day in days.items() if day is not None}
    p = {} if belief.p is None else {"p": number_cell(belief.p)}
    return {**cells, "horizon": belief.horizon.isoformat(), **p}


def _needed(value: T | None, rule: str, what: str) -> T:
    if value is None:
        raise UnfitNoun(f"The row has the rule {rule!r}", f"give its {what}")
    return value
