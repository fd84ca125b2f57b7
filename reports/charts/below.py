"""Names under a chart, each beside a sample of its line: for those too long to stand at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.charts.colours import INK
from reports.charts.drawing import POINTS, SMALL
from reports.charts.looks import Look
from reports.charts.text import wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LETTERS = 37
_LINE = 13.5  # points


def in_lines(names: Sequence[str]) -> list[list[str]]:
    """Each name in as many lines as it takes."""
    return [wrapped(name, LETTERS) or [""] for name in names]


def room(names: Sequence[str]) -> float:
    """The height in inches that they take."""
    return (_LINE * sum(map(len, in_lines(names))) + 4) / POINTS


def below(ax: Axes, names: Sequence[str], looks: Sequence[Look], *, foot: float) -> None:
    """Write them under one another, from so many points below the axes on."""
    from matplotlib.transforms import offset_copy

    figure = ax.get_figure(root=True)
    down = foot
    for name, look in zip(in_lines(names), looks, strict=True):
        first = offset_copy(ax.transAxes, figure, 0, -down - _LINE / 2, units="points")
        ax.plot(
            [0.0, 0.05, 0.1],
            [0.0] * 3,
            color=look.colour,
            linestyle=look.dash,
            linewidth=1.8,
            marker=look.shape,
            markevery=[1],
            markersize=5,
            transform=first,
            clip_on=False,
            gid="key",
        )
        ax.text(
            0.12,
            0.0,
            "\n".join(name).replace("$", r"\$"),
            transform=offset_copy(ax.transAxes, figure, 0, -down - 1, units="points"),
            va="top",
            color=INK,
            fontsize=SMALL,
            linespacing=1.1,
            gid="name",
        )
        down += _LINE * len(name)
