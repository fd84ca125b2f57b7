"""Signed heads beside the chain: they prove what it was, and are no part of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from forecasts.ledger.tables import CHECKPOINTS


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """When an authority saw a checkpoint: its name, its answer (RFC 3161) in base64, its root as PEM."""

    authority: str
    token: str
    root: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A checkpoint over so many entries, as the note that was signed, and its time stamps."""

    size: int
    note: str
    stamps: tuple[Stamp, ...] = ()

    @classmethod
    def of(cls, row: dict[str, Any]) -> Kept:
        """The checkpoint of a row."""
        return cls(size=int(row["size"]), note=str(row["note"]), stamps=_stamps(row["stamps"] or "[]"))

    @property
    def row(self) -> dict[str, Any]:
        """The row of a checkpoint."""
        stamps = [asdict(stamp) for stamp in self.stamps]
        return {"size": self.size, "note": self.note, "stamps": json.dumps(stamps) if stamps else None}


def _stamps(text: str) -> tuple[Stamp, ...]:
    """The time stamps of a cell; where somebody altered it, one that no audit takes."""
    try:
        found = tuple(Stamp(**{name: str(part) for name, part in one.items()}) for one in json.loads(text))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return (Stamp(authority="nobody, for the cell was altered", token="", root=""),)
    return found


def kept(connection: Connection) -> tuple[Kept, ...]:
    """All checkpoints, by size."""
    rows = connection.execute(select(CHECKPOINTS).order_by(CHECKPOINTS.c.size)).mappings()
    return tuple(Kept.of(dict(row)) for row in rows)


def keep(connection: Connection, checkpoint: Kept) -> None:
    """Writes a checkpoint, in the place of an earlier one of its size."""
    connection.execute(delete(CHECKPOINTS).where(CHECKPOINTS.c.size == checkpoint.size))
    connection.execute(insert(CHECKPOINTS), checkpoint.row)
