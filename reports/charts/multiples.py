"""How often things happened at each stated probability, in a small panel for each forecaster."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reports.charts import reliability
from reports.charts.band import LIGHT
from reports.charts.chart import Chart, Forecasts
from reports.charts.colours import BLUE, FAINT, QUIET, SKY
from reports.charts.drawing import SMALL, WIDTH
from reports.charts.marks import answers
from reports.charts.text import shortened_apart
from reports.figures import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from tracker.calibration.reliability import Reliability

MOST = 12
KEY = (
    "Across: what was said, from 0% to 100%; up: how often it happened. Dashed: as said. Band: 90 of 100 "
    "such sets by a calibrated forecaster."
)
_COLUMNS, _GAP, _HEAD = 2, 0.16, 0.34
_LETTERS = 26

Panels = Sequence[tuple[str, "Reliability"]]
"""Forecasters' names, each with the curve."""


def height(found: Panels) -> float:
    """The height in inches that makes the panels squares."""
    columns = min(_COLUMNS, len(found))
    lines = -(-min(len(found), MOST) // columns)
    return WIDTH * (1 if columns > 1 else 0.6) * lines * (1 + _HEAD) / (columns + _GAP * (columns - 1))


def finding(found: Panels) -> str:
    """How many are miscalibrated beyond luck, each by itself."""
    out = sum(curve.miscalibration > curve.by_luck_high for _, curve in found)
    if len(found) == 1:
        return reliability.finding(found[0][1])
    many = counted(len(found), "forecaster")
    return f"Off beyond luck: {out:,} of {many}" if out else f"Of {many} none is off beyond luck"


def chart(found: Panels, ax: Axes) -> Axes:
    """Draw a panel for each forecaster, all on one scale, side by side; `MOST` of them at most."""
    shown = found[:MOST]
    columns = min(_COLUMNS, len(shown))
    names = shortened_apart([name for name, _ in shown], _LETTERS)
    for place, ((whole, curve), name) in enumerate(zip(shown, names, strict=True)):
        line, column = divmod(place, columns)
        _panel(whole, name, curve, (column * (1 + _GAP), -line * (1 + _HEAD)), ax)
    lines = -(-len(shown) // columns)
    ax.set_xlim(-0.01, columns + _GAP * (columns - 1) + 0.01)
    ax.set_ylim(-(lines - 1) * (1 + _HEAD) - 0.02, 1 + _HEAD - 0.02)
    ax.set_axis_off()
    return ax


def _panel(whole: str, name: str, curve: Reliability, corner: tuple[float, float], ax: Axes) -> None:
    from matplotlib.patches import Rectangle

    x, y = corner
    told = f"{whole}: {reliability.finding(curve)}; {counted(curve.count, 'forecast')}"
    frame = Rectangle((x, y), 1, 1, facecolor="none", edgecolor=QUIET, linewidth=0.6, gid="panel")
    ax.add_patch(frame)
    answers(frame, told)
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


def words(found: Panels) -> str:
    """Where each curve leaves its band, or that it does not."""
    return "; ".join(f"{name}: {reliability.finding(curve)}" for name, curve in found[:MOST]) + "."


def _measure(found: Panels) -> str:
    rest = f"; the {MOST} of {len(found):,} with most events" if len(found) > MOST else ""
    return f"How often it happened at each stated probability, by forecaster{rest}"


def _made(chosen: Forecasts) -> Panels | None:
    from reports.facets.calibration.chances import reliability_of
    from reports.facets.record.standings import SEED
    from tracker.chances import tested

    counted_rows = chosen.frame[chosen.frame["counts"]]
    parts = [(str(slug), part) for slug, part in tested(counted_rows).groupby("forecaster")]
    parts.sort(key=lambda one: (-one[1]["cluster"].nunique(), one[0]))
    curves = ((slug, reliability_of(part, seed=SEED)) for slug, part in parts)
    found = [(chosen.names.get(slug, slug), curve) for slug, curve in curves if curve is not None]
    return found or None


CHART: Chart[Panels] = Chart(
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
