"""Our own CSV files, row by row into an entry."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.errors import TrackerError, UnfitFile
from forecasts.exchange.bringing import Asked
from forecasts.exchange.columns import LAYOUTS, Layout
from forecasts.exchange.intake import Intake
from forecasts.exchange.recording import RECORDERS
from forecasts.exchange.sheets import Faults, header, layout_of, rows

if TYPE_CHECKING:
    from forecasts.exchange.importing import Imported
    from forecasts.ledger.entry import Entry


def is_ours(path: Path) -> bool:
    """Whether a file's header is one of ours."""
    try:
        return layout_of(header(path)) is not None
    except UnfitFile:
        return False


def record(path: Path, entry: Entry, *, by: str, asked: Asked, again: str) -> Imported:
    """Add what a CSV file of ours holds to an open entry; any bad row refuses the file, and lists them."""
    from forecasts.exchange.importing import Imported

    layout = _layout(path)
    intake = Intake(entry=entry, analyst=by, scale=asked.scale or entry.view.settings.scale)
    faults = Faults(str(path))
    for row in rows(path, layout, faults):
        try:
            RECORDERS[layout.name](row, intake)
        except TrackerError as error:
            faults.add(row.line, str(error))
    faults.refuse(again)
    if not intake.counts:
        raise UnfitFile(str(path), "has no rows", "fill it in, or leave it out")
    remarks = tuple(
        sentence if count == 1 else f"{sentence} ({count:,} rows)"
        for sentence, count in intake.remarks.items()
    )
    return Imported(
        file=str(path), title=layout.name, entry=entry.sequence, new=intake.counts, remarks=remarks
    )


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
