"""Forecasters as dots on one line each, sorted, with intervals: who is where, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.colours import BLUE, FAINT, INK, QUIET
from reports.charts.pen import Pen, Sketch
from reports.charts.text import shortened
from reports.figures import figure

MOST = 40
_HEAD, _ROW, _FOOT = 20.0, 31.0, 24.0
_NAMES, _LEFT, _RIGHT = 44, 0.02, 0.97


@dataclass(frozen=True, kw_only=True, slots=True)
class Dot:
    """One forecaster: the mean with its interval, and a page that tells more."""

    name: str
    mean: float
    low: float | None
    high: float | None
    events: int
    to: str = ""


def dots(
    found: Sequence[Dot], *, name: str, title: str, caption: str, reference: float | None, against: str
) -> Sketch:
    """The dots of one measure, the lowest mean on top; `reference` is a mark through all lines."""
    ordered = sorted(found, key=lambda dot: (dot.mean, dot.name))[:MOST]
    told = [f"{dot.name} {_told(dot)}" for dot in ordered]
    return Sketch(
        name=name,
        title=title,
        description=f"{'; '.join(told)}.",
        height=_HEAD + _ROW * len(ordered) + _FOOT,
        draw=lambda pen: _draw(pen, ordered, reference, against),
        caption=caption,
    )


def _told(dot: Dot) -> str:
    if dot.low is None or dot.high is None:
        return figure(dot.mean, places=2)
    return f"{figure(dot.mean, places=2)} ({figure(dot.low, places=2)}–{figure(dot.high, places=2)})"


def _draw(pen: Pen, found: Sequence[Dot], reference: float | None, against: str) -> None:
    ends = [end for dot in found for end in (dot.mean, dot.low, dot.high) if end is not None]
    most = max([*ends, *([reference] if reference is not None else [])], default=1.0) or 1.0

    def along(value: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * value / most

    foot = _HEAD + _ROW * len(found)
    if reference is not None:
        pen.line((along(reference), _HEAD - 6), (along(reference), foot), QUIET, dashed=True)
        pen.text(along(reference), 12, f"{against}: {figure(reference, places=2)}", QUIET, size=11.5)
    for place, dot in enumerate(found):
        down = _HEAD + _ROW * (place + 1) - 7
        pen.line((_LEFT, down), (_RIGHT, down), FAINT)
        with pen.link(dot.to, f"{dot.name}: {_told(dot)}, {dot.events:,} events"):
            pen.text(0, down - 9, shortened(dot.name, _NAMES), INK, anchor="start", size=12)
            if dot.low is not None and dot.high is not None:
                pen.line((along(dot.low), down), (along(dot.high), down), BLUE, width=3)
            pen.dot(along(dot.mean), down, BLUE, radius=5)
    pen.text(_LEFT, foot + 15, "0 perfect", QUIET, anchor="start", size=11)
    pen.text(_RIGHT, foot + 15, figure(most, places=2), QUIET, anchor="end", size=11)
