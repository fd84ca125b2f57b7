"""How many forecasts matured when, as a calendar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reports.charts.chart import Chart, Forecasts
from reports.charts.colours import BLUE, FAINT, INK, PAPER, QUIET
from reports.charts.drawing import SMALL, WIDTH
from reports.charts.marks import answers
from reports.charts.picture import Picture
from reports.charts.shades import shade, shades
from reports.days import day
from reports.facets.period.heat import Cell, Heat, heat_of
from reports.figures import counted

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes

KEYS = {
    "day": "A square a day, weeks from Monday; shades hold about as many days each.",
    "week": "A square a week, from Monday; shades hold about as many weeks each.",
    "month": "A square a month; shades hold about as many months each.",
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_QUARTERS = ("Jan–Mar", "Apr–Jun", "Jul–Sep", "Oct–Dec")
_STRENGTHS = {1: (0.6,), 2: (0.25, 1.0), 3: (0.15, 0.5, 1.0), 4: (0.12, 0.32, 0.6, 1.0)}
_DARK = 0.8
_BLOCKS = 2
_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where the cells go: a column and a row each; texts with theirs; how wide and high it all is."""

    cells: tuple[tuple[float, float, Cell], ...]
    texts: tuple[tuple[float, float, str], ...]
    left: float
    columns: float
    rows: float
    tall: float

    def height(self) -> float:
        """The height in inches, the line of the key included."""
        return (self.rows + 1.6) * WIDTH / (self.columns - self.left) * self.tall


def key(found: Heat) -> str:
    """How to read the calendar."""
    return KEYS[found.unit]


def height(found: Heat) -> float:
    """The height in inches that leaves each number room in its cell."""
    return _plan(found).height()


def chart(found: Heat, ax: Axes, *, to: Mapping[date, str] | None = None) -> Axes:
    """Draw a cell a day, week or month, the darker the more forecasts matured in it, with the number.

    A cell leads to the place that `to` has for its first day.
    """
    places = to or {}
    from matplotlib.colors import to_rgba
    from matplotlib.patches import Rectangle

    plan = _plan(found)
    ranges = shades(cell.count for cell in found.cells)
    strengths = _STRENGTHS[len(ranges)]

    def square(x: float, y: float, place: int | None, gid: str) -> Rectangle:
        look = {"facecolor": "none"} if place is None else {"facecolor": to_rgba(BLUE, strengths[place])}
        edge = FAINT if place is None else to_rgba(BLUE, 1.0)
        drawn = Rectangle((x + 0.04, y + 0.04), 0.92, 0.92, gid=gid, edgecolor=edge, linewidth=0.6, **look)
        ax.add_patch(drawn)
        return drawn

    def number(x: float, y: float, text: str, place: int) -> None:
        colour = PAPER if strengths[place] > _DARK else INK
        ax.text(x + 0.5, y + 0.52, text, ha="center", va="center", fontsize=SMALL, color=colour)

    for x, y, cell in plan.cells:
        place = shade(cell.count, ranges)
        drawn = square(x, y, place, "cell")
        if place is not None:
            answers(drawn, f"{_when(found, cell)}: {cell.count:,} matured", to=places.get(cell.first, ""))
            number(x, y, _short(cell.count), place)
    for x, y, text in plan.texts:
        ax.text(x, y, text, ha="left", va="center", fontsize=SMALL, color=QUIET)
    _key(ranges, plan, ax, square)
    ax.set_xlim(plan.left, plan.columns)
    ax.set_ylim(plan.rows + 1.6, 0)
    ax.set_axis_off()
    return ax


def _key(
    ranges: tuple[tuple[int, int], ...],
    plan: _Plan,
    ax: Axes,
    square: Callable[[float, float, int | None, str], object],
) -> None:
    """The shades with their ranges, along the foot."""
    foot = plan.rows + 0.55
    step = (plan.columns - plan.left) / (len(ranges) + 1.4)
    ax.text(plan.left, foot + 0.5, "matured", ha="left", va="center", fontsize=SMALL, color=QUIET)
    for place, (low, high) in enumerate(ranges):
        x = plan.left + step * (place + 1.4)
        square(x, foot, place, "key")
        told = f"{low:,}" if low == high else f"{low:,}–{high:,}"
        ax.text(x + 1.15, foot + 0.5, told, ha="left", va="center", fontsize=SMALL, color=QUIET)


def _plan(found: Heat) -> _Plan:
    return {"day": _by_day, "week": _by_week, "month": _by_month}[found.unit](found.cells)


def _by_day(cells: tuple[Cell, ...]) -> _Plan:
    """Months as blocks of weeks, three side by side."""
    months = sorted({(cell.first.year, cell.first.month) for cell in cells})
    blocks = min(_BLOCKS, len(months))
    corner = {month: (8.0 * (at % blocks), 8.6 * (at // blocks)) for at, month in enumerate(months)}
    placed = []
    for cell in cells:
        x, y = corner[cell.first.year, cell.first.month]
        before = cell.first.replace(day=1).weekday()
        week, day = divmod(cell.first.day - 1 + before, 7)
        placed.append((x + day, y + 2 + week, cell))
    texts = []
    for (year, month), (x, y) in corner.items():
        texts.append((x + 0.04, y + 0.5, f"{MONTHS[month - 1]} {year}"))
        texts += [(x + place + 0.32, y + 1.5, letter) for place, letter in enumerate("MTWTFSS")]
    rows = max(y for _, y, _ in placed) + 1
    return _Plan(tuple(placed), tuple(texts), 0, 8.0 * _BLOCKS - 1, rows, 1.0)


def _by_week(cells: tuple[Cell, ...]) -> _Plan:
    """Years as blocks of four quarters, by the calendar of ISO weeks."""
    quarters = sorted({_quarter(cell) for cell in cells})
    rows: dict[tuple[int, int], float] = {}
    texts, row = [], 0.0
    for year, quarter in quarters:
        if (year, quarter - 1) not in rows:
            texts.append((-2.6, row + 0.5, str(year)))
            row += 1
        rows[year, quarter] = row
        texts.append((-2.6, row + 0.5, _QUARTERS[quarter]))
        row += 1.5 if quarter == len(_QUARTERS) - 1 else 1
    placed = []
    for cell in cells:
        week = cell.first.isocalendar().week - 1
        placed.append((week - 13.0 * _quarter(cell)[1], rows[_quarter(cell)], cell))
    return _Plan(tuple(placed), tuple(texts), -2.6, 14, rows[quarters[-1]] + 1, 0.85)


def _quarter(cell: Cell) -> tuple[int, int]:
    """The ISO year and the quarter of thirteen weeks that a week is in; a 53rd week is in the last."""
    year, week, _ = cell.first.isocalendar()
    return year, min((week - 1) // 13, 3)


def _by_month(cells: tuple[Cell, ...]) -> _Plan:
    """A row a year, a column a month."""
    years = sorted({cell.first.year for cell in cells})
    placed = [(cell.first.month - 1.0, cell.first.year - years[0] + 1.0, cell) for cell in cells]
    texts = [(-1.5, year - years[0] + 1.5, str(year)) for year in years]
    texts += [(place + 0.12, 0.5, month) for place, month in enumerate(MONTHS)]
    return _Plan(tuple(placed), tuple(texts), -1.5, 12, years[-1] - years[0] + 2.0, 0.75)


def _short(count: int) -> str:
    """A count in few letters: thousands are k."""
    return str(count) if count < _THOUSAND else f"{count / _THOUSAND:.0f}k"


def _when(found: Heat, cell: Cell) -> str:
    return day(cell.first) if found.unit == "day" else f"{day(cell.first)} to {day(cell.last)}"


def finding(found: Heat) -> str:
    """How many matured, and when most did."""
    most = max(found.cells, key=lambda cell: cell.count)
    told = counted(found.total, "forecast")
    if sum(cell.count > 0 for cell in found.cells) == 1:
        return f"{told} matured, all in the {found.unit} of {day(most.first)}"
    return f"{told} matured, most in the {found.unit} of {day(most.first)}: {most.count:,}"


def words(found: Heat) -> str:
    """How many matured from when to when, and when most did."""
    most = max(found.cells, key=lambda cell: cell.count)
    return (
        f"{counted(found.total, 'forecast')} matured from {found.first} to {found.last}; most in "
        f"the {found.unit} of {most.first}, {most.count:,}."
    )


def _calendar(chosen: Forecasts) -> Heat | None:
    return heat_of(chosen.frame, on=chosen.on)


CHART: Chart[Heat] = Chart(
    name="heat",
    shows="how many forecasts matured when, as a calendar",
    draw=chart,
    title=finding,
    measure="How many forecasts matured when",
    words=words,
    height=height,
    key=key,
    made_of=_calendar,
    lacking="none of the forecasts chosen has matured",
    by_kind=False,
)


def leading(found: Heat, to: Mapping[date, str], *, called: str, measure: str, words: str) -> Picture:
    """The calendar on a page that lists what matured: each cell leads to the place of its first day."""
    picture = CHART.picture(found, called=called, measure=measure, words=words)
    return replace(picture, draw=lambda ax: chart(found, ax, to=to))
