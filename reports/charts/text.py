"""Text that fits its place in a chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.figures import counted


def shortened(text: str, longest: int) -> str:
    """The text on one line, cut at a word with an ellipsis where it is too long.

    >>> shortened("The Taliban move beyond Afghanistan", 20)
    'The Taliban move…'
    """
    line = " ".join(text.split()).replace("$", r"\$")
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut).rstrip(" ,;:-–") + "…"


def on_events(forecasts: float, events: int) -> str:
    """How many forecasts a chart holds, and on how many events.

    >>> on_events(311, 88)
    '311 forecasts on 88 events'
    """
    return f"{counted(forecasts, 'forecast')} on {counted(events, 'event')}"


def spread(places: Sequence[float], *, gap: float, low: float, high: float) -> list[float]:
    """Where labels go that are wanted at these places, at least `gap` apart and from `low` to `high`.

    Each stays as near to its place as its neighbours allow, in the order of the places; where there is no
    room for all, they are squeezed evenly.

    >>> spread([0.5, 0.52, 0.9], gap=0.1, low=0.0, high=1.0)
    [0.46, 0.56, 0.9]
    """
    if not places:
        return []
    gap = min(gap, (high - low) / max(1, len(places) - 1))
    order = sorted(range(len(places)), key=lambda place: places[place])
    groups: list[tuple[float, int]] = []
    for place in order:
        middle, count = min(max(places[place], low), high), 1
        while groups and groups[-1][0] + groups[-1][1] * gap / 2 > middle - count * gap / 2 + gap * 1e-9:
            before, many = groups.pop()
            middle, count = (before * many + middle * count) / (many + count), many + count
            reach = (count - 1) * gap / 2
            middle = min(max(middle, low + reach), high - reach)
        groups.append((middle, count))
    put = [middle + (number - (count - 1) / 2) * gap for middle, count in groups for number in range(count)]
    found = [0.0] * len(places)
    for place, where in zip(order, put, strict=True):
        found[place] = round(where, 9)
    return found


def leader(colour: str) -> dict[str, Any]:
    """How `annotate` joins the end of a line to its label: by a thin line to the label's first letter."""
    return {
        "arrowstyle": "-",
        "color": colour,
        "linewidth": 0.6,
        "shrinkA": 1,
        "shrinkB": 2,
        "relpos": (0, 0.5),
    }
