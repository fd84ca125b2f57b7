"""A reviewer's own key below a frozen report: what it signs, and whether the signature stands.

It signs a note of three lines: what this is, the report's name, the report's digest. A fourth says that the
signer was let sign their own work. The record keeps the signature's line alone, for the text follows from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from forecasts.errors import UnfitNoun
from forecasts.ledger.key_rules import KnownKey, known_keys
from forecasts.model import Review
from forecasts.proofs.notes import Note, read_signatures

if TYPE_CHECKING:
    from forecasts.ledger.reader import Reader

FIRST_LINE = "Signature of a frozen report"
OWN_WORK = "own work allowed"


def report_note(report: str, digest: str, *, own: bool) -> Note:
    r"""What is signed, before anybody has.

    >>> report_note("2026-q3", "a07f45de", own=False).text
    'Signature of a frozen report\n2026-q3\na07f45de\n'
    """
    lines = [FIRST_LINE, report, digest, *([OWN_WORK] if own else [])]
    return Note(text="\n".join(lines) + "\n")


def signed_note(review: Review) -> Note | None:
    """The signed note that a signature's record stands for; None where it was signed without a key."""
    if review.signature is None or review.digest is None:
        return None
    (line,) = read_signatures(review.signature)
    return report_note(review.report, review.digest, own=review.own).with_line(line)


def key_below(note: Note, keys: Iterable[KnownKey]) -> KnownKey | None:
    """The key that a note bears the name and id of."""
    return next((known for known in keys if note.by(known.key) is not None), None)


def fault_of(note: Note, known: KnownKey | None, *, entry: int) -> str | None:
    """Why a signature recorded in an entry does not stand, as the end of a sentence; None if it does."""
    if known is None or known.handle.entry > entry:
        named = note.signatures[0]
        return f"is by the key {named.name} ({named.id.hex()}), which the ledger did not know"
    if known.holder is None:
        return f"is by the ledger's own key {known.key.text}, and a report is signed by people"
    if not note.is_signed_by(known.key):
        return f"is false: it is not that of {known.key.text}"
    if known.revoked is not None and known.revoked.entry <= entry:
        return f"is by a key that was revoked in {known.revoked}, before it was made: {known.because}"
    return None


def check_signature(view: Reader, review: Review, *, entry: int) -> None:
    """Refuses a signature by a key that does not stand, or over something else.

    Raises
    ------
    UnfitNoun
        If so.
    """
    note = signed_note(review)
    if note is None:
        return
    fault = fault_of(note, key_below(note, known_keys(view)), entry=entry)
    if fault is not None:
        raise UnfitNoun(
            f"The signature of {review.report!r} {fault}", "sign with a key that `tracker key list` names"
        )


def signature_faults(view: Reader) -> Iterator[tuple[str, str]]:
    """Which signatures of a chain that fits itself do not stand, each as the place and a sentence."""
    keys: tuple[KnownKey, ...] | None = None
    for stored in view.standing("review", act="signed"):
        assert isinstance(stored.noun, Review)
        note = signed_note(stored.noun)
        if note is None:
            continue
        keys = known_keys(view) if keys is None else keys
        fault = fault_of(note, key_below(note, keys), entry=stored.handle.entry)
        if fault is not None:
            yield f"record {stored.handle}", f"the signature of {stored.noun.report!r} {fault}"
