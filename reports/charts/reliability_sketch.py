"""How often things happened at each stated probability, as a light chart."""

from __future__ import annotations

from reports.charts.colours import BLUE, FAINT, QUIET
from reports.charts.decomposition import words
from reports.charts.marks import stated
from reports.charts.pen import Pen, Sketch
from reports.charts.reliability import finding
from reports.figures import counted, percent
from tracker.calibration.reliability import Reliability

HEIGHT = 262.0
_LEFT, _RIGHT = 0.125, 0.98
_TOP, _FOOT = 26.0, 222.0
_MANY, _REACH = 21, 0.008
_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)


def reliability_sketch(found: Reliability, *, name: str, within: str = "") -> Sketch:
    """The curve of what happened, the band where luck explains it, and the diagonal of what was said.

    With `within`, the points of the curve lead to the forecasts of their probabilities; where they are very
    many, no dots are drawn.
    """
    return Sketch(
        name=name,
        title=finding(found),
        description=words(found),
        height=HEIGHT,
        draw=lambda pen: _draw(pen, found, within),
        caption=(
            "How often it happened at each stated probability, beside where the line lies for 90 of 100 "
            "forecasters whose chances are right."
        ),
    )


def _draw(pen: Pen, found: Reliability, within: str) -> None:
    points = found.points
    for step in _STEPS:
        pen.line((_LEFT, _down(step)), (_RIGHT, _down(step)), FAINT)
        pen.text(_LEFT, _down(step) + 4, percent(step), QUIET, anchor="end", size=11, aside=-6)
        pen.text(
            _along(step), _FOOT + 17, percent(step), QUIET, anchor="end" if step == 1 else "middle", size=11
        )
    pen.text(_LEFT, 12, "happened", QUIET, anchor="start")
    pen.text(_RIGHT, HEIGHT - 6, "was said", QUIET, anchor="end")
    low = [(_along(point.said), _down(point.low)) for point in points]
    high = [(_along(point.said), _down(point.high)) for point in points]
    pen.area([*low, *reversed(high)], BLUE, see=0.22)
    pen.line((_along(0), _down(0)), (_along(1), _down(1)), QUIET, dashed=True)
    if len(points) > 1:
        pen.path([(_along(point.said), _down(point.curve)) for point in points], BLUE)
    for point in points:
        said = percent(round(point.said, 3))
        came = f"said {said}: {counted(point.count, 'forecast')}, {point.happened:,.0f} came true"
        place = stated(within, point.said)
        with pen.link(f"#{place}" if place else "", came):
            along, down = _along(point.said), _down(point.curve)
            if len(points) > _MANY:
                pen.box(along - _REACH / 2, along + _REACH / 2, down - 6, 12, BLUE, see=0)
            else:
                pen.dot(along, down, BLUE)
    told = f"{counted(found.count, 'forecast')} on {counted(found.events, 'event')}"
    pen.text(_RIGHT, 12, told, QUIET, anchor="end", size=11.5)


def _along(share: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * share


def _down(share: float) -> float:
    return _FOOT + (_TOP - _FOOT) * share
