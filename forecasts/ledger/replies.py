"""Requests under a key: a repeat is answered as at first and records nothing again, also after a restart.

A key is kept in the transaction of its entry, so that there is never the one without the other; it lies
beside the chain, and for a week.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, select

from forecasts.errors import KeyUsedOtherwise
from forecasts.ledger.records import moment_text
from forecasts.ledger.side_tables import REPLIES

KEPT_FOR = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What was answered: the entry that was recorded, and the sentences that were told with it."""

    entry: int
    notes: tuple[str, ...]
    warnings: tuple[str, ...]


class AnsweredBefore(Exception):
    """The request was answered already: nothing is recorded again."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(f"answered by entry {reply.entry}")
        self.reply = reply


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """A key of somebody's, and what was asked under it, whose repeat is known by its digest."""

    who: str
    key: str
    asked: str

    def refuse_repeat(self, connection: Connection, *, now: datetime) -> None:
        """Looks for the key before anything is recorded under it, in the transaction that would.

        Raises
        ------
        AnsweredBefore
            If this request was answered under it.
        KeyUsedOtherwise
            If another was.
        """
        row = connection.execute(
            select(REPLIES).where(
                REPLIES.c.who == self.who,
                REPLIES.c.key == self.key,
                REPLIES.c.made_at >= moment_text(now - KEPT_FOR),
            )
        ).first()
        if row is None:
            return
        if row.asked != self._digest:
            raise KeyUsedOtherwise(self.key)
        told = json.loads(row.told)
        raise AnsweredBefore(
            Reply(entry=row.entry, notes=tuple(told["notes"]), warnings=tuple(told["warnings"]))
        )

    def keep(self, connection: Connection, reply: Reply, *, now: datetime) -> None:
        """Keeps what is answered, and drops what is older than a week."""
        connection.execute(delete(REPLIES).where(REPLIES.c.made_at < moment_text(now - KEPT_FOR)))
        told = {"notes": list(reply.notes), "warnings": list(reply.warnings)}
        row = {
            "who": self.who,
            "key": self.key,
            "asked": self._digest,
            "entry": reply.entry,
            "told": json.dumps(told, ensure_ascii=False),
            "made_at": moment_text(now),
        }
        connection.execute(insert(REPLIES), row)

    @property
    def _digest(self) -> str:
        return sha256(self.asked.encode()).hexdigest()
