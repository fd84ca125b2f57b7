"""Where rows come from: a file or many, a folder, a pattern, or a frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from glob import glob, has_magic
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.errors import UnreadableTable
from tracker.verification.databases import DatabaseTable, is_database, shown_address
from tracker.verification.network import is_remote, remote_files
from tracker.verification.tables import Progress, Table, opened

if TYPE_CHECKING:
    import pandas as pd

    from tracker.verification.column_names import Roles

TABLES = (".csv", ".csv.gz", ".parquet", ".pq", ".tsv", ".tsv.gz")
_NONE = "give a file, a folder, a pattern or an address of tables"


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Part:
    """One table of a source; `wide` are columns that are each a forecaster, `table` is itself, once open."""

    at: str | Path | pd.DataFrame
    wide: tuple[str, ...] = ()
    table: Table | None = None

    @property
    def name(self) -> str:
        """What sentences call it."""
        if not isinstance(self.at, str | Path):
            return "the table"
        return shown_address(str(self.at)) if self.database else str(self.at)

    @property
    def database(self) -> bool:
        """Whether it is a table of a database."""
        return is_database(self.at)

    @property
    def path(self) -> Path | None:
        """The file of this machine that it is; None for what is none."""
        local = isinstance(self.at, str | Path) and not self.database and not is_remote(self.at)
        return Path(self.at) if local else None  # type: ignore[arg-type] # local says that it is a text or a path

    def open(self) -> Table:
        """The table.

        Raises
        ------
        UnreadableTable
            If it cannot be read.
        """
        if self.table is not None:
            return self.table
        if self.database and self.wide:
            fault = "is a table of a database, whose columns --wide does not take apart"
            raise UnreadableTable(self.name, fault, "give a file, or a view with one column of probabilities")
        return DatabaseTable(str(self.at)) if self.database else opened(self.at, wide=self.wide)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Source:
    """One or more parts with the same columns, in an order that shows in no figure."""

    name: str
    parts: tuple[Part, ...]

    def __len__(self) -> int:
        return len(self.parts)

    def begun(self) -> tuple[Table, Source]:
        """The first table, for its header, and the same source with that one open."""
        first, *others = self.parts
        table = first.open()
        return table, replace(self, parts=(replace(first, table=table), *others))

    @property
    def in_database(self) -> bool:
        """Whether its parts are tables of a database."""
        return all(part.database for part in self.parts)

    @property
    def size(self) -> int:
        """How many bytes its files have, as far as they are on this machine."""
        paths = [part.path for part in self.parts]
        return sum(path.stat().st_size for path in paths if path is not None and path.is_file())


def source_of(given: str | Path | pd.DataFrame | Sequence[str | Path], *, wide: Sequence[str] = ()) -> Source:
    """The source that a user names.

    Parameters
    ----------
    given
        A file, a folder (with all its tables, at any depth), a pattern such as `2024/*.parquet`, several of
        these, or a frame.
    wide
        Columns that are each a forecaster.

    Raises
    ------
    UnreadableTable
        If a folder or a pattern holds no table, nothing is named, or a table is named twice.
    """
    if not isinstance(given, str | Path) and not isinstance(given, Sequence):
        return Source(name="the table", parts=(Part(at=given, wide=tuple(wide)),))
    named = [given] if isinstance(given, str | Path) else list(given)
    if not named:
        raise UnreadableTable("The source", "names no table", _NONE)
    parts = tuple(Part(at=path, wide=tuple(wide)) for one in named for path in _paths(one))
    _refuse_twice(parts)
    more = f" and {len(named) - 1:,} more" if len(named) > 1 else ""
    first = parts[0].name if parts[0].database else named[0]
    return Source(name=f"{first}{more}", parts=parts)


def _refuse_twice(parts: Sequence[Part]) -> None:
    """Refuse a table that is there twice, under whatever names: its rows would count twice.

    Raises
    ------
    UnreadableTable
        With both names.
    """
    names: dict[object, str] = {}
    for part in parts:
        path = part.path
        file = path.stat() if path is not None and path.is_file() else None
        itself: object = str(part.at) if file is None else (file.st_dev, file.st_ino)
        if itself in names:
            which = "is named twice" if names[itself] == part.name else f"is the same file as {names[itself]}"
            raise UnreadableTable(part.name, f"{which}, so its rows would count twice", "name it once")
        names[itself] = part.name


def _paths(one: str | Path) -> list[str | Path]:
    path = Path(one)
    if path.is_dir():
        found = sorted(file for file in path.rglob("*") if _is_part(file, path))
        if not found:
            raise UnreadableTable(
                str(one), "is a folder without tables", f"give one with {', '.join(TABLES)}"
            )
        return list(found)
    if is_database(one):
        return [one]
    if is_remote(one):
        return list(remote_files(str(one)))
    if not path.exists() and has_magic(str(one)):
        matched = sorted(Path(name) for name in glob(str(one), recursive=True))  # noqa: PTH207 (Path.glob takes no pattern that begins at the root)
        if not matched:
            raise UnreadableTable(str(one), "matches no file", _NONE)
        return [inner for file in matched for inner in _paths(file)]
    return [one]


def _is_part(file: Path, folder: Path) -> bool:
    """Whether a file of a folder is one of its tables; what begins with a dot or an underscore is none."""
    hidden = any(name.startswith((".", "_")) for name in file.relative_to(folder).parts)
    return file.is_file() and not hidden and file.name.lower().endswith(TABLES)


class Several:
    """The parts of a source as one table, one after the other."""

    def __init__(self, source: Source) -> None:
        self.name = source.name
        self._tables = [part.open() for part in source.parts]
        self.header = self._tables[0].header
        self._rows = [0] * len(self._tables)

    def pieces(self, roles: Roles, progress: Progress | None) -> Iterator[pd.DataFrame]:
        """The rows in order."""
        for place, table in enumerate(self._tables):
            roles.refuse_missing(table.header, table.name)
            rows = 0
            for piece in table.pieces(roles, share_of(progress, place, len(self._tables))):
                rows += len(piece)
                yield piece
            self._rows[place] = rows

    def places(self, rows: Sequence[int]) -> list[str]:
        """Where rows are found: the part, and the place in it."""
        found, ends = [], list(accumulate(self._rows))
        for table, many, end in zip(self._tables, self._rows, ends, strict=True):
            own = [row - (end - many) for row in rows if end - many <= row < end]
            found += [f"{table.name}, {place}" for place in table.places(own)] if own else []
        return found


def share_of(progress: Progress | None, place: int, parts: int) -> Progress | None:
    """What hears of the progress of one part, where the whole has so many."""
    return None if progress is None else lambda share: progress((place + share) / parts)
