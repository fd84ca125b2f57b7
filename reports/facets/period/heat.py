"""How many forecasts matured when: by day, by week or by month, whichever leaves room for the numbers.

A deadline day counts in full, so a forecast matures on the day after its deadline.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from forecasts.days import last_of_month, shifted
from forecasts.model import PRIMARY

if TYPE_CHECKING:
    from pandas import DataFrame

SHADES = 4
MOST_MONTHS_BY_DAY = 6
MOST_YEARS_BY_WEEK = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A day, week or month from `first` to `last`, and how many forecasts matured in it.

    `shade` is the place of the count among the shades, None for a count of 0.
    """

    first: date
    last: date
    count: int
    shade: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Heat:
    """The calendar of what matured, every cell of it, empty ones too.

    `unit` is "day", "week" (from Monday to Sunday) or "month"; `shades` says from how many to how many
    each shade is, in ranges of equal width: what a report says, however a chart shades it. `total` is the
    number of forecasts.
    """

    unit: str
    first: date
    last: date
    total: int
    shades: tuple[tuple[int, int], ...]
    cells: tuple[Cell, ...]


def heat_of(
    frame: DataFrame, *, on: date, first: date | None = None, last: date | None = None
) -> Heat | None:
    """The calendar of the marked forecasts that matured before an evaluation date; None where none did.

    Updates are counted, alternative readings and what cannot be scored are not. A forecast matures on the
    day after its deadline or the latest date of its window.

    Parameters
    ----------
    frame
        Judged forecasts, marked.
    on
        The evaluation date; a deadline on that day is not over yet.
    first, last
        The days that the calendar runs over, and on which it counts what matured; by default from the
        first to the last that has any, by days in whole months.

    Examples
    --------
    >>> import pandas as pd
    >>> due = pd.to_datetime(["2021-09-25", "2021-09-25"])
    >>> over = pd.DataFrame({"stage": 4, "reading": "primary", "matures_on": due})
    >>> found = heat_of(over, on=date(2021, 12, 31))
    >>> found.unit, found.total, [(str(cell.first), cell.count) for cell in found.cells if cell.count]
    ('day', 2, [('2021-09-26', 2)])
    """
    import pandas as pd

    over = (frame["stage"] >= 2) & (frame["reading"] == PRIMARY) & (frame["matures_on"] < pd.Timestamp(on))
    days = [shifted(moment.date(), 1) for moment in frame.loc[over, "matures_on"]]
    days = [day for day in days if (first is None or first <= day) and (last is None or day <= last)]
    if not days:
        return None
    unit = _unit(first or min(days), last or max(days))
    begins = first or _beginning(min(days), "month" if unit == "day" else unit)
    ends = last or last_of_month(12 * max(days).year + max(days).month - 1)
    return _heat(days, begins, ends if unit == "day" else last or max(days), unit)


def _heat(days: list[date], first: date, last: date, unit: str) -> Heat:
    counts = Counter(_beginning(day, unit) for day in days)
    shades = _shades(max(counts.values()))
    cells = []
    start = _beginning(first, unit)
    while start <= last:
        after = _next(start, unit)
        count = counts[start]
        cells.append(
            Cell(
                first=start,
                last=after - timedelta(days=1),
                count=count,
                shade=next((place for place, (low, high) in enumerate(shades) if low <= count <= high), None),
            )
        )
        start = after
    return Heat(unit=unit, first=first, last=last, total=len(days), shades=shades, cells=tuple(cells))


def _unit(first: date, last: date) -> str:
    if 12 * (last.year - first.year) + last.month - first.month < MOST_MONTHS_BY_DAY:
        return "day"
    return "week" if last.year - first.year < MOST_YEARS_BY_WEEK else "month"


def _beginning(day: date, unit: str) -> date:
    """The first day of the unit that a day is in."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day


def _next(start: date, unit: str) -> date:
    if unit == "month":
        return (start + timedelta(days=31)).replace(day=1)
    return start + timedelta(days=7 if unit == "week" else 1)


def _shades(most: int) -> tuple[tuple[int, int], ...]:
    """Ranges of counts, of as equal a width as whole numbers allow.

    >>> _shades(3), _shades(14)
    (((1, 1), (2, 2), (3, 3)), ((1, 4), (5, 8), (9, 12), (13, 14)))
    """
    width = -(-most // SHADES)
    return tuple((low, min(low + width - 1, most)) for low in range(1, most + 1, width))
