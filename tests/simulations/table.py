"""What was found, as the document docs/coverage.md."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tests.simulations.cells import Promise

_MADE = (
    "Written by `make simulate`: {sets:,} made-up sets a cell, unless the table says otherwise, seed {seed}. "
    "Do not edit it by hand."
)
_READ = (
    "A 95% interval keeps its word where it holds the true value in at least 93 of 100 sets, a test where a "
    "stated 5% comes out in at most 6 of 100 sets in which there is nothing to find. The interval of a mean "
    "is of these very forecasts: the probabilities stay, and luck decides what happens. A dash stands where "
    "fewer than a fifth of the sets had a figure to show. One binomial error of 1,000 sets at 0.95 is 0.007. "
    "A promise counts as broken, and is marked so, where its worst cell lies beyond the bound by more than "
    "three binomial errors of as many sets: of so many cells, some lie beyond it by less through luck alone."
)
AGAIN = 5
"""How many times as many sets a worst cell beyond its bound is tried on again."""
_ANEW = (
    "The worst of many cells is partly the one with the worst luck. So where it lies beyond its bound it is "
    "tried again, on {again} times as many sets from another seed: *again* is what came of that, and counts "
    "for what is broken too."
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """The shares of a promise's cells, NaN where too few sets had something to show, and the sets tried.

    `again` is the share of the worst cell on `AGAIN` times as many other sets, where it was tried on them.
    """

    promise: Promise
    shares: tuple[float, ...]
    sets: int
    again: float | None = None

    @property
    def worst(self) -> int:
        """The place of the cell nearest to breaking the promise, or farthest beyond."""
        shares = np.array(self.shares)
        return int(np.nanargmax(shares) if self.promise.is_size else np.nanargmin(shares))

    @property
    def is_beyond(self) -> bool:
        """Whether the worst cell lies beyond the bound at all, by luck or not."""
        return self.promise.broken(self.shares[self.worst], self.sets)

    @property
    def is_broken(self) -> bool:
        """Whether the worst cell, then or again, lies farther beyond than three binomial errors."""
        tried = [(self.shares[self.worst], self.sets)]
        if self.again is not None:
            tried.append((self.again, self.sets * AGAIN))
        return any(self.promise.broken(share, sets, errors=3.0) for share, sets in tried)


def document(found: list[Found], *, sets: int, seed: int) -> str:
    """The text, the worst cell of each promise on top."""
    lines = [
        "# Intervals and tests, as simulated",
        "",
        _MADE.format(sets=sets, seed=seed),
        "",
        _READ,
        "",
        _ANEW.format(again=AGAIN),
        "",
        "| promise | | bound | worst | again | where | sets | mean |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in found:
        cell, promise = one.promise.cells[one.worst], one.promise
        sign = "at most" if promise.is_size else "at least"
        marks = (" **broken**" if one.is_broken else "", "" if one.again is None else f"{one.again:.3f}")
        lines.append(
            f"| {promise.name} | {promise.words} | {sign} {promise.bound} | {one.shares[one.worst]:.3f}"
            f"{marks[0]} | {marks[1]} | {cell.row}; n = {cell.column} | {one.sets:,} | "
            f"{np.nanmean(one.shares):.3f} |"
        )
    for one in found:
        lines += ["", f"## {one.promise.name}", "", *_cells(one)]
    return "\n".join([*lines, ""])


def _cells(one: Found) -> list[str]:
    columns = list(dict.fromkeys(cell.column for cell in one.promise.cells))
    rows = dict.fromkeys(cell.row for cell in one.promise.cells)
    shares = {(c.row, c.column): s for c, s in zip(one.promise.cells, one.shares, strict=True)}
    lines = [f"| events | {' | '.join(columns)} |", "|---|" + "---|" * len(columns)]
    for row in rows:
        cells = (shares.get((row, column), np.nan) for column in columns)
        lines.append(f"| {row} | {' | '.join('–' if np.isnan(s) else f'{s:.3f}' for s in cells)} |")
    return lines
