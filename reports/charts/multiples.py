"""How often things happened at each stated probability, in a small panel for each forecaster."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.charts import reliability
from reports.charts.band import LIGHT
from reports.charts.chart import Chart, Forecasts
from reports.charts.colours import BLUE, FAINT, QUIET, SKY
from reports.charts.drawing import SMALL, WIDTH
from reports.charts.marks import answers, forecaster
from reports.charts.text import shortened_apart
from reports.figures import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from reports.facets.period.curves import Curve

KEY = (
    "Across: what was said, from 0% to 100%; up: how often it happened. Dashed: as said. Band: 90 of 100 "
    "such sets by a calibrated forecaster."
)
_COLUMNS, _GAP, _HEAD = 2, 0.16, 0.34
_LETTERS = 26


def height(found: Sequence[Curve]) -> float:
    """The height in inches that makes the panels squares."""
    columns = min(_COLUMNS, len(found))
    lines = -(-len(found) // columns)
    return WIDTH * (1 if columns > 1 else 0.6) * lines * (1 + _HEAD) / (columns + _GAP * (columns - 1))


def finding(found: Sequence[Curve]) -> str:
    """How many are miscalibrated beyond luck, each by itself."""
    out = sum(one.reliability.miscalibration > one.reliability.by_luck_high for one in found)
    if len(found) == 1:
        return reliability.finding(found[0].reliability)
    many = counted(len(found), "forecaster")
    return f"Off beyond luck: {out:,} of {many}" if out else f"Of {many} none is off beyond luck"


def chart(found: Sequence[Curve], ax: Axes) -> Axes:
    """Draw a panel for each forecaster, all on one scale, side by side."""
    columns = min(_COLUMNS, len(found))
    names = shortened_apart([one.name for one in found], _LETTERS)
    for place, (one, name) in enumerate(zip(found, names, strict=True)):
        line, column = divmod(place, columns)
        _panel(one, name, (column * (1 + _GAP), -line * (1 + _HEAD)), ax)
    lines = -(-len(found) // columns)
    ax.set_xlim(-0.01, columns + _GAP * (columns - 1) + 0.01)
    ax.set_ylim(-(lines - 1) * (1 + _HEAD) - 0.02, 1 + _HEAD - 0.02)
    ax.set_axis_off()
    return ax


def _panel(one: Curve, name: str, corner: tuple[float, float], ax: Axes) -> None:
    from matplotlib.patches import Rectangle

    (x, y), curve = corner, one.reliability
    told = f"{one.name}: {reliability.finding(curve)}; {counted(curve.count, 'forecast')}"
    frame = Rectangle((x, y), 1, 1, facecolor="none", edgecolor=QUIET, linewidth=0.6, gid="panel")
    ax.add_patch(frame)
    answers(frame, told, to=forecaster(one.forecaster))
    for half in (0.5,):
        ax.plot([x, x + 1], [y + half] * 2, color=FAINT, linewidth=0.6)
        ax.plot([x + half] * 2, [y, y + 1], color=FAINT, linewidth=0.6)
    ax.plot([x, x + 1], [y, y + 1], color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)))
    said = [x + point.said for point in curve.points]
    low, high = ([y + getattr(point, end) for point in curve.points] for end in ("low", "high"))
    happened = [y + point.curve for point in curve.points]
    if len(said) > 1:
        ax.fill_between(said, low, high, color=SKY, linewidth=0, alpha=LIGHT, gid="band")
        for edge in (low, high):
            ax.plot(said, edge, color=SKY, linewidth=0.7, gid="edge")
        ax.plot(said, happened, color=BLUE, linewidth=1.8, gid="curve")
    else:
        ax.plot(said * 2, [low[0], high[0]], color=SKY, linewidth=2, gid="band")
        ax.plot(said, happened, color=BLUE, marker="o", markersize=5, linestyle="none", gid="observed")
    ax.text(x, y + 1.15, name, va="bottom", fontsize=SMALL, gid="name")
    ax.text(
        x,
        y + 1.02,
        counted(curve.events, "event"),
        va="bottom",
        fontsize=SMALL,
        color=QUIET,
    )


def words(found: Sequence[Curve]) -> str:
    """Where each curve leaves its band, or that it does not."""
    return "; ".join(f"{one.name}: {reliability.finding(one.reliability)}" for one in found) + "."


def _measure(found: Sequence[Curve]) -> str:
    from reports.facets.period.curves import MOST

    most = f"; the {MOST} with most events" if len(found) == MOST else ""
    return f"How often it happened at each stated probability, by forecaster{most}"


def _made(chosen: Forecasts) -> Sequence[Curve] | None:
    from reports.facets.period.curves import curves_of

    return curves_of(chosen.frame, chosen.names) or None


CHART: Chart[Sequence[Curve]] = Chart(
    name="multiples",
    shows="how often it happened at each stated probability, forecaster by forecaster",
    draw=chart,
    title=finding,
    measure=_measure,
    words=words,
    height=height,
    key=KEY,
    made_of=_made,
    lacking="none of the forecasters chosen has 20 events with yes-or-no forecasts",
)
