"""Where an export goes: a new file or a folder, whole or not at all, and never over what is there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forecasts.errors import StorageFailed


@contextmanager
def new_file(place: Path) -> Iterator[Path]:
    """A file beside a place, which takes the place once it is whole, and is gone if anything fails."""
    _refuse_taken(place, "name a new file")
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name}.part")
    part.unlink(missing_ok=True)
    try:
        yield part
        _refuse_taken(place, "name a new file")
        part.rename(place)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def new_folder(place: Path) -> Iterator[Path]:
    """A folder to fill beside a place, whose files take their places in it together once all are whole.

    The place may be there already; then none of the files may be.
    """
    if place.exists() and not place.is_dir():
        raise StorageFailed(str(place), "is no folder", "name a new folder", writing=False)
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f"{place.name or 'tables'}.part")
    if part.exists():
        raise StorageFailed(
            str(part), "is left from an export that broke off", "remove it, then export again", writing=False
        )
    part.mkdir()
    try:
        yield part
        files = sorted(path.relative_to(part) for path in part.rglob("*") if path.is_file())
        for file in files:
            _refuse_taken(place / file, "name another folder")
        if not place.exists():
            part.rename(place)
            return
        for file in files:
            (place / file).parent.mkdir(parents=True, exist_ok=True)
            (part / file).rename(place / file)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _refuse_taken(place: Path, remedy: str) -> None:
    if place.exists():
        raise StorageFailed(str(place), "exists already", remedy, writing=False)
