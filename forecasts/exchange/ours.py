"""Our own tables, in CSV, Parquet or a workbook, row by row into an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.errors import UnfitFile
from forecasts.exchange import columnar, workbook
from forecasts.exchange.bringing import Asked
from forecasts.exchange.columns import FORECASTS, LAYOUTS, OUTCOMES, Layout
from forecasts.exchange.files import DataFile
from forecasts.exchange.format import RefusedRow
from forecasts.exchange.intake import Intake
from forecasts.exchange.recording import recorder
from forecasts.exchange.sheets import Row, header, layout_of, stretches
from forecasts.exchange.summary import Imported
from forecasts.exchange.taking import Taking
from forecasts.model import Import

if TYPE_CHECKING:
    from forecasts.ledger.entry import Entry


def is_ours(path: Path) -> bool:
    """Whether a file's header is one of ours; of Parquet files and workbooks, we read no others."""
    if columnar.is_parquet(path) or workbook.is_workbook(path):
        return True
    try:
        return layout_of(header(path)) is not None
    except UnfitFile:
        return False


def record(path: Path, entry: Entry, *, by: str, asked: Asked, again: str) -> Imported:
    """Add what is new in a table of ours to an open entry, with the import itself as the last record.

    Any bad row refuses the file, and lists them, unless they are to be skipped.
    """
    taking = Taking(entry=entry, title=path.name)
    intake = Intake(taking=taking, analyst=by, scale=asked.scale or entry.view.settings.scale)
    kinds = []
    for layout, columns, found in _tables(path):
        kinds.append(layout.name)
        work = recorder(layout, columns, intake)
        with entry.bulk():
            for stretch in found:
                _look_up(stretch, layout, intake)
                for row in stretch:
                    if isinstance(row, RefusedRow):
                        taking.refuse(row)
                    else:
                        taking.row(row.line, row.raw, work, row)
                asked.step(
                    sum(len(row.text if isinstance(row, RefusedRow) else row.raw) + 1 for row in stretch)
                )
    taken = taking.finished()
    taken.refuse_bad(str(path), skip_bad=asked.skip_bad, again=again)
    if not taken.rows:
        raise UnfitFile(str(path), "has no rows", "fill it in, or leave it out")
    if taken.is_news:
        entry.add(
            Import(
                file=path.name,
                sha256=DataFile.at(path).sha256,
                form=f"trackrecord/{'+'.join(kinds)}",
                archived=tuple(taken.archived),
            )
        )
    return Imported(
        file=str(path),
        title=", ".join(kinds),
        entry=entry.sequence,
        new=taken.new,
        known=taken.known,
        changed=taken.changed,
        remarks=taken.sentences,
        bad=tuple(taken.bad),
    )


def _tables(path: Path) -> Iterator[tuple[Layout, tuple[str, ...], Iterator[list[Row | RefusedRow]]]]:
    """The kinds of rows in a file, each with its columns and its rows, many at a time."""
    if columnar.is_parquet(path):
        yield from columnar.tables(path)
    elif workbook.is_workbook(path):
        yield from workbook.tables(path)
    else:
        layout = _layout(path)
        yield layout, header(path), stretches(path, layout)


def _look_up(stretch: Sequence[Row | RefusedRow], layout: Layout, intake: Intake) -> None:
    """Ask at once for all that a stretch of rows names, and for the forecasts on their questions."""
    rows = [row for row in stretch if isinstance(row, Row)]
    if layout in (FORECASTS, OUTCOMES):
        questions = {slug for row in rows if (slug := row.word("question")) is not None}
        intake.taking.entry.look_up("question", questions)
    if layout is FORECASTS:
        intake.taking.repeats.look_up(questions)
        names = {name for row in rows if (name := row.word("forecaster")) is not None}
        intake.taking.entry.look_up("forecaster", intake.new_slugs(names))


def _layout(path: Path) -> Layout:
    """The kind of a file by its header; one of no kind is refused, with what it lacks."""
    names = header(path)
    if (layout := layout_of(names)) is not None:
        return layout
    if not any(name.strip() for name in names):
        raise UnfitFile(str(path), "is empty", "begin it with a header, as `docs/exchange.md` tells")
    if len(names) == 1 and (";" in names[0] or "\t" in names[0]):
        raise UnfitFile(str(path), "is not separated by commas", "save it as CSV with commas")
    nearest = max(LAYOUTS, key=lambda layout: len(layout.columns.keys() & set(names)))
    missing = [name for name in nearest.marks if name not in names]
    near = {close for name in missing for close in get_close_matches(name, names, n=1)}
    hint = f" (rename {', '.join(sorted(near))}?)" if near else ""
    raise UnfitFile(
        str(path),
        f"has none of the headers known; for {nearest.name} it lacks {', '.join(missing)}{hint}",
        "see the columns in `docs/exchange.md`",
    )
