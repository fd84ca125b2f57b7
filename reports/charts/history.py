"""What each forecaster thought of one question, update by update, until it was over."""

from __future__ import annotations

from datetime import date, timedelta
from math import nan
from typing import TYPE_CHECKING, Any, NamedTuple

from reports.charts.chart import Chart, Forecasts
from reports.charts.colours import BLUE, FAINT, GREEN, INK, ORANGE, PAPER, PURPLE, QUIET
from reports.charts.drawing import SMALL
from reports.charts.text import leader, shortened, spread
from reports.facets.updates import Line, Step, Updates, updates_of
from reports.figures import counted, percent
from tracker.frame_arrays import day_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KEY = (
    "A line a forecaster, a dot each forecast. It ends with the event, the deadline, the evaluation, or in a "
    "cross where it was withdrawn. Diamond: what came of it. Thin grey: an alternative reading."
)
CROWD = (
    "Thin lines: the forecasters. Thick line: their median, of those in force. Diamond: what came of it. A "
    "line ends with the event, the deadline, the evaluation, or in a cross where it was withdrawn."
)
_LOOKS = tuple((colour, dash) for dash in ("solid", (0, (4, 1.5))) for colour in (BLUE, PURPLE, GREEN, INK))
_LABEL = 30
_GAP = 0.075
_ROW = 10.5  # points from one day's name to the next


class _Mark(NamedTuple):
    day: date
    text: str
    colour: str
    dash: Any
    gid: str


def key(found: Updates) -> str:
    """How to read the chart of this history: line by line, or a crowd with its median."""
    return CROWD if found.median else KEY


def height(found: Updates) -> float:
    """The height in inches that gives each label at the lines' ends its place."""
    return 3.0 if found.median else max(3.0, 1.2 + 0.19 * len(found.lines))


def chart(found: Updates, ax: Axes) -> Axes:
    """Draw the chances of a question over time: steps, with a dot at each update.

    More than eight forecasters are thin lines behind their median; otherwise each is named at its end.
    """
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    first, last = _span(found)
    ax.set_xlim(day_number(first), day_number(last))
    ax.set_ylim(-0.03, 1.03)
    _days(found, ax, first=first, last=last)
    if found.median:
        _crowd(found, ax)
    else:
        _named(found.lines, ax)
    _outcome(found, ax, last=last)
    ticks = [0, 0.25, 0.5, 0.75, 1]
    ax.set_yticks(ticks, [percent(tick) for tick in ticks])
    ax.grid(visible=True, axis="y", color=FAINT)
    ax.set_axisbelow(True)
    locator = AutoDateLocator(minticks=3, maxticks=6)  # type: ignore[no-untyped-call]  # matplotlib has no types
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]  # likewise
    ax.set_ylabel(f"chance, by {found.deadline}" if found.deadline else "chance")
    return ax


def _span(found: Updates) -> tuple[date, date]:
    first = min(line.steps[0].day for line in found.lines)
    ends = [line.end for line in found.lines]
    last = max([*ends, found.deadline] if found.deadline else ends)
    days = max((last - first).days, 1)
    if found.event is not None and last < found.event <= last + timedelta(days=days // 4):
        last = found.event
    margin = timedelta(days=max(1, days // 40))
    return first - margin, min(last, date.max - 2 * margin) + margin


def _steps(steps: tuple[Step, ...]) -> tuple[list[float], list[float]]:
    """The corners of a line that keeps each chance while it is in force; a gap where none is."""
    days: list[float] = []
    chances: list[float] = []
    for step in steps:
        if days and day_number(step.day) > days[-1]:
            days.append(nan)
            chances.append(nan)
        days += [day_number(step.day), day_number(step.until)]
        chances += [step.p, step.p]
    return days, chances


def _named(lines: tuple[Line, ...], ax: Axes) -> None:
    places = spread([line.steps[-1].p for line in lines], gap=_GAP, low=0.0, high=1.0)
    looks = iter(_LOOKS * (1 + len(lines) // len(_LOOKS)))
    for line, place in zip(lines, places, strict=True):
        colour, dash = next(looks) if line.is_primary else (QUIET, "solid")
        _line(line, ax, colour=colour, dash=dash, width=1.6 if line.is_primary else 0.8)
        about = ", ".join(part for part in (line.claim, "" if line.is_primary else "alternative") if part)
        told = f"{percent(line.steps[-1].p)} {shortened(line.name, _LABEL - min(len(about), 12))}"
        ax.annotate(
            f"{told} ({shortened(about, _LABEL)})" if about else told,
            (day_number(line.end), line.steps[-1].p),
            xytext=(1.04, place),
            textcoords=ax.get_yaxis_transform(),
            va="center",
            ha="left",
            color=INK if line.is_primary else QUIET,
            fontsize=SMALL,
            annotation_clip=False,
            arrowprops=leader(colour),
        )


def _crowd(found: Updates, ax: Axes) -> None:
    for line in found.lines:
        _line(line, ax, colour=QUIET, dash="solid", width=0.6, alpha=0.45)
    end = found.median[-1].until
    ax.plot(*_steps(found.median), color=BLUE, linewidth=2.2, solid_capstyle="butt", gid="median-line")
    count = sum(line.is_primary for line in found.lines)
    ax.annotate(
        f"{percent(found.median[-1].p)} median\nof {counted(count, 'line')}",
        (day_number(end), found.median[-1].p),
        xytext=(1.04, found.median[-1].p),
        textcoords=ax.get_yaxis_transform(),
        va="center",
        ha="left",
        color=BLUE,
        fontsize=SMALL,
        annotation_clip=False,
    )


def _line(
    line: Line, ax: Axes, *, colour: str, dash: object, width: float, alpha: float | None = None
) -> None:
    ax.plot(*_steps(line.steps), color=colour, linestyle=dash, linewidth=width, alpha=alpha, gid="steps")
    ax.plot(
        [day_number(step.day) for step in line.steps],
        [step.p for step in line.steps],
        color=colour,
        marker="o",
        markersize=2.4 + width,
        linestyle="none",
        alpha=alpha,
        gid="update",
    )
    if line.ended == "withdrawn":
        ax.plot(
            [day_number(line.end)],
            [line.steps[-1].p],
            color=colour,
            marker="x",
            markersize=6,
            linestyle="none",
            gid="withdrawn",
        )


def _outcome(found: Updates, ax: Axes, *, last: date) -> None:
    """A full diamond at 100% where it happened, a hollow one at 0% where the deadline is over without."""
    if found.event is not None and found.event <= last:
        place, share, face = day_number(found.event), 1.0, INK
    elif found.deadline is not None and found.not_through is not None and found.not_through >= found.deadline:
        place, share, face = day_number(found.deadline), 0.0, PAPER
    else:
        return
    ax.plot(
        [place],
        [share],
        marker="D",
        markersize=6.5,
        linestyle="none",
        gid="event",
        markerfacecolor=face,
        markeredgecolor=INK,
        markeredgewidth=1.0,
        zorder=5,
        clip_on=False,
    )


def _days(found: Updates, ax: Axes, *, first: date, last: date) -> None:
    """The day of the event, the deadline and the evaluation, named one above the other over the chart."""
    marks = [_Mark(found.on, f"evaluated {found.on}", ORANGE, (0, (4, 2)), "on")]
    if found.deadline is not None:
        never = found.event is None and found.not_through is not None and found.not_through >= found.deadline
        told = f"did not happen by {found.deadline}" if never else f"deadline {found.deadline}"
        marks.append(_Mark(found.deadline, told, QUIET, (0, (1, 2)), "deadline"))
    if found.event is not None:
        marks.append(_Mark(found.event, f"happened {found.event}", INK, "solid", "happened"))
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
    if found.event is None and found.answer is not None:
        ax.set_title(f"came out {shortened(found.answer, _LABEL)}", loc="left", fontsize=SMALL, color=INK)


def _came(found: Updates) -> str:
    if found.event is not None:
        return f"It happened on {found.event}."
    if found.not_through is not None:
        return f"It had not happened through {found.not_through}."
    return f"It came out {found.answer}." if found.answer else f"It was open on {found.on}."


def words(found: Updates) -> str:
    """Who gave which chance from which day on, and what came of it."""
    said = "; ".join(
        f"{line.name}: " + ", ".join(f"{percent(step.p)} from {step.day}" for step in line.steps)
        for line in found.lines
    )
    return f"{said}. {_came(found)}"


def _updates(chosen: Forecasts) -> Updates | None:
    assert chosen.question is not None, "a history is that of one question"
    return updates_of(chosen.frame, chosen.question, on=chosen.on, names=chosen.names)


CHART: Chart[Updates] = Chart(
    name="history",
    shows="what each forecaster thought of one question (--question)",
    draw=chart,
    title=lambda found: found.statement,
    words=words,
    height=height,
    key=key,
    made_of=_updates,
    asks_question=True,
    lacking="none of the {kind} forecasts chosen gives the question a chance",
)
