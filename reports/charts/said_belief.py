"""What one forecast says, before anything came: a chance on its scale, or a window on its days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from forecasts.belief import Chance, Quantiles, Shares, Timeline
from forecasts.model import Forecast
from reports.charts.colours import BLUE, FAINT, INK, QUIET
from reports.charts.pen import Pen, Sketch
from reports.charts.text import shortened
from reports.days import short_day
from reports.figures import amount, percent

_HEIGHT = 92.0
_TOP, _BASE, _TICKS = 22.0, 70.0, 86.0
_LEFT, _RIGHT = 0.02, 0.98
_BAR = 19.0
_MOST_OPTIONS = 6


def said_belief(forecast: Forecast) -> Sketch | None:
    """The sketch of a forecast's belief; None where its words carry no number."""
    match forecast.belief:
        case Chance() as chance:
            return Sketch(
                name="said-chance",
                title="How likely",
                description=_chance_in_words(chance),
                height=_HEIGHT - 22,
                draw=lambda pen: _chance(pen, chance),
            )
        case Timeline() as timeline:
            return Sketch(
                name="said-timeline",
                title="How likely it is to have happened by each day",
                description=_timeline_in_words(forecast, timeline),
                height=_HEIGHT,
                draw=lambda pen: _timeline(pen, forecast, timeline),
            )
        case Shares() as shares:
            pairs = sorted(zip(shares.options, shares.shares, strict=True), key=lambda pair: -pair[1])
            return Sketch(
                name="said-shares",
                title="How likely each option is",
                description="; ".join(f"{option} {percent(share)}" for option, share in pairs) + ".",
                height=6 + _BAR * min(len(pairs), _MOST_OPTIONS),
                draw=lambda pen: _shares(pen, pairs),
            )
        case Quantiles() as quantiles:
            low, high = quantiles.values[0], quantiles.values[-1]
            return Sketch(
                name="said-quantiles",
                title="Which values are likely",
                description=f"From {amount(low)} to {amount(high)}.",
                height=_HEIGHT - 22,
                draw=lambda pen: _quantiles(pen, quantiles),
            )
    return None


def _along(share: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * min(1.0, max(0.0, share))


def _chance_in_words(chance: Chance) -> str:
    band = f", read as {percent(chance.low)} to {percent(chance.high)}" if chance.low < chance.high else ""
    return f"{percent(chance.p)}{band}."


def _chance(pen: Pen, chance: Chance) -> None:
    line = _BASE - 32
    pen.line((_along(0), line), (_along(1), line), FAINT, width=6)
    if chance.low < chance.high:
        pen.box(_along(chance.low), _along(chance.high), line - 9, 18, BLUE, see=0.28)
        pen.text(_along(chance.low), line + 26, percent(chance.low), QUIET, size=11, anchor="middle")
        pen.text(_along(chance.high), line + 26, percent(chance.high), QUIET, size=11, anchor="middle")
    pen.dot(_along(chance.p), line, BLUE, radius=7)
    pen.text(_along(chance.p), line - 15, percent(chance.p), INK, bold=True, size=14)
    for share in (0.0, 0.5, 1.0):
        if not chance.low - 0.07 < share < chance.high + 0.07:
            pen.text(_along(share), line + 26, percent(share), QUIET, size=11)


def _timeline_in_words(forecast: Forecast, timeline: Timeline) -> str:
    marks = ", ".join(f"{percent(height)} by {short_day(on)}" for on, height in _marks(forecast, timeline))
    return f"{marks}, up to {short_day(timeline.horizon)}."


def _marks(forecast: Forecast, timeline: Timeline) -> list[tuple[date, float]]:
    """The named days of a window with the chance by each."""
    found = []
    for on in (timeline.earliest, timeline.central, timeline.latest):
        if on is not None:
            day = (on - forecast.made_on).days
            found.append((on, _height(timeline, day)))
    return found


def _height(timeline: Timeline, day: float) -> float:
    """The chance that it has happened by a day after it was said, straight between the days that are told."""
    before_day, before = 0.0, 0.0
    for one, height in zip(timeline.days, timeline.cdf, strict=True):
        if day <= one:
            width = one - before_day
            return height if width <= 0 else before + (height - before) * (day - before_day) / width
        before_day, before = one, height
    return before


def _timeline(pen: Pen, forecast: Forecast, timeline: Timeline) -> None:
    span = max(1, (timeline.horizon - forecast.made_on).days)
    rise = _BASE - _TOP
    corners = [(0.0, 0.0), *zip(timeline.days, timeline.cdf, strict=True)]
    if corners[-1][0] < span:
        corners.append((float(span), corners[-1][1]))
    places = [(_along(day / span), _BASE - rise * height) for day, height in corners]
    pen.area([*places, (places[-1][0], _BASE), (places[0][0], _BASE)], BLUE, see=0.14)
    pen.line((_along(0), _BASE), (_along(1), _BASE), QUIET)
    pen.path(places, BLUE, width=2)
    taken: list[float] = []
    for on, height in _marks(forecast, timeline):
        day = (on - forecast.made_on).days
        along = _along(day / span)
        pen.line((along, _BASE), (along, _BASE - rise * height), BLUE, dashed=True)
        pen.dot(along, _BASE - rise * height, BLUE)
        pen.text(along, _BASE - rise * height - 8, percent(height), INK, size=11, anchor="end", aside=-4)
        if all(abs(along - other) > 0.13 for other in taken):
            pen.text(along, _TICKS, short_day(on, year=False), QUIET, size=11, anchor="middle")
            taken.append(along)
    for day in (0, span):
        along = _along(day / span)
        if all(abs(along - other) > 0.16 for other in taken):
            pen.text(along, _TICKS, short_day(forecast.made_on + timedelta(days=day)), QUIET, size=11)


def _shares(pen: Pen, pairs: Sequence[tuple[str, float]]) -> None:
    for place, (option, share) in enumerate(pairs[:_MOST_OPTIONS]):
        top = 4 + _BAR * place
        pen.text(0, top + 11, shortened(option, 20), INK, anchor="start")
        pen.box(0.4, 0.4 + 0.45 * share, top, 13, BLUE)
        pen.text(0.4 + 0.45 * share, top + 11, percent(share), QUIET, anchor="start", aside=6)


def _quantiles(pen: Pen, quantiles: Quantiles) -> None:
    low, high = quantiles.values[0], quantiles.values[-1]
    width = (high - low) or 1.0
    line = _BASE - 32
    pen.line((_along(0), line), (_along(1), line), BLUE, width=2)
    for level, value in zip(quantiles.levels, quantiles.values, strict=True):
        along = _along((value - low) / width)
        pen.dot(along, line, BLUE, radius=7 if level == 0.5 else 4)
    pen.text(_along(0), line + 24, amount(low), QUIET, size=11)
    pen.text(_along(1), line + 24, amount(high), QUIET, size=11)
