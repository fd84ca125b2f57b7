"""What an import gave, for people at 80 columns and as JSON for programs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk.terminal.counts import counted

if TYPE_CHECKING:
    from forecasts.exchange.options import Step
    from forecasts.exchange.summary import Imported

_SHOWN = 10
_LONG = 4_000_000
"""A file of so many bytes takes long enough for a progress bar."""


def echo_import(done: Imported, *, dry: bool) -> None:
    """What a file gave; what was assumed of it and which of its rows are bad goes to standard error."""
    place = "to be recorded" if dry else f"entry {done.entry}"
    said = "nothing new."
    if sum_of(done):
        said = f"{place}, {counted(sum_of(done))}."
    elif done.contested:
        said = f"{place}, nothing new; what its source says no more is noted."
    _line(f"{done.file} ({done.title}): {said}")
    if done.known:
        _line(f"Recorded already: {counted(done.known)}.", indent=2)
    if done.changed:
        _line(f"Changed in the source, and corrected: {counted(done.changed)}.", indent=2)
    if done.taken_back:
        _line(f"No more in the source, and taken back: {counted(done.taken_back)}.", indent=2)
    for notice in done.notices:
        _line(notice.text, indent=2, err=True)
    for sentence, count in done.assumptions.items():
        _line(f"{sentence} ({count:,} times)" if count > 1 else sentence, indent=2, err=True)
    for sentence in done.remarks:
        _line(sentence, indent=2, err=True)
    if done.refused:
        one = len(done.refused) == 1
        rows = "1 row" if one else f"{len(done.refused):,} rows"
        were = "would be" if dry else "was" if one else "were"
        _line(f"{rows} {were} refused:", indent=2, err=True)
        for bad in done.refused[:_SHOWN]:
            _line(f"line {bad.line}: {bad.reason}", indent=4, err=True)
        if len(done.refused) > _SHOWN:
            _line(f"… and {len(done.refused) - _SHOWN:,} more.", indent=4, err=True)


def imported_json(done: Imported, *, dry: bool) -> dict[str, object]:
    """An import under the keys of `docs/commands.md`."""
    return {
        "file": done.file,
        "format": done.title,
        "entry": None if dry or not done.is_news else done.entry,
        "new": dict(done.new),
        "known": dict(done.known),
        "changed": dict(done.changed),
        "taken_back": dict(done.taken_back),
        "notices": [
            {"sentence": notice.sentence, "count": notice.count, "first": notice.first}
            for notice in done.notices
        ],
        "assumptions": dict(done.assumptions),
        "remarks": done.remarks,
        "refused": [{"line": bad.line, "reason": bad.reason, "row": bad.text} for bad in done.refused],
    }


def sum_of(done: Imported) -> dict[str, int]:
    """How many records of each noun a file gave, new ones and corrections."""
    return {noun: done.new.get(noun, 0) + done.changed.get(noun, 0) for noun in {*done.new, *done.changed}}


@contextmanager
def progress(path: Path) -> Iterator[Step | None]:
    """A bar on a terminal while a long file is read; None where there is nothing to show."""
    size = path.stat().st_size
    if size < _LONG or not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=size, label=path.name[:30], file=sys.stderr, width=30) as bar:
        yield bar.update


def _line(text: str, *, indent: int = 0, err: bool = False) -> None:
    """A sentence folded at 80 columns, its later lines set in; a name that is longer is not cut."""
    start, later = " " * indent, " " * (indent + 2)
    click.echo(click.wrap_text(text, 80, initial_indent=start, subsequent_indent=later), err=err)
