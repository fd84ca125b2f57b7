"""A ledger with two keys and a witness, and the proof of a forecast in it, for tests of proofs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from forecasts.handles import Handle
from forecasts.ledger import Ledger
from forecasts.model import Key, Statement
from forecasts.proofs.checkpoints import Checkpoint, cosignature
from forecasts.proofs.keys import SigningKey, Signs
from forecasts.proofs.notes import Note
from forecasts.proofs.proving import inclusion_proof, record_proof
from forecasts.proofs.signed_trees import SignedTree
from forecasts.proofs.signing import sign_head
from tests.forecasts.builders import NOW, forecast, forecaster, question, source

LOG = SigningKey(name="example.com/ledger", seed=bytes(range(32)))
WITNESS = SigningKey(name="witness.example", seed=bytes(range(32, 64)), signs=Signs.COSIGNATURES)


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """What a stranger holds: the two files, and the keys he trusts."""

    record: str
    path: str
    key: str = LOG.verifier.text
    witnesses: tuple[str, ...] = (WITNESS.verifier.text,)


def keyed(ledger: Ledger, *keys: SigningKey) -> None:
    """Records the public halves of keys as the ledger's own."""
    for key in keys or (LOG,):
        with ledger.entry("key", by="ann", now=NOW) as entry:
            entry.add(Key(verifier=key.verifier.text))


def said(ledger: Ledger, quote: str = "a month or two — maybe «three»") -> Handle:
    """Records a source, a statement and the forecast that it makes, in one entry."""
    with ledger.entry("log", by="ann", now=NOW, reason="heard \u2028 on the radio") as entry:
        if entry.known("source", "interview") is None:
            archived = entry.archive("What he said on that evening.")
            entry.add(source(slug="interview", archived=archived))
        statement = entry.add(Statement(quote=quote, source="interview"))
        return entry.add(forecast(statement=statement))


@contextmanager
def history(path: Path, *quotes: str) -> Iterator[Ledger]:
    """A new ledger with a key in which these things were said, and nothing else."""
    with Ledger.create(path, now=NOW, by="ann") as ledger:
        with ledger.entry("log", by="ann", now=NOW) as entry:
            entry.add_all([question(), forecaster()])
        keyed(ledger)
        for quote in quotes:
            said(ledger, quote)
        yield ledger


def signed(ledger: Ledger, key: SigningKey = LOG) -> Note:
    """The head, signed."""
    return Note.read(sign_head(ledger, key, cache=None).note)


def seen(note: Note, witness: SigningKey = WITNESS) -> Note:
    """The same as a witness has seen it."""
    return note.with_line(cosignature(note, witness, NOW + timedelta(hours=1)))


def given(ledger: Ledger, handle: Handle, note: Note) -> Given:
    """The two files of a record's proof."""
    view = ledger.view()
    record = record_proof(view, [handle], texts=True)
    tree = SignedTree(view, Checkpoint.of(note), None)
    return Given(record=record.text, path=inclusion_proof(tree, note, record).text)


def roots(digests: Sequence[bytes]) -> bytes:
    """The root over leaves, by the definition of RFC 6962 and nothing else."""
    from hashlib import sha256

    if len(digests) < 2:
        return sha256(b"\x00" + digests[0]).digest() if digests else sha256(b"").digest()
    half = 1
    while 2 * half < len(digests):
        half *= 2
    return sha256(b"\x01" + roots(digests[:half]) + roots(digests[half:])).digest()
