"""Rows at the width of a terminal: a table where it fits between whole words, a list where it does not."""

from __future__ import annotations

from collections.abc import Sequence

from desk.terminal.folding import folded, longest_word, width

GAP = 2
NARROW = 12
WHOLE = frozenset(("handle", "slug", "question", "forecaster", "source"))
"""Columns that are not folded, because what is in them is copied."""


def laid_out(columns: Sequence[str], rows: Sequence[Sequence[str]], *, within: int) -> str:
    """Rows under their columns in at most so many columns of text, or else one row after another.

    Nothing is cut off, and no word is broken; a word that is wider still stands alone on its line.

    >>> print(laid_out(["slug", "statement"], [["kabul", "the Taliban capture Kabul"]], within=24))
    slug   statement
    ─────  ─────────────────
    kabul  the Taliban
           capture Kabul
    >>> print(laid_out(["slug", "forecaster"], [["a-long-slug-of-many-words", "a-name"]], within=24))
    a-long-slug-of-many-words
      forecaster  a-name
    """
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    shares = _shares(columns, cells, within=within)
    return _list(columns, cells, within=within) if shares is None else _table(columns, cells, shares)


def _shares(columns: Sequence[str], rows: Sequence[Sequence[str]], *, within: int) -> list[int] | None:
    """The width of each column, the widest ones narrowed first; None where whole words do not fit."""
    stacks = [[column, *(row[place] for row in rows)] for place, column in enumerate(columns)]
    wide = [max(map(width, stack)) for stack in stacks]
    least = [
        most if column in WHOLE else max(min(most, NARROW), *map(longest_word, stack))
        for column, most, stack in zip(columns, wide, stacks, strict=True)
    ]
    room = within - GAP * (len(columns) - 1)
    if sum(least) > room:
        return None
    while sum(wide) > room:
        place = max(range(len(wide)), key=lambda place: (wide[place] > least[place], wide[place]))
        wide[place] -= 1
    return wide


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int]) -> str:
    rule = ["─" * share for share in shares]
    lines = []
    for row in (columns, rule, *rows):
        parts = [folded(cell, within=share).split("\n") for cell, share in zip(row, shares, strict=True)]
        for place in range(max(map(len, parts))):
            texts = [part[place] if place < len(part) else "" for part in parts]
            padded = (text + " " * (share - width(text)) for text, share in zip(texts, shares, strict=True))
            lines.append((" " * GAP).join(padded).rstrip())
    return "\n".join(lines)


def _list(columns: Sequence[str], rows: Sequence[Sequence[str]], *, within: int) -> str:
    """Each row under its first cell, a line or more for each further one that says something."""
    widest = max(map(width, columns[1:]), default=0)
    lines = []
    for row in rows:
        lines.append(folded(row[0], within=within))
        for column, cell in zip(columns[1:], row[1:], strict=True):
            if cell:
                start = f"  {column}{' ' * (widest - width(column))}  "
                lines.append(folded(cell, within=within, first=start, later=" " * len(start)))
    return "\n".join(lines)
