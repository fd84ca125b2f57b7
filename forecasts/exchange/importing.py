"""A file becomes one entry, or nothing: which files there are, what each is, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.errors import UnfitFile, UnfitNoun
from forecasts.exchange import jsonl, ours
from forecasts.exchange.bringing import Asked, bring
from forecasts.exchange.brought import Bad
from forecasts.exchange.given import Given
from forecasts.exchange.recognising import format_named, recognised

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.ledger.entry import Entry

SUFFIXES = (".csv", ".jsonl", ".json", ".zip", ".xlsx", ".parquet")


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What one file gave: its entry (of a replay the last one), and how many of each noun.

    `new` were recorded, `known` had been before, `changed` were corrected. `assumptions` and `remarks` are
    sentences; `bad` are the rows that were left out.
    """

    file: str
    title: str
    entry: int
    new: Mapping[str, int]
    known: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    assumptions: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    bad: tuple[Bad, ...] = ()

    @property
    def is_news(self) -> bool:
        """Whether anything was recorded."""
        return bool(self.new or self.changed)


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
    given = Given.at(path)
    if asked.form is None and ours.is_ours(path):
        return ours.record(path, entry, by=by, asked=asked, again=again)
    form = asked.form or recognised(given)
    if form is None:
        raise UnfitFile(
            str(path),
            "has a header of no tool that is known",
            "say which with --format, or what its columns mean with --mapping",
        )
    settled = asked.settled(today)
    beside = tuple(
        other
        for other in map(Given.at, (place for place in together if place != path))
        if recognised(other) == form
    )
    taken = bring(
        given, entry, form=form, settled=settled, beside=beside, skip_bad=asked.skip_bad, again=again
    )
    return Imported(
        file=str(path),
        title=format_named(form).TITLE,
        entry=entry.sequence,
        new=taken.new,
        known=taken.known,
        changed=taken.changed,
        assumptions=tuple(settled.assumptions),
        remarks=tuple(taken.remarks),
        bad=tuple(taken.bad),
    )
