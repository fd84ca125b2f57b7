"""How good, on a line from perfect to sure and wrong: each score or the mean, beside what a reference has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reports.charts.colours import BLUE, FAINT, INK, ORANGE, QUIET
from reports.charts.pen import Pen, Sketch
from reports.facets.counts_in_words import joined
from reports.figures import figure

ROW = 78.0
_TITLE, _VALUE, _LINE, _BELOW = 13.0, 31.0, 44.0, 65.0
_EDGE = 0.03
_LETTER = 0.021
"""The width of a bold letter as a share of a drawing as narrow as a phone's."""
_MOST_NAMED = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A score on its line: what it is called, whether it is a miss, and the place of the page it leads to."""

    score: float
    name: str
    is_miss: bool = False
    to: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """One measure: its title, its worst score, single scores or a mean with its interval, and a reference.

    Two measures never share a line: their scores mean different things.
    """

    title: str
    bound: float
    marks: tuple[Mark, ...] = ()
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    reference: float | None = None
    against: str = ""


def score_line(scales: Sequence[Scale], *, name: str = "how-good") -> Sketch:
    """A line for each measure."""
    return Sketch(
        name=name,
        title="How good",
        description=" ".join(_told(scale) for scale in scales),
        height=ROW * len(scales),
        draw=lambda pen: _draw_all(pen, scales),
    )


def _told(scale: Scale) -> str:
    """A line in words.

    >>> _told(Scale(title="Brier score", bound=1.0, mean=0.18, reference=0.25, against="a coin toss"))
    'Brier score, from 0, perfect, to 1: mean 0.18; a coin toss has 0.25.'
    """
    scores = [figure(score, places=2) for score in sorted(mark.score for mark in scale.marks)]
    found = joined(scores)
    if scale.mean is not None:
        found += f"{', ' if found else ''}mean {_mean(scale)}"
    against = f"; {scale.against} has {figure(scale.reference, places=2)}" if scale.reference else ""
    return f"{scale.title}, from 0, perfect, to {scale.bound:g}: {found}{against}."


def _mean(scale: Scale) -> str:
    if scale.low is None or scale.high is None:
        return figure(scale.mean, places=2)
    return f"{figure(scale.mean, places=2)} ({figure(scale.low, places=2)}–{figure(scale.high, places=2)})"


def _draw_all(pen: Pen, scales: Sequence[Scale]) -> None:
    for place, scale in enumerate(scales):
        _draw(pen, scale, ROW * place)


def _draw(pen: Pen, scale: Scale, top: float) -> None:
    def along(score: float) -> float:
        return _EDGE + (1 - 2 * _EDGE) * min(1.0, score / scale.bound)

    line = top + _LINE
    pen.text(0, top + _TITLE, scale.title, INK, anchor="start", bold=True)
    pen.line((along(0), line), (along(scale.bound), line), FAINT, width=2)
    pen.text(along(0), top + _BELOW, "0", QUIET, anchor="middle", size=11)
    pen.text(along(scale.bound), top + _BELOW, f"{scale.bound:g}", QUIET, anchor="middle", size=11)
    if scale.reference is not None:
        there = along(scale.reference)
        pen.line((there, line - 12), (there, line + 12), QUIET, dashed=True)
        told = f"{scale.against}: {figure(scale.reference, places=2)}"
        pen.text(there, top + _BELOW, told, QUIET, anchor="start" if there < 0.5 else "end", size=11.5)
    if scale.mean is not None:
        if scale.low is not None and scale.high is not None:
            pen.line((along(scale.low), line), (along(scale.high), line), BLUE, width=4)
        if scale.marks:
            pen.line((along(scale.mean), line - 11), (along(scale.mean), line + 11), INK, width=3)
        else:
            pen.dot(along(scale.mean), line, BLUE, radius=7)
        pen.text(along(scale.mean), top + _VALUE, f"mean {_mean(scale)}", INK, bold=True)
    for mark in sorted(scale.marks, key=lambda mark: mark.score):
        colour = ORANGE if mark.is_miss else BLUE
        with pen.link(mark.to, f"{mark.name}: {figure(mark.score, places=2)}"):
            pen.dot(along(mark.score), line, colour, radius=7 if scale.mean is None else 5)
    if scale.mean is None:
        for label in _labels(scale.marks, along):
            pen.text(label.start, top + _VALUE, label.words, label.colour, anchor="start", bold=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Label:
    """The scores of dots that stand too near for a label each, over the first of them."""

    marks: tuple[Mark, ...]
    place: float

    @property
    def words(self) -> str:
        scores = [figure(mark.score, places=2) for mark in self.marks]
        if len(scores) <= _MOST_NAMED:
            return ", ".join(scores)
        return f"{len(scores)} from {scores[0]} to {scores[-1]}"

    @property
    def width(self) -> float:
        return _LETTER * len(self.words)

    @property
    def start(self) -> float:
        return max(0.0, min(self.place - _LETTER * 2, 1 - self.width))

    @property
    def colour(self) -> str:
        return (
            INK
            if len({mark.is_miss for mark in self.marks}) > 1
            else ORANGE
            if self.marks[0].is_miss
            else BLUE
        )


def _labels(marks: Sequence[Mark], along: Callable[[float], float]) -> list[_Label]:
    """Every score in one label and no label over another."""
    found: list[_Label] = []
    for mark in sorted(marks, key=lambda mark: mark.score):
        one = _Label(marks=(mark,), place=along(mark.score))
        while found and found[-1].start + found[-1].width + _LETTER > one.start:
            before = found.pop()
            one = _Label(marks=(*before.marks, *one.marks), place=before.place)
        found.append(one)
    return found
