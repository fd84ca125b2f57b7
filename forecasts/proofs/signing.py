"""A ledger's checkpoints made: its tree's head signed by a key that the ledger knows, and witnesses added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from forecasts.errors import brief
from forecasts.ledger import Ledger
from forecasts.ledger.kept import Kept
from forecasts.ledger.key_rules import own_keys
from forecasts.ledger.view import View
from forecasts.proofs.checkpoints import Checkpoint, cosigned_at
from forecasts.proofs.keys import Signer, VerifierKey
from forecasts.proofs.ledger_trees import ledger_tree
from forecasts.proofs.notes import Note, read_signatures
from forecasts.proofs.refusals import NoCheckpoint, NotProven, UnfitKey


def last_checkpoint(ledger: Ledger) -> Kept:
    """The newest checkpoint of a ledger.

    Raises
    ------
    NoCheckpoint
        If it has none.
    """
    for kept in reversed(ledger.checkpoints()):
        return kept
    raise NoCheckpoint("The ledger has no checkpoint")


def sign_head(ledger: Ledger, key: Signer, *, cache: Path | None) -> Kept:
    """Signs the tree over all entries and keeps it; a head that the same key has signed is kept as it is.

    Raises
    ------
    UnfitKey
        If the ledger does not know the key as its own, or it was revoked.
    Rewritten
        If the entries do not begin with the last checkpoint.
    """
    view = ledger.view()
    _check_own(view, key)
    before = ledger.checkpoints()
    last = before[-1] if before else None
    signed = None if last is None else Checkpoint.of(Note.read(last.note))
    tree = ledger_tree(view, signed, cache)
    head = Checkpoint(origin=key.name, size=tree.size, root=tree.root(tree.size))
    if last is not None and last.size == head.size:
        note = Note.read(last.note)
        if note.is_signed_by(key.verifier):
            return last
        made = replace(last, note=note.signed(key).whole)
    else:
        made = Kept(size=head.size, note=Note(text=head.text).signed(key).whole)
    ledger.keep_checkpoint(made)
    return made


def add_cosignatures(ledger: Ledger, answer: str, witnesses: Iterable[VerifierKey]) -> Kept:
    """Puts what witnesses answered under the checkpoint that they saw; the lines of others are left out.

    Raises
    ------
    NotProven
        If none of the witnesses signed one of the ledger's checkpoints.
    """
    trusted = tuple(witnesses)
    lines = read_signatures(answer.rpartition("\n\n")[2])
    for kept in reversed(ledger.checkpoints()):
        note = Note.read(kept.note)
        for line in lines:
            seen = note.with_line(line)
            if any(cosigned_at(seen, key) for key in trusted if seen.by(key) is line):
                note = seen
        if note.whole != kept.note:
            ledger.keep_checkpoint(made := replace(kept, note=note.whole))
            return made
    names = " or ".join(brief(key.name) for key in trusted)
    raise NotProven(f"no line of the answer is a cosignature by {names} on a checkpoint of this ledger")


def _check_own(view: View, key: Signer) -> None:
    text = key.verifier.text
    known = {one.key.text: one for one in own_keys(view)}
    if text not in known:
        raise UnfitKey(
            f"The key {brief(text)!r}",
            "is none that this ledger knows as its own",
            "take the one that `tracker key list` names, or make one with `tracker key new --out FILE`",
        )
    if (revoked := known[text].revoked) is not None:
        raise UnfitKey(
            f"The key {brief(text)!r}",
            f"was revoked in {revoked}, because {known[text].because}",
            "make a new one with `tracker key new --out FILE`",
        )
