"""A witness: it remembers the last checkpoint of each log and signs a later one only if the log just grew.

What it is asked has the form of c2sp.org/tlog-witness: `old N`, the hashes of a consistency proof, an empty
line, the checkpoint.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forecasts.proofs.binary import encoded
from forecasts.proofs.checkpoints import Checkpoint, cosignature
from forecasts.proofs.keys import Signer
from forecasts.proofs.merkle import EMPTY, is_consistent
from forecasts.proofs.notes import Note, Signature
from forecasts.proofs.paths import read_hashes
from forecasts.proofs.policies import Policy
from forecasts.proofs.refusals import NotProven, Rewritten, UnfitNote
from forecasts.proofs.verifying import trusted


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """A checkpoint, and the proof that it continues an earlier size."""

    old: int
    proof: tuple[bytes, ...]
    note: Note

    @classmethod
    def read(cls, text: str) -> Request:
        """The request that a text holds; a bare checkpoint is one from an empty tree on."""
        if not text.startswith("old "):
            return cls(old=0, proof=(), note=Note.read(text))
        head, gap, note = text.partition("\n\n")
        first, *hashes = head.split("\n")
        old = re.fullmatch(r"old (0|[1-9]\d{0,17})", first)
        if old is None or not gap:
            raise UnfitNote(
                "request to a witness", "it does not begin with `old N`, hashes and an empty line"
            )
        return cls(old=int(old[1]), proof=read_hashes(hashes), note=Note.read(note))

    @property
    def origin(self) -> str:
        """Whose log the checkpoint is of."""
        return Checkpoint.of(self.note).origin


def request_text(old: int, proof: Sequence[bytes], note: Note) -> str:
    """What a witness is asked, as text."""
    lines = [f"old {old}", *(encoded(step) for step in proof)]
    return "\n".join(lines) + "\n\n" + note.whole


def witnessed(request: Request, last: Note | None, policy: Policy, key: Signer, now: datetime) -> Signature:
    """The cosignature of a checkpoint, whose log is in the policy, after the last one that was seen of it.

    Raises
    ------
    NotProven
        If no log of the policy signed it, or the proof is missing or does not hold.
    Rewritten
        If it contradicts the last one: another root of one size, or fewer entries and another beginning.
    """
    trusted(request.note, policy)
    head = Checkpoint.of(request.note)
    if last is not None:
        _check_grown(Checkpoint.of(last), head, request)
    elif head.size == 0 and head.root != EMPTY:
        raise NotProven(f"{head.shown} is of no entry, and its root is not that of an empty tree")
    return cosignature(request.note, key, now)


def _check_grown(seen: Checkpoint, head: Checkpoint, request: Request) -> None:
    if head.size == seen.size:
        if head.root != seen.root:
            raise Rewritten(head.origin, seen.shown, head.shown, "with two roots of one size")
        return
    if head.size < seen.size:
        raise NotProven(
            f"{head.shown} is older than {seen.shown}, which this witness has seen: ask for a newer one"
        )
    if request.old != seen.size:
        raise NotProven(
            f"this witness last saw {seen.shown}: ask for a proof from there, with "
            f"`tracker checkpoint --since {seen.size}`"
        )
    if not is_consistent(seen.size, seen.root, head.size, head.root, request.proof):
        raise Rewritten(
            head.origin, seen.shown, head.shown, "for the proof that one continues the other does not hold"
        )
