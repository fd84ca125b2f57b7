"""Which files a folder stands for: its data files by name; of a hub, those of its models and its targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from forecasts.errors import UnfitFile

SUFFIXES = (".csv", ".tsv", ".jsonl", ".json", ".zip", ".xlsx", ".parquet", ".gz")
REFUSED = ".bad.csv"
MOST_FILES = 100_000
_OUTPUT, _TARGETS = "model-output", "target-data"
_ORACLE = "oracle"


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


def _inside(folder: Path) -> list[Path]:
    inside = list(islice(_hub(folder) if (folder / _OUTPUT).is_dir() else _data(folder), MOST_FILES + 1))
    if not inside:
        raise UnfitFile(
            str(folder), "holds no data files", f"put files ending in {', '.join(SUFFIXES)} there"
        )
    if len(inside) > MOST_FILES:
        raise UnfitFile(str(folder), f"holds more than {MOST_FILES:,} files", "give its folders one by one")
    return inside


def _hub(folder: Path) -> Iterator[Path]:
    """What its models said, and then what came of it: the versions of a time series before an oracle's."""
    yield from _deep(folder / _OUTPUT)
    if (folder / _TARGETS).is_dir():
        yield from sorted(
            _deep(folder / _TARGETS), key=lambda path: _ORACLE in path.parts[-1] + path.parts[-2]
        )


def _data(folder: Path) -> Iterator[Path]:
    """The data files of a folder, also below it where its folders are columns of one table, or models."""
    is_deep = folder.name in (_OUTPUT, _TARGETS) or any(
        "=" in inner.name for inner in folder.iterdir() if inner.is_dir()
    )
    yield from _deep(folder) if is_deep else sorted(filter(_is_data, folder.iterdir()))


def _deep(folder: Path) -> Iterator[Path]:
    yield from sorted(filter(_is_data, folder.rglob("*")))


def _is_data(file: Path) -> bool:
    return file.is_file() and file.suffix in SUFFIXES and not file.name.endswith(REFUSED)
