"""The days that matter to a question's history, named one above the other over the chart."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from reports.charts.colours import INK, ORANGE, PAPER, QUIET
from reports.charts.drawing import SMALL
from reports.charts.history_words import is_overdue, never_came
from reports.charts.text import leader
from reports.days import short_day
from reports.facets.updates import Updates
from tracker.frame_arrays import day_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW = 12.5  # points from one day's name to the next


class _Mark(NamedTuple):
    day: date
    text: str
    colour: str
    dash: Any
    gid: str


def draw_days(found: Updates, ax: Axes, *, first: date, last: date) -> None:
    """The day of the event, the deadline and the evaluation, named one above the other over the chart."""
    marks = [_Mark(found.on, f"evaluated {short_day(found.on)}", ORANGE, (0, (4, 2)), "on")]
    if found.deadline is not None:
        told = f"deadline {short_day(found.deadline)}"
        if never_came(found):
            told = f"did not happen by {short_day(found.deadline)}"
        elif is_overdue(found):
            told += ", no outcome known"
        marks.append(_Mark(found.deadline, told, QUIET, (0, (1, 2)), "deadline"))
    if found.event is not None:
        marks.append(_Mark(found.event, f"happened {short_day(found.event)}", INK, "solid", "happened"))
    days = (last - first).days
    for row, mark in enumerate(sorted(marks, key=lambda mark: mark.day)):
        inside = first <= mark.day <= last
        if inside:
            ax.axvline(
                day_number(mark.day),
                color=mark.colour,
                linewidth=0.9,
                linestyle=mark.dash,
                zorder=0,
                gid=mark.gid,
            )
        far = f"{mark.text} →" if mark.day > last else f"← {mark.text}"
        early = (mark.day - first).days < days / 2
        ax.annotate(
            mark.text if inside else far,
            (min(max((mark.day - first).days / days, 0.0), 1.0), 1),
            xycoords="axes fraction",
            xytext=(0, 3 + _ROW * row),
            textcoords="offset points",
            ha="left" if early else "right",
            va="bottom",
            color=mark.colour,
            fontsize=SMALL,
            annotation_clip=False,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.5},
            arrowprops=leader(mark.colour) | {"relpos": (0 if early else 1, 0)} if inside else None,
        )
