"""Levels of quantiles: which are common to several forecasts, and how they are named."""

from __future__ import annotations

from collections.abc import Collection, Iterable

ALIKE = 9
"""Levels that agree to so many decimals are one."""

_MANY = 8


def common_levels(stated: Iterable[Iterable[float]]) -> tuple[float, ...]:
    """The levels that every forecast states, ascending.

    >>> common_levels([(0.25, 0.5, 0.75), (0.5, 0.75, 0.9)])
    (0.5, 0.75)
    """
    sets = {tuple(levels) for levels in stated}
    rounded = [{round(level, ALIKE) for level in levels} for levels in sets]
    return tuple(sorted(set.intersection(*rounded))) if rounded else ()


def have_mirror_images(levels: Iterable[float]) -> bool:
    """Whether each level t stands with 1 - t.

    >>> have_mirror_images((0.25, 0.5, 0.75)), have_mirror_images((0.1, 0.5))
    (True, False)
    """
    rounded = {round(level, ALIKE) for level in levels}
    return rounded == {round(1 - level, ALIKE) for level in rounded}


def levels_in_words(levels: Collection[float]) -> str:
    """Levels as a sentence has them.

    >>> levels_in_words((0.5,)), levels_in_words((0.025, 0.5, 0.975))
    ('the level 50%', 'the levels 2.5%, 50% and 97.5%')
    >>> levels_in_words(tuple(step / 20 for step in range(1, 20)))
    '19 levels from 5% to 95%'
    """
    shown = [f"{100 * level:.7g}%" for level in sorted(levels)]
    if len(shown) > _MANY:
        return f"{len(shown)} levels from {shown[0]} to {shown[-1]}"
    if len(shown) < 2:
        return f"the level {shown[0]}" if shown else "no level"
    return f"the levels {', '.join(shown[:-1])} and {shown[-1]}"
