"""Where an entry stands in a checkpointed tree (c2sp.org/tlog-proof): index, path and checkpoint."""

from __future__ import annotations

import re
from dataclasses import dataclass

from forecasts.proofs.binary import decoded, encoded
from forecasts.proofs.checkpoints import Checkpoint
from forecasts.proofs.merkle import root_by_inclusion
from forecasts.proofs.notes import Note
from forecasts.proofs.refusals import NotProven, UnfitNote

FIRST_LINE = "c2sp.org/tlog-proof@v1"
LONGEST_PATH = 63


@dataclass(frozen=True, kw_only=True, slots=True)
class InclusionProof:
    """An index, the hashes from the leaf's neighbour up to the root, and the checkpoint they lead to."""

    index: int
    path: tuple[bytes, ...]
    note: Note

    @classmethod
    def read(cls, text: str) -> InclusionProof:
        """The proof that a text of the format holds.

        Raises
        ------
        UnfitNote
            If it is none.
        """
        first, _, rest = text.partition("\n")
        if first != FIRST_LINE:
            raise UnfitNote("proof of inclusion", f"its first line is not {FIRST_LINE}")
        head, gap, note = rest.partition("\n\n")
        lines = head.split("\n")
        if lines[0].startswith("extra "):
            del lines[0]
        index = re.fullmatch(r"index (0|[1-9]\d{0,17})", lines[0] if lines else "")
        if not gap or index is None:
            raise UnfitNote("proof of inclusion", "it lacks its index or its checkpoint")
        return cls(index=int(index[1]), path=read_hashes(lines[1:]), note=Note.read(note))

    @property
    def text(self) -> str:
        """The proof as its file holds it."""
        lines = [FIRST_LINE, f"index {self.index}", *(encoded(step) for step in self.path)]
        return "\n".join(lines) + "\n\n" + self.note.whole

    def check(self, leaf: bytes) -> Checkpoint:
        """The checkpoint, once the path is seen to lead from a leaf's hash to its root.

        Raises
        ------
        NotProven
            If it leads elsewhere.
        """
        head = Checkpoint.of(self.note)
        if root_by_inclusion(leaf, self.index, head.size, self.path) != head.root:
            raise NotProven(
                f"the path from entry {self.index + 1:,} does not lead to the root of {head.shown}"
            )
        return head


def read_hashes(lines: list[str]) -> tuple[bytes, ...]:
    """Hashes, one a line in base64, no more than a tree can need."""
    if len(lines) > LONGEST_PATH:
        raise UnfitNote("path", f"it has {len(lines):,} hashes, and {LONGEST_PATH} are the most")
    found = tuple(decoded(line) or b"" for line in lines)
    if any(len(step) != 32 for step in found):
        raise UnfitNote("path", "a line of it is no hash of 32 bytes in base64")
    return found
