"""Our own tables as a format: in CSV, Parquet or a workbook, told apart by their headers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from functools import partial
from itertools import islice

from forecasts.errors import LacksPackage, UnfitFile
from forecasts.exchange import parquet, workbooks
from forecasts.exchange.cells import unguarded
from forecasts.exchange.conventions import Conventions
from forecasts.exchange.delimited import WINDOWS
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import Deferred, ReadRow, RefusedRow, Rows
from forecasts.exchange.own.forecasts import ForecastRows
from forecasts.exchange.own.layouts import (
    EXAMPLE,
    FORECASTERS,
    FORECASTS,
    LAYOUTS,
    OUTCOMES,
    QUESTIONS,
    SOURCES,
    TABLES,
    Layout,
)
from forecasts.exchange.own.names import Names
from forecasts.exchange.own.nouns import RECORD
from forecasts.exchange.own.rows import Row
from forecasts.exchange.table import Line, Table

_STRETCH = 2_000
_PERCENTS = ("chance",)


def is_own(file: DataFile) -> bool:
    """Whether a file's header is one of ours; of a workbook, that of any sheet."""
    try:
        if file.is_workbook:
            with workbooks.opened(file, percents=()) as sheets:
                return any(layout_of(table.columns) is not None for table in sheets)
        return layout_of(file.columns) is not None
    except (UnfitFile, LacksPackage):
        return False


def is_nearly_own(file: DataFile) -> bool:
    """Whether a table has only columns of ours, though not enough of them; an empty file is one."""
    if not file.is_grid:
        return False
    return any(set(file.columns) - {""} <= layout.columns.keys() for layout in LAYOUTS)


def layout_of(names: Sequence[str]) -> Layout | None:
    """The kind of rows that a header stands for; None where it is none of ours.

    >>> layout_of(("question", "outcome", "on")).name
    'outcomes'
    """
    return next((layout for layout in LAYOUTS if layout.fits(names)), None)


class OwnTables:
    """Our own tables. A row may rest on rows above it, and is read when its turn to be recorded comes."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.kinds: list[str] = []

    @property
    def TITLE(self) -> str:  # noqa: N802 - a name of `Format`
        """The kinds of rows that were read so far."""
        return ", ".join(self.kinds)

    @property
    def form(self) -> str:
        """Under which name the import is recorded."""
        return f"trackrecord/{'+'.join(self.kinds)}"

    def recognises(self, file: DataFile) -> bool:
        """Whether the header is one of ours."""
        return is_own(file)

    def read(self, file: DataFile, conventions: Conventions, beside: tuple[DataFile, ...]) -> Rows:
        """The rows of all tables in a file, of which workbooks have several."""
        if parquet.is_parquet(file):
            with parquet.opened(file) as table:
                yield from self._table(_parquet_layout(table), table, conventions)
        elif workbooks.is_workbook(file):
            with workbooks.opened(file, percents=_PERCENTS) as sheets:
                for layout, table in _own_sheets(file, sheets):
                    yield from self._table(layout, table, conventions)
        else:
            if file.encoding == WINDOWS:
                conventions.assume("The file is not UTF-8, and is read as Windows-1252.")
            table = file.table
            layout = _layout(table)
            _check_columns(table, layout, strict=True)
            yield from self._table(layout, table, conventions, guarded=True)

    def _table(
        self, layout: Layout, table: Table, conventions: Conventions, *, guarded: bool = False
    ) -> Rows:
        self.kinds.append(layout.name)
        row_of = partial(
            Row.of, columns=table.columns, conventions=conventions, decimal_comma=table.decimal_comma
        )
        record = _recorder(layout, table.columns, self._names, row_of)
        width = len(table.columns)
        lines = (line for line in table.lines if line.fault or "".join(line.cells).strip())
        while stretch := list(islice(lines, _STRETCH)):
            self._look_up(stretch, layout, table.columns)
            for line in stretch:
                if line.fault is not None:
                    yield RefusedRow(line=line.number, text=line.text, reason=line.fault)
                elif len(line.cells) != width:
                    reason = f"The row has {len(line.cells)} cells and the header {width}: make them equal."
                    yield RefusedRow(line=line.number, text=line.text, reason=reason)
                else:
                    if guarded and ("'" in line.text or "\r" in line.text):
                        line = line._replace(cells=list(map(unguarded, line.cells)))
                    noun = Deferred(record=partial(record, line))
                    yield ReadRow(line=line.number, text=line.text, nouns=(noun,))

    def _look_up(self, stretch: Sequence[Line], layout: Layout, columns: Sequence[str]) -> None:
        """Ask the ledger at once for all that many rows name."""
        names, entry = self._names, self._names.recorder.entry
        if layout in (FORECASTERS, SOURCES, QUESTIONS):
            entry.look_up(layout.noun, _named(stretch, columns, "slug"))
        if layout in (FORECASTS, OUTCOMES):
            questions = _named(stretch, columns, "question")
            entry.look_up("question", questions)
        if layout is OUTCOMES:
            entry.look_up_outcomes(questions)
        if layout is FORECASTS:
            names.recorder.duplicates.look_up(questions)
            entry.look_up("forecaster", names.new_slugs(_named(stretch, columns, "forecaster")))


def _recorder(
    layout: Layout, columns: Sequence[str], names: Names, row_of: Callable[[Line], Row]
) -> Callable[[Line], None]:
    """What records the lines of one table."""
    if layout is FORECASTS:
        return ForecastRows(columns, names, row_of).record
    record = RECORD[layout.name]
    return lambda line: record(row_of(line), names)


def _named(stretch: Sequence[Line], columns: Sequence[str], column: str) -> set[str]:
    """The distinct texts in a column."""
    place, width = columns.index(column), len(columns)
    return {name for line in stretch if len(line.cells) == width and (name := line.cells[place].strip())}


def _own_sheets(file: DataFile, sheets: Sequence[Table]) -> Iterator[tuple[Layout, Table]]:
    """The sheets with a header of ours, in the order in which they need each other."""
    found: dict[str, tuple[Layout, Table]] = {}
    for table in sheets:
        layout = layout_of(table.columns)
        if layout is None or table.title.casefold() == EXAMPLE:
            continue
        if layout.name in found:
            raise UnfitFile(file.name, f"has two sheets of {layout.name}", "put their rows into one of them")
        _check_columns(table, layout)
        found[layout.name] = layout, table
    if not found:
        raise UnfitFile(
            file.name,
            "has no sheet with a header of ours",
            "start from `tracker export --template --out FOLDER`",
        )
    for layout in TABLES.values():
        if layout.name in found:
            _, table = found[layout.name]
            yield layout, _without_hints(table, layout)


def _without_hints(table: Table, layout: Layout) -> Table:
    """A sheet without the line under the header that says what the columns hold, as the template has it."""
    hints = [layout.columns.get(name, "") for name in table.columns]
    lines = (line for line in table.lines if not _is_hints(line, hints))
    return Table(where=table.where, columns=table.columns, lines=lines, title=table.title)


def _is_hints(line: Line, hints: list[str]) -> bool:
    return line.fault is None and all(
        not cell or cell == hint for cell, hint in zip(line.cells, hints, strict=True)
    )


def _parquet_layout(table: Table) -> Layout:
    layout = layout_of(table.columns)
    if layout is None:
        raise UnfitFile(table.where, "has none of the columns known", "see the columns in `docs/exchange.md`")
    for name in table.columns:
        if name not in layout.columns:
            raise UnfitFile(table.where, f"has the unknown column {name!r}", "rename it or take it out")
    return layout


def _layout(table: Table) -> Layout:
    """The kind of a table by its header; one of no kind is refused, with what it lacks."""
    names = table.columns
    if (layout := layout_of(names)) is not None:
        return layout
    if not any(names):
        raise UnfitFile(table.where, "is empty", "begin it with a header, as `docs/exchange.md` tells")
    nearest = max(LAYOUTS, key=lambda layout: len(layout.columns.keys() & set(names)))
    missing = [name for name in nearest.marks if name not in names]
    near = {close for name in missing for close in get_close_matches(name, names, n=1)}
    hint = f" (rename {', '.join(sorted(near))}?)" if near else ""
    raise UnfitFile(
        table.where,
        f"has none of the headers known; for {nearest.name} it lacks {', '.join(missing)}{hint}",
        "see the columns in `docs/exchange.md`",
    )


def _check_columns(table: Table, layout: Layout, *, strict: bool = False) -> None:
    """Refuse a column of no meaning, and one that is there twice; if `strict`, also one without a name."""
    for name in table.columns:
        if (name or strict) and name not in layout.columns:
            near = get_close_matches(name, layout.columns, n=2)
            none = f"a file of {layout.name} has no such column" if strict else "there is no such column"
            hint = f"did you mean {' or '.join(near)}?" if near else none
            raise UnfitFile(
                table.where, f"has the unknown column {name!r}: {hint}", "rename it or take it out"
            )
        if name and table.columns.count(name) > 1:
            raise UnfitFile(table.where, f"has the column {name!r} twice", "keep one of them")
