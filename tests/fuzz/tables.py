"""What befalls a table: columns lost, doubled or renamed, cells swapped or absurd, rows of another width."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from random import Random

from tests.fuzz import absurd

Rows = list[list[str]]


def column_dropped(data: bytes, rng: Random) -> bytes:
    """One column less."""
    rows = _rows(data)
    at = _column(rows, rng)
    return _written([row[:at] + row[at + 1 :] for row in rows])


def column_doubled(data: bytes, rng: Random) -> bytes:
    """One column twice, side by side or under another's name."""
    rows = _rows(data)
    at, to = _column(rows, rng), _column(rows, rng)
    return _written([row[:to] + row[at : at + 1] + row[to:] for row in rows])


def column_renamed(data: bytes, rng: Random) -> bytes:
    """One name in the header is another."""
    rows = _rows(data)
    if rows and rows[0]:
        rows[0][_column(rows, rng)] = rng.choice((absurd.text(rng), rng.choice(rows[0]), "", "p"))
    return _written(rows)


def columns_reordered(data: bytes, rng: Random) -> bytes:
    """The header in another order than the cells."""
    rows = _rows(data)
    if rows:
        rng.shuffle(rows[0])
    return _written(rows)


def cells_swapped(data: bytes, rng: Random) -> bytes:
    """Some cells in each other's places."""
    rows = _rows(data)
    for _ in range(rng.choice((1, 5))):
        one, other = _place(rows, rng), _place(rows, rng)
        if one and other:
            (i, j), (k, m) = one, other
            rows[i][j], rows[k][m] = rows[k][m], rows[i][j]
    return _written(rows)


def cells_absurd(data: bytes, rng: Random) -> bytes:
    """Some cells hold what no cell should."""
    rows = _rows(data)
    for _ in range(rng.choice((1, 1, 2, 10))):
        if place := _place(rows, rng):
            rows[place[0]][place[1]] = absurd.text(rng)
    return _written(rows)


def column_absurd(data: bytes, rng: Random) -> bytes:
    """All cells of a column hold the same absurd value."""
    rows, text = _rows(data), absurd.text(rng)
    at = _column(rows, rng)
    return _written([*rows[:1], *([*row[:at], text, *row[at + 1 :]] for row in rows[1:])])


def cells_formulas(data: bytes, rng: Random) -> bytes:
    """Some cells of every row are formulas, before what they held."""
    rows = _rows(data)
    for row in rows[1:]:
        at = rng.randrange(len(row) or 1)
        row[at : at + 1] = [rng.choice(absurd.FORMULAS) + rng.choice(("", "".join(row[at : at + 1])))]
    return _written(rows)


def rows_ragged(data: bytes, rng: Random) -> bytes:
    """Rows with too few cells, and with too many."""
    return _written(
        [
            rng.choice((row, row, row[: rng.randrange(len(row) + 1)], [*row, absurd.text(rng)]))
            for row in _rows(data)
        ]
    )


def rows_many(data: bytes, rng: Random) -> bytes:
    """The rows a hundred times over."""
    rows = _rows(data)
    return _written(rows[:1] + rows[1:] * rng.choice((2, 100)))


def delimited(data: bytes, rng: Random) -> bytes:
    """Separated by something else than commas."""
    return _written(_rows(data), delimiter=rng.choice(";\t|:"))


def header_alone(data: bytes, _: Random) -> bytes:
    """No rows."""
    return _written(_rows(data)[:1])


CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(
        column_dropped,
        column_doubled,
        column_renamed,
        columns_reordered,
        cells_swapped,
        rows_ragged,
        rows_many,
    ),
    *(cells_absurd, cells_absurd, cells_absurd, column_absurd, column_absurd, cells_formulas, delimited),
    header_alone,
)


@contextmanager
def any_length() -> Iterator[None]:
    """Lets CSV cells be of any length; what is tested has its own bound, and finds that unchanged."""
    before = csv.field_size_limit(2**26)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _rows(data: bytes) -> Rows:
    """The cells as far as they can be told apart."""
    lines = data.decode("utf-8-sig", "replace").replace("\x00", "").splitlines(keepends=True)
    with any_length():
        return list(csv.reader(lines))


def _written(rows: Rows, delimiter: str = ",") -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def _column(rows: Rows, rng: Random) -> int:
    return rng.randrange(len(rows[0])) if rows and rows[0] else 0


def _place(rows: Rows, rng: Random) -> tuple[int, int] | None:
    filled = [number for number, row in enumerate(rows) if row and number]
    if not filled:
        return None
    at = rng.choice(filled)
    return at, rng.randrange(len(rows[at]))
