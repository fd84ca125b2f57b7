"""Charts of a row each: a name and a figure over its marks, and samples of the marks with their meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.charts.colours import INK, PAPER, QUIET
from reports.charts.drawing import SMALL
from reports.charts.text import shortened_apart

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW = 0.5  # inches
LETTERS = 54
_FOOT, _KEY = 0.55, 0.75  # in inches, and in rows
_ABOVE = 0.38
_LEAST = 14
_SAMPLE, _LETTER = 0.045, 0.0205  # shares of the width


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """A mark as it is drawn, a dot, a tick or a bar, and what it means."""

    mark: str
    colour: str
    says: str
    filled: bool = True


def height(count: int, *, samples: int = 1, more: float = 0.0) -> float:
    """The height in inches of so many rows under so many lines of samples, and `more` at the foot."""
    return _FOOT + ROW * max(1, count) + ROW * _KEY * samples + more


def laid(ax: Axes, count: int, samples: Sequence[Sequence[Sample]] = ()) -> None:
    """Set the rows below each other, the samples of their marks on lines above the first."""
    ax.set_yticks([])
    ax.set_ylim(count - 0.65, -0.65 - _KEY * len(samples))
    ax.spines["left"].set_visible(False)
    ax.set_axisbelow(True)
    for line, shown in enumerate(samples):
        place = -0.65 - _KEY * (len(samples) - line - 0.5)
        along = 0.01
        for sample in shown:
            _sample(sample, along, place, ax)
            along += 2 * _SAMPLE + _LETTER * len(sample.says)


def named(ax: Axes, lines: Sequence[tuple[str, str]]) -> None:
    """Write each row's name at its left and its figure at its right, over its marks.

    Names are cut where they differ, so that no two rows are called the same.
    """
    room = max(_LEAST, LETTERS - 2 - max(len(told) for _, told in lines))
    names = shortened_apart([name for name, _ in lines], room)
    for place, (name, (_, told)) in enumerate(zip(names, lines, strict=True)):
        for along, words, side, colour in ((0, name, "left", INK), (1, told, "right", QUIET)):
            ax.text(
                along,
                place - _ABOVE,
                words,
                transform=ax.get_yaxis_transform(),
                va="center",
                ha=side,
                color=colour,
                fontsize=SMALL,
                bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.6},
            )


def captioned(ax: Axes, place: float, *, over: str, under: str, away: float, on_paper: bool = False) -> None:
    """Write what a row is of over its mark, at the left, and what came under it, at the right.

    `away` is how far off the words are, in points; `on_paper` hides the lines behind them.
    """
    paper = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.5} if on_paper else None
    for offset, words, along, ink in ((away, over, 0.0, INK), (-away, under, 1.0, QUIET)):
        ax.annotate(
            words,
            (along, place),
            xycoords=ax.get_yaxis_transform(),
            xytext=(0, offset),
            textcoords="offset points",
            va="bottom" if offset > 0 else "top",
            ha="right" if along else "left",
            color=ink,
            fontsize=SMALL,
            linespacing=1.1,
            bbox=paper,
        )


def _sample(sample: Sample, along: float, place: float, ax: Axes) -> None:
    over = ax.get_yaxis_transform()
    if sample.mark == "bar":
        ends = [along - _SAMPLE / 4, along + _SAMPLE / 2]
        ax.plot(ends, [place, place], color=sample.colour, linewidth=5, transform=over, gid="key")
    else:
        ax.plot(
            [along + _SAMPLE / 8],
            [place],
            marker=sample.mark,
            markersize=10 if sample.mark == "|" else 6,
            markeredgewidth=2 if sample.mark == "|" else 1,
            color=sample.colour,
            markerfacecolor=sample.colour if sample.filled else "none",
            linestyle="none",
            transform=over,
            gid="key",
        )
    ax.text(
        along + _SAMPLE * 0.8, place, sample.says, transform=over, va="center", color=QUIET, fontsize=SMALL
    )
