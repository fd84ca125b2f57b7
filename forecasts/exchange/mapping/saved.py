"""Mappings that were stated once, each a small JSON file in a folder of the user's.

They lie in the user's data folder, or in the folder that TRACKER_MAPPINGS names, and not beside the ledger:
a ledger may be on a server, and one person's spreadsheets go into several ledgers.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from forecasts.errors import TrackerError, UnfitFile, UnfitNoun
from forecasts.exchange.mapping.mappings import ColumnMapping, read_mapping
from forecasts.texts import checked_slug
from forecasts.writing import write


def folder() -> Path:
    """Where mappings are kept; it need not exist yet."""
    if named := os.environ.get("TRACKER_MAPPINGS"):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("trackrecord") / "mappings"


def keep(mapping: ColumnMapping, where: Path) -> Path:
    """Write a mapping under its name, in place of one of the same name; the file is whole or as it was."""
    path = _file(where, mapping.name)
    where.mkdir(parents=True, exist_ok=True)
    write(path, mapping.text)
    return path


def names(where: Path) -> list[str]:
    """The names of all mappings, in alphabetical order."""
    return sorted(path.stem for path in where.glob("*.json")) if where.is_dir() else []


def mapping_named(name: str, where: Path) -> ColumnMapping:
    """The mapping of a name; one that is unknown is refused with the nearest, or with what to do."""
    path = _file(where, name)
    if not path.is_file():
        known = names(where)
        near = get_close_matches(name, known) or known
        choose = f"choose {' or '.join(near)}, or tell it" if near else "tell it"
        raise UnfitNoun(f"No mapping is called {name!r}", f"{choose} by importing a file on a terminal")
    try:
        return read_mapping(path.read_text(encoding="utf-8"))
    except (ValueError, TypeError, RecursionError, TrackerError) as error:
        raise UnfitFile(str(path), "holds no mapping", "remove it and tell it anew") from error


def fitting(header: tuple[str, ...], where: Path) -> Iterator[ColumnMapping]:
    """The mappings that were made for a file with the very same columns; damaged ones are passed over."""
    for name in names(where):
        try:
            mapping = mapping_named(name, where)
        except TrackerError:
            continue
        if mapping.header == header:
            yield mapping


def _file(where: Path, name: str) -> Path:
    return where / f"{checked_slug(name, 'the mapping')}.json"
