"""Checkpoints (c2sp.org/tlog-checkpoint) and what witnesses add to them (c2sp.org/tlog-cosignature).

A checkpoint is a signed note of three lines: whose log it is, how many entries it has, and the root of the
tree over them. A cosignature says that a witness saw it at a moment, and only ever saw the log grow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from forecasts.proofs.binary import decoded, encoded
from forecasts.proofs.keys import Signer, Signs, VerifierKey
from forecasts.proofs.notes import Note, Signature
from forecasts.proofs.refusals import UnfitNote

LAST_SECOND = int(datetime.max.replace(tzinfo=UTC).timestamp())


@dataclass(frozen=True, kw_only=True, slots=True)
class Checkpoint:
    """The head of a tree: the name of its log, how many leaves, and their root.

    >>> print(Checkpoint(origin="example.com/ledger", size=0, root=bytes(32)).text, end="")
    example.com/ledger
    0
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
    """

    origin: str
    size: int
    root: bytes

    @classmethod
    def of(cls, note: Note) -> Checkpoint:
        """The checkpoint that a note holds; lines after the third are allowed and say nothing here."""
        origin, size, root, *_ = [*note.text.split("\n"), "", ""]
        hashed = decoded(root) or b""
        if not origin or not re.fullmatch(r"0|[1-9]\d{0,17}", size) or len(hashed) != 32:
            raise UnfitNote("checkpoint", "it does not begin with an origin, a size and a root")
        return cls(origin=origin, size=int(size), root=hashed)

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\n"

    @property
    def shown(self) -> str:
        """The checkpoint in a sentence.

        >>> Checkpoint(origin="a", size=7, root=bytes(32)).shown
        'the checkpoint over 7 entries with the root AAAAAAAAAAAA…'
        """
        return f"the checkpoint over {self.size:,} entries with the root {encoded(self.root)[:12]}…"


def cosignature(note: Note, key: Signer, now: datetime) -> Signature:
    """The line by which a witness says that it saw a checkpoint now."""
    seconds = int(now.timestamp())
    made = seconds.to_bytes(8, "big") + key.sign(_cosigned(note.text, seconds))
    return Signature(name=key.name, id=key.verifier.id, made=made)


def cosigned_at(note: Note, witness: VerifierKey) -> datetime | None:
    """When a witness saw a checkpoint, by its valid cosignature; None where there is none."""
    line = note.by(witness)
    if line is None or witness.signs is not Signs.COSIGNATURES or len(line.made) != 72:
        return None
    seconds = int.from_bytes(line.made[:8], "big")
    if seconds > LAST_SECOND or not witness.verifies(line.made[8:], _cosigned(note.text, seconds)):
        return None
    return datetime.fromtimestamp(seconds, UTC)


def _cosigned(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()
