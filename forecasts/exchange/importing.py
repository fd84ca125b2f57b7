"""A file becomes one entry, or nothing: which files there are, what each is, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.errors import TrackerError, UnfitFile, UnfitNoun
from forecasts.exchange import jsonl
from forecasts.exchange.columns import LAYOUTS, Layout
from forecasts.exchange.intake import Intake
from forecasts.exchange.recording import RECORDERS
from forecasts.exchange.sheets import Faults, header, layout_of, rows

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.ledger.entry import Entry

SUFFIXES = (".csv", ".jsonl")


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What one file gave: its entry (of a replay the last one), how many of each noun, and remarks."""

    file: str
    entry: int
    counts: Mapping[str, int]
    remarks: tuple[str, ...]


def data_files(places: Iterable[Path]) -> list[Path]:
    """The files to import: each as given, and of a folder its data files in the order of their names.

    A folder without any is refused.
    """
    found: list[Path] = []
    for place in places:
        if not place.is_dir():
            found.append(place)
            continue
        inside = sorted(file for file in place.iterdir() if file.is_file() and file.suffix in SUFFIXES)
        if not inside:
            raise UnfitFile(
                str(place), "holds no data files", f"put files ending in {', '.join(SUFFIXES)} there"
            )
        found += inside
    return found


def import_file(path: Path, ledger: Ledger, *, by: str, now: datetime, scale: str | None = None) -> Imported:
    """Record a file as one entry (an export of entries: as all of its own), or raise and leave nothing."""
    if jsonl.is_ours(path):
        return replay_file(path, ledger)
    with ledger.entry("import", by=by, now=now, reason=path.name) as entry:
        return record_file(path, entry, by=by, scale=scale)


def replay_file(path: Path, ledger: Ledger) -> Imported:
    """Replay an export of entries into an empty ledger."""
    counts: Counter[str] = Counter()
    try:
        head = ledger.replay(jsonl.entries(path, counts))
    except UnfitNoun as refusal:
        if isinstance(refusal.__cause__, UnfitFile):
            raise refusal.__cause__ from None
        raise
    return Imported(file=str(path), entry=head.sequence, counts=counts, remarks=())


def record_file(
    path: Path, entry: Entry, *, by: str, scale: str | None, again: str = "import it again"
) -> Imported:
    """Add what a CSV file of ours holds to an open entry; any bad row refuses the file, and lists them.

    `again` says what to do once the rows are mended.
    """
    layout = _layout(path)
    intake = Intake(entry=entry, analyst=by, scale=scale or entry.view.settings.scale)
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
    return Imported(file=str(path), entry=entry.sequence, counts=intake.counts, remarks=remarks)


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
