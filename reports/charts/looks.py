"""How each forecaster's line looks: the same in every chart of a report, and told apart without colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.charts.colours import BLUE, GREEN, INK, PURPLE

Dash = str | tuple[int, tuple[float, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """A colour, a dash and the shape of the dots."""

    colour: str
    dash: Dash
    shape: str


LOOKS = tuple(
    Look(colour=colour, dash=dash, shape=shape)
    for colour, dash, shape in (
        (BLUE, "solid", "o"),
        (PURPLE, (0, (4, 1.5)), "s"),
        (GREEN, (0, (1, 1.2)), "^"),
        (INK, (0, (7, 1.5, 1, 1.5)), "v"),
        (BLUE, (0, (8, 2)), "D"),
        (PURPLE, (0, (2, 1)), "P"),
        (GREEN, (0, (3, 1, 1, 1, 1, 1)), "X"),
        (INK, (0, (5, 3)), "p"),
    )
)


def looks(shown: Iterable[str], among: Iterable[str] = ()) -> Mapping[str, Look]:
    """The look of each forecaster shown, by the place that they have among all of a report.

    Two that would look the same in one chart do not: the later takes the next look that is free, while one
    is.

    >>> found = looks(["cat", "ann"], ["ann", "bob", "cat"])
    >>> (found["ann"] == LOOKS[0], found["cat"] == LOOKS[2])
    (True, True)
    """
    drawn = sorted(set(shown))
    every = sorted(set(among) | set(drawn))
    found: dict[str, Look] = {}
    for slug in drawn:
        place = every.index(slug)
        turn = [LOOKS[(place + ahead) % len(LOOKS)] for ahead in range(len(LOOKS))]
        free = (look for look in turn if look not in found.values())
        found[slug] = next(free, turn[0])
    return found
