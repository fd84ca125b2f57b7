"""The manifest of a snapshot: of which ledger, as of which entry and day, and which parts it consists of.

It is canonical JSON, so that a head and a day give the same bytes, and its own digest is its last line of
defence: a manifest in which anything was altered is refused.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from forecasts.errors import UnfitSnapshot
from forecasts.handles import Handle
from forecasts.ledger.chain import Head
from forecasts.ledger.records import DAMAGE, moment_text, read_moment
from forecasts.writing import write

FORMAT = "trackrecord-snapshot-1"
NAME = "manifest.json"
_BEGINNING = 400
_ALWAYS_THERE = ("entries", "records")
AGAIN = "take it again with `tracker snapshot DIR`"
_ANEW = f"remove its manifest.json and {AGAIN}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A file of a snapshot: rows of one table, from one record to another, under the digest of its bytes."""

    table: str
    first: Handle
    last: Handle
    rows: int
    size: int
    digest: str

    @property
    def name(self) -> str:
        """Its path in the folder.

        >>> Part(table="judged", first=Handle(1, 2), last=Handle(17, 3), rows=9, size=80, digest="5e").name
        'judged/1.2-17.3-5e.parquet'
        """
        return f"{self.table}/{self.first}-{self.last}-{self.digest}.parquet"


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """What a snapshot consists of; the ledger is known by `ledger`, the digest of its first entry."""

    ledger: str
    head: Head
    on: date
    parts: tuple[Part, ...]

    def of(self, table: str) -> tuple[Part, ...]:
        """The parts of one table, in the order of recording."""
        return tuple(part for part in self.parts if part.table == table)

    @property
    def text(self) -> str:
        """The canonical JSON, with the digest of all the rest of it."""
        moment = self.head.recorded_at
        told: dict[str, Any] = {
            "format": FORMAT,
            "ledger": self.ledger,
            "head": {
                "entry": self.head.sequence,
                "digest": self.head.digest,
                "recorded_at": None if moment is None else moment_text(moment),
            },
            "on": self.on.isoformat(),
            "parts": [_told(part) for part in self.parts],
        }
        digest = sha256(_canonical(told).encode()).hexdigest()
        return f"{_canonical(told | {'digest': digest})}\n"

    def write(self, folder: Path) -> None:
        """Puts it into its folder, in the place of the one before, once all its parts are there."""
        write(folder / NAME, self.text)


def is_snapshot(folder: Path) -> bool:
    """Whether a folder has a manifest of ours, be it damaged."""
    if (folder / NAME).is_file() and all((folder / table).is_dir() for table in _ALWAYS_THERE):
        return True
    try:
        with (folder / NAME).open("rb") as file:
            return b'"format":"trackrecord-snapshot-' in file.read(_BEGINNING)
    except OSError:
        return False


def read_manifest(folder: Path) -> Manifest:
    """The manifest in a folder.

    Raises
    ------
    UnfitSnapshot
        If there is none, or it is not as it was written.
    """
    try:
        text = (folder / NAME).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError) as error:
        fault = "is no snapshot: it has no manifest.json"
        raise UnfitSnapshot(folder, fault, "name a folder that `tracker snapshot DIR` filled") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnfitSnapshot(folder, "has a manifest that cannot be read", _ANEW) from error
    try:
        told = json.loads(text)
        if isinstance(told, dict) and told.get("format") != FORMAT:
            fault = f"is of the form {str(told.get('format'))[:40]!r}, which this program does not read"
            raise UnfitSnapshot(folder, fault, _ANEW)
        found = Manifest(
            ledger=told["ledger"],
            head=_head(told["head"]),
            on=date.fromisoformat(told["on"]),
            parts=tuple(_part(part) for part in told["parts"]),
        )
    except DAMAGE as error:
        raise UnfitSnapshot(folder, "has a manifest that is cut or altered", _ANEW) from error
    if found.text != text:
        raise UnfitSnapshot(folder, "has a manifest that was altered", _ANEW)
    return found


def _told(part: Part) -> dict[str, Any]:
    return {
        "table": part.table,
        "first": str(part.first),
        "last": str(part.last),
        "rows": part.rows,
        "size": part.size,
        "digest": part.digest,
    }


def _part(told: dict[str, Any]) -> Part:
    first, last = (Handle(*map(int, told[name].split("."))) for name in ("first", "last"))
    table, rows, size, digest = (told[name] for name in ("table", "rows", "size", "digest"))
    return Part(table=table, first=first, last=last, rows=rows, size=size, digest=digest)


def _head(told: dict[str, Any]) -> Head:
    moment = told["recorded_at"]
    return Head(
        sequence=told["entry"],
        digest=told["digest"],
        recorded_at=None if moment is None else read_moment(moment),
    )


def _canonical(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
