"""Text that fits its place in a chart."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from reports.charts.colours import QUIET
from reports.figures import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FULL = 0.25
_WIDE_FROM, _WIDER, _FEWEST = 0x900, 0.9, 8
_OVER = 4


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


def cut(text: str, longest: int) -> str:
    """The text on one line as `shortened` has it, for a drawing in which no sign is an order.

    The letters of scripts that are wider than Latin ones count for more.

    >>> cut("$5 a barrel", 20), cut("会议会在三月举行会议会在三月举行", 20)
    ('$5 a barrel', '会议会在三月举行会议…')
    """
    wide = sum(ord(letter) >= _WIDE_FROM for letter in text) / max(1, len(text))
    return shortened(text, max(_FEWEST, round(longest / (1 + _WIDER * wide)))).replace(r"\$", "$")


def wrapped(text: str, letters: int) -> list[str]:
    """The text in lines of at most so many letters; narrower ones where the last would be nearly empty.

    The letters of scripts that are wider than Latin ones count for more.
    """
    wide = sum(ord(letter) >= _WIDE_FROM for letter in text) / max(1, len(text))
    letters = max(_FEWEST, round(letters / (1 + _WIDER * wide)))
    lines = wrap(text, letters)
    for narrower in range(letters - 1, letters // 2, -1):
        if len(lines) < 2 or len(lines[-1]) >= _FULL * letters:
            break
        if len(tried := wrap(text, narrower)) == len(lines):
            lines = tried
    return lines


def shortened_apart(texts: Sequence[str], longest: int) -> list[str]:
    """Each text shortened, and those that would then be the same cut in their middle, where they are.

    >>> shortened_apart(["An event by deadline 017 (made up)", "An event by deadline 018 (made up)"], 24)
    ['An event by… 017 (made…', 'An event by… 018 (made…']
    >>> shortened_apart(["Kabul falls"], 24)
    ['Kabul falls']
    """
    whole = [" ".join(text.split()) for text in texts]
    found = [shortened(text, longest) for text in whole]
    alike: dict[str, set[str]] = {}
    for short, text in zip(found, whole, strict=True):
        alike.setdefault(short, set()).add(text)
    return [
        short if len(alike[short]) == 1 else _cut_in_the_middle(text, alike[short], longest)
        for short, text in zip(found, whole, strict=True)
    ]


def _cut_in_the_middle(text: str, among: set[str], longest: int) -> str:
    """The beginning of a text, and its words from where it differs from those that begin like it."""
    same = sum(1 for _ in takewhile(lambda letters: len(set(letters)) == 1, zip(*among, strict=False)))
    begins = text.rfind(" ", 0, same) + 1
    half = longest // 2
    if begins <= half:
        return shortened(text, longest)
    rest = shortened(text[begins:], longest - half - 1)
    return f"{shortened(text[:begins], longest - len(rest)).rstrip('…')}… {rest}"


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


def upright(ax: Axes, words: str) -> None:
    """Name the axis that goes up, over it and upright, as a reader reads."""
    ax.set_title(words, loc="left", pad=_OVER, fontsize=ax.xaxis.label.get_fontsize(), color=QUIET)
