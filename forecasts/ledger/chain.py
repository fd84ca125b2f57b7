"""The chain: each entry's digest covers the one before, its header and its records."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

ROOT = "0" * 64
ERASED = "erased"
PROOF = 32
"""So many of a digest's letters say which it is: as many more could be tried out and met by chance."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """Who did what when: the part of an entry that is written down beside its records.

    `signed_in` says by what a person with an account had proved to be one, on a site; a command has none.
    """

    sequence: int
    recorded_at: str
    recorded_by: str
    action: str
    reason: str | None
    signed_in: str | None = None

    @classmethod
    def of(cls, row: Any) -> Header:
        """The header that an entry's row holds."""
        return cls(
            sequence=row.sequence,
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by,
            action=row.action,
            reason=row.reason,
            signed_in=row.signed_in,
        )

    @property
    def canonical(self) -> str:
        """The header as the one JSON text that the digest covers: a list of five parts, or of six."""
        parts = [self.sequence, self.recorded_at, self.recorded_by, self.action, self.reason]
        parts += [] if self.signed_in is None else [self.signed_in]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """The last entry of a ledger, or of its part up to a moment; 64 zeros and no moment when empty."""

    sequence: int = 0
    digest: str = ROOT
    recorded_at: datetime | None = None

    @property
    def letters(self) -> str:
        """The beginning of the digest as it is printed and noted: long enough to prove a ledger by."""
        return self.digest[:PROOF]


def record_digest(body: str) -> str:
    """SHA-256 of a record's canonical text, in hexadecimal."""
    return hashlib.sha256(body.encode()).hexdigest()


class EntryDigest:
    """SHA-256 over the previous digest, the header and the records' digests, a line each, as they come.

    >>> header = Header(sequence=1, recorded_at="2021-06-25T12:00:00.000000Z", recorded_by="ann",
    ...                 action="log", reason=None)
    >>> whole = EntryDigest(ROOT, header)
    >>> whole.add(record_digest("{}"))
    >>> whole.hexdigest()[:12]
    'ab22ded87fe6'
    """

    def __init__(self, previous: str, header: Header) -> None:
        self._hash = hashlib.sha256(f"{previous}\n{header.canonical}".encode())

    def add(self, *records: str) -> None:
        """Covers more records, by their digests in order."""
        self._hash.update("".join([f"\n{record}" for record in records]).encode())

    def hexdigest(self) -> str:
        """The digest of the entry over all that was added."""
        return self._hash.hexdigest()


def new_salt(kind: str) -> str:
    """A fresh salt that begins with the archived text's kind, so that the digest covers that too."""
    return f"{kind}:{secrets.token_hex(16)}"


def archive_digest(salt: str, text: str) -> str:
    """The salted SHA-256 by which a text outside the chain is known inside it."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()
