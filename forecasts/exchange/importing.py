"""A file becomes one entry, or nothing: which files there are, what each is, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.errors import UnfitFile, UnfitNoun
from forecasts.exchange import jsonl, ours
from forecasts.exchange.bringing import Asked, bring
from forecasts.exchange.columns import LAYOUTS
from forecasts.exchange.files import DataFile
from forecasts.exchange.mapping.mapped import FORM, Mapped
from forecasts.exchange.registry import format_named, recognised
from forecasts.exchange.summary import Imported

if TYPE_CHECKING:
    from forecasts.exchange.mapping.mappings import ColumnMapping
    from forecasts.ledger import Ledger
    from forecasts.ledger.entry import Entry

SUFFIXES = (".csv", ".jsonl", ".json", ".zip", ".xlsx", ".parquet")
REFUSED = ".bad.csv"


def data_files(places: Iterable[Path]) -> list[Path]:
    """The files to import: each as given, and of a folder its data files in the order of their names.

    One that is given twice is there once. Rows that an import refused and wrote down are no data. A folder
    without any data is refused.
    """
    found: dict[Path, Path] = {}
    for place in places:
        inside = _inside(place) if place.is_dir() else [place]
        for path in inside:
            found.setdefault(path.resolve(), path)
    return list(found.values())


def is_known(file: DataFile, path: Path) -> bool:
    """Whether a file is in a format of ours or of a tool, so that nobody need say what its columns mean."""
    return jsonl.is_ours(path) or ours.is_ours(path) or recognised(file) is not None


def import_file(
    path: Path, ledger: Ledger, *, by: str, now: datetime, asked: Asked | None = None
) -> Imported:
    """Record a file as one entry (an export of entries: as all of its own), or raise and leave nothing."""
    if jsonl.is_ours(path):
        return replay_file(path, ledger)
    with ledger.entry("import", by=by, now=now, reason=path.name) as entry:
        return record_file(path, entry, by=by, asked=asked or Asked(), today=now.date(), together=(path,))


def replay_file(path: Path, ledger: Ledger) -> Imported:
    """Replay an export of entries into an empty ledger."""
    counts: Counter[str] = Counter()
    try:
        head = ledger.replay(jsonl.entries(path, counts))
    except UnfitNoun as refusal:
        if isinstance(refusal.__cause__, UnfitFile):
            raise refusal.__cause__ from None
        raise
    return Imported(file=str(path), title="entries", entry=head.sequence, new=counts)


def record_file(
    path: Path,
    entry: Entry,
    *,
    by: str,
    asked: Asked,
    today: date,
    together: Sequence[Path],
    again: str = "import it again",
) -> Imported:
    """Add what is new in a file to an open entry; any bad row refuses the file, unless they are skipped.

    `together` are all files that were given at once: those of the same tool may explain each other. `again`
    says what to do once bad rows are mended.
    """
    file = DataFile.at(path)
    told = asked.form is not None or asked.mapping is not None
    if not told and (ours.is_ours(path) or _is_nearly_ours(file)):
        return ours.record(path, entry, by=by, asked=asked, again=again)
    form = _form(file, asked)
    mapping = None if asked.mapping is None else _with_scale(asked.mapping, asked, entry)
    conventions = asked.conventions(today)
    taken = bring(
        file,
        entry,
        form=form,
        mapping=mapping,
        conventions=conventions,
        beside=() if mapping else _beside(path, together, form),
        skip_bad=asked.skip_bad,
        again=again,
        step=asked.step,
    )
    return Imported(
        file=str(path),
        title=Mapped(mapping).TITLE if mapping else format_named(form).TITLE,
        entry=entry.sequence,
        new=taken.new,
        known=taken.known,
        changed=taken.changed,
        assumptions=conventions.assumptions,
        remarks=taken.sentences,
        bad=tuple(taken.bad),
    )


def _inside(folder: Path) -> list[Path]:
    inside = sorted(
        file
        for file in folder.iterdir()
        if file.is_file() and file.suffix in SUFFIXES and not file.name.endswith(REFUSED)
    )
    if not inside:
        raise UnfitFile(
            str(folder), "holds no data files", f"put files ending in {', '.join(SUFFIXES)} there"
        )
    return inside


def _is_nearly_ours(file: DataFile) -> bool:
    """Whether a table has only columns of ours, though not enough of them; an empty file is one."""
    if file.is_zip or file.is_json:
        return False
    return any(set(file.columns) - {""} <= layout.columns.keys() for layout in LAYOUTS)


def _form(file: DataFile, asked: Asked) -> str:
    """The name of the format that a file is read by: as told, or as it tells itself."""
    if asked.mapping is not None:
        if asked.form is not None:
            raise UnfitNoun(
                f"The format {asked.form!r} is given, and what the columns mean too", "leave one of them out"
            )
        return FORM
    if asked.form is not None:
        found = format_named(asked.form)
        if not found.recognises(file):
            other = recognised(file)
            hint = f"say --format {other}, or leave it out" if other else "see `docs/exchange.md`"
            raise UnfitFile(file.name, f"is nothing that {found.TITLE} would write", hint)
        return asked.form
    form = recognised(file)
    if form is None:
        raise UnfitFile(
            file.name,
            "has a header of no tool that is known",
            "say what its columns mean, as in --column question=Title --column p=Chance --column made=Date, "
            "or --mapping NAME if that was told before",
        )
    return form


def _with_scale(mapping: ColumnMapping, asked: Asked, entry: Entry) -> ColumnMapping:
    """The mapping with the scale that the options name, or else its own, or else the ledger's."""
    return replace(mapping, scale=asked.scale or mapping.scale or entry.view.settings.scale)


def _beside(path: Path, together: Sequence[Path], form: str) -> tuple[DataFile, ...]:
    others = (DataFile.at(place) for place in together if place != path)
    return tuple(other for other in others if recognised(other) == form)
