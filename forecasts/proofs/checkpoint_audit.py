"""The signed heads beside a chain, held against its entries: one rebuilt, cut or forged is found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forecasts.ledger.kept import Kept
from forecasts.ledger.key_rules import KnownKey, own_keys
from forecasts.ledger.view import View
from forecasts.proofs.checkpoints import Checkpoint
from forecasts.proofs.ledger_trees import check_begins, tree_from_entries
from forecasts.proofs.notes import Note
from forecasts.proofs.refusals import NotProven, Rewritten, UnfitNote
from forecasts.proofs.stamping import stamped_at


def checkpoint_faults(view: View, checkpoints: Iterable[Kept]) -> Iterator[tuple[str, str]]:
    """What does not fit, each as the place and a sentence; the tree is made from the entries alone."""
    kept = tuple(checkpoints)
    if not kept:
        return
    tree = tree_from_entries(view, None)
    keys = own_keys(view)
    for one in kept:
        where = f"checkpoint {one.size:,}"
        try:
            note = Note.read(one.note)
            head = Checkpoint.of(note)
            check_begins(tree, head)
        except (UnfitNote, Rewritten) as fault:
            yield where, str(fault)
            continue
        if head.size != one.size:
            yield where, f"it is kept as that of {one.size:,} entries and says {head.size:,}: it was altered"
        yield from ((where, fault) for fault in (*_signature_faults(note, head, keys), *_stamp_faults(one)))


def _stamp_faults(kept: Kept) -> Iterator[str]:
    for stamp in kept.stamps:
        try:
            stamped_at(kept, stamp)
        except NotProven as fault:
            yield str(fault)


def _signature_faults(note: Note, head: Checkpoint, keys: Iterable[KnownKey]) -> Iterator[str]:
    signers = [known for known in keys if note.by(known.key) is not None]
    if not signers:
        yield "no key of this ledger signed it"
    for known in signers:
        if not note.is_signed_by(known.key):
            yield f"the signature of {known.key.text} is false: the checkpoint was altered"
        elif known.revoked is not None and head.size >= known.revoked.entry:
            yield (
                f"it is signed by a key that was revoked in {known.revoked}, before it was made: "
                f"{known.because}"
            )
