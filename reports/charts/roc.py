"""What warning at each probability or more would have caught, and what it would have cried wolf about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.charts.chart import Chart
from reports.charts.colours import BLUE, FAINT, PAPER, QUIET
from reports.charts.drawing import SMALL
from reports.charts.marks import answers
from reports.charts.text import on_events, upright
from reports.figures import figure, percent
from reports.kinds import CALIBRATION, SCORECARD
from tracker.measures import BRIER

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.record.roc import Roc

HEIGHT = 4.3
KEY = "Each corner warns at one stated probability or more. Blind to calibration."
_NAMED = (0.9, 0.7, 0.5, 0.3, 0.1)
_TICKS = ([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
_APART = 0.15
_RIGHT = 0.85


def chart(found: Roc, ax: Axes) -> Axes:
    """Draw the curve from warning of nothing to warning of everything, with the area and its interval.

    The rules nearest to a few round probabilities are named where there is room.
    """
    alarms = [rule.false_alarm_rate for rule in found.rules]
    hits = [rule.hit_rate for rule in found.rules]
    ax.plot([0, 1], [0, 1], color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)))
    ax.plot(alarms, hits, color=BLUE, linewidth=1.8, gid="curve")
    _name_rules(found, ax)
    _name_area(found, ax)
    ax.set_xticks(*_TICKS)
    ax.set_yticks(*_TICKS)
    ax.set_xlim(-0.02, 1.02)
    ax.set_ylim(-0.02, 1.04)
    ax.set_aspect("equal")
    ax.grid(visible=True, color=FAINT)
    ax.set_axisbelow(True)
    ax.set_xlabel(f"warned of what did not happen;\n{on_events(found.count, found.events)}")
    upright(ax, "warned of what happened")
    return ax


def _name_rules(found: Roc, ax: Axes) -> None:
    placed: list[tuple[float, float]] = []
    for wanted in _NAMED:
        rules = [rule for rule in found.rules if rule.threshold is not None and rule.threshold >= wanted]
        if not rules:
            continue
        rule = rules[-1]
        x, y = rule.false_alarm_rate, rule.hit_rate
        if any(abs(x - other) + abs(y - above) < _APART for other, above in placed):
            continue
        placed.append((x, y))
        (dot,) = ax.plot([x], [y], marker="o", markersize=5, color=BLUE, linestyle="none", gid="rule")
        at = percent(rule.threshold or 0)
        answers(
            dot,
            f"warning at {at} or more: of {percent(round(y, 2))} of what happened, and of "
            f"{percent(round(x, 2))} of what did not",
        )
        ax.annotate(
            f"at {at}",
            (x, y),
            xytext=(-6 if x > _RIGHT else 6, -9),
            textcoords="offset points",
            ha="right" if x > _RIGHT else "left",
            color=QUIET,
            fontsize=SMALL,
            bbox={"facecolor": PAPER, "edgecolor": "none", "pad": 0.4},
        )


def _name_area(found: Roc, ax: Axes) -> None:
    area = f"area {figure(found.area, places=2)}"
    if found.low is not None and found.high is not None:
        area += f"\n95%: {figure(found.low, places=2)} to {figure(found.high, places=2)}"
    failed = found.count - found.happened
    ax.text(
        0.99,
        0.02,
        f"{area}\n{found.happened:,} happened,\n{failed:,} did not",
        ha="right",
        va="bottom",
        color=QUIET,
        transform=ax.transAxes,
        linespacing=1.3,
        fontsize=SMALL,
    )
    chance = ax.text(0.44, 0.24, "tells nothing apart", color=QUIET, fontsize=SMALL)
    chance.set(rotation=45, rotation_mode="anchor")


def finding(found: Roc) -> str:
    """Whether what happened was told from what did not."""
    if found.low is not None and found.low > 0.5:
        return "What happened was told from what did not"
    if found.high is not None and found.high < 0.5:
        return "What did not happen was given the higher chances"
    return "May tell nothing apart: luck explains as much"


def words(found: Roc) -> str:
    """The area under the curve with its interval, or why there is none.

    >>> from reports.facets.record.roc import Roc
    >>> words(Roc(count=20, events=20, happened=20, area=None, low=None, high=None, rules=(),
    ...     reason="Everything happened or nothing did, so there is nothing to tell apart."))
    'No ROC curve: Everything happened or nothing did, so there is nothing to tell apart.'
    """
    if found.area is None:
        return f"No ROC curve: {found.reason}"
    interval = (
        f"95% interval {figure(found.low, places=2)} to {figure(found.high, places=2)}"
        if found.low is not None
        else f"no interval: {found.reason}"
    )
    return (
        f"Telling apart: of a thing that happened and one that did not, the former had the higher chance "
        f"{percent(round(found.area, 2))} of the time (area under the ROC curve "
        f"{figure(found.area, places=2)}, {interval}; 0.5 tells nothing apart). This is blind to calibration."
    )


CHART: Chart[Roc] = Chart(
    name="roc",
    shows="warnings that came true, and false alarms",
    draw=chart,
    title=finding,
    measure="Warnings that came true, and false alarms (ROC)",
    words=words,
    height=HEIGHT,
    key=KEY,
    held_by=(SCORECARD, CALIBRATION),
    needs=20,
    measures=(BRIER.name,),
    of="yes-or-no forecasts",
)
