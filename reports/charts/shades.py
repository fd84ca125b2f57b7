"""Which shade a count has in a chart: a choice of the drawing, no part of what a report says."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

MOST = 4


def shades(counts: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Ranges of counts that hold about as many cells each, so that one great day does not hide all others.

    Counts of 0 have no shade.

    >>> shades([0, 1, 2, 3]), shades([1, 1, 2, 2, 3, 5, 8, 40])
    (((1, 1), (2, 2), (3, 3)), ((1, 1), (2, 2), (3, 5), (6, 40)))
    """
    found = sorted(count for count in counts if count)
    ends = {found[-(-len(found) * part // MOST) - 1] for part in range(1, MOST + 1)}
    highs = sorted(ends if len(set(found)) > MOST else set(found))
    return tuple((low + 1, high) for low, high in pairwise((0, *highs)))


def shade(count: int, ranges: tuple[tuple[int, int], ...]) -> int | None:
    """The place of the range that a count is in, None for 0.

    >>> shade(4, ((1, 1), (2, 2), (3, 5))), shade(0, ((1, 1),))
    (2, None)
    """
    return next((place for place, (low, high) in enumerate(ranges) if low <= count <= high), None)
