"""Numbers as they are typed with something beside them: a value at a level, a number and its tolerance."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from datetime import date

from desk.terminal.options import Kind, inner, pairs

_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_NEAR = re.compile(r"\s*(?:±|\+/-|\+-)\s*")


class _Levels(Kind):
    name = "quantiles"

    def read(self, text: str) -> tuple[tuple[float, float | date], ...]:
        found = (
            (inner(level, "A quantile level", "write it as 0.1 or 10%"), _number_or_day(level, value))
            for level, value in pairs(text, "0.1=30,0.5=61,0.9=92")
        )
        return tuple(sorted(found, key=lambda point: point[0]))


class _Near(Kind):
    name = "number"

    def read(self, text: str) -> tuple[float, float | None]:
        number, *tolerance = _NEAR.split(text, maxsplit=1)
        try:
            return float(number), float(tolerance[0]) if tolerance else None
        except ValueError as error:
            raise ValueError(f"{text[:60]!r} is no number with a tolerance: write it as 100±5.") from error


LEVELS = _Levels()
NEAR = _Near()


def bounds(near: tuple[float, float | None], tolerance: float | None) -> tuple[float, float]:
    """Above what and below what a number with a tolerance lies; both of its ends count.

    A value on a bound is neither above nor below it, so the bounds are the next numbers outside.

    >>> above, below = bounds((100.0, 5.0), None)
    >>> above < 95 < 105 < below, f"{above:g} to {below:g}"
    (True, '95 to 105')
    """
    number, within = near
    reach = tolerance if within is None else within
    if reach is None or (tolerance is not None and within is not None):
        raise ValueError(
            f"The number {number:g} has {'no tolerance' if reach is None else 'two tolerances'}: "
            f"write --near {number:g} --tolerance 5."
        )
    if not (math.isfinite(number) and math.isfinite(reach) and reach > 0):
        raise ValueError(f"{number:g} ± {reach:g} holds no values: give a tolerance above 0.")
    return math.nextafter(number - reach, -math.inf), math.nextafter(number + reach, math.inf)


def _number_or_day(level: str, text: str) -> float | date:
    """The value at a level of a distribution: a number, or a day; a month is its last day."""
    try:
        return float(text)
    except ValueError:
        pass
    try:
        if month := _MONTH.fullmatch(text):
            year, number = int(month[1]), int(month[2])
            return date(year, number, monthrange(year, number)[1])
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(
            f"{level}={text}: {text!r} is no number and no day: write it as 61, 2028-01-01 or 2028-06."
        ) from error
