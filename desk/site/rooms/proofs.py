"""Proofs for strangers: the last checkpoint, each record's two files, and the page that checks them."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from desk.site.asking import Answer, Asked, File
from desk.terminal.proof_options import tree_cache
from forecasts.errors import TrackerError, Unknown
from forecasts.handles import Handle
from forecasts.ledger.key_rules import own_keys
from forecasts.proofs.notes import Note
from forecasts.proofs.proving import proof_files
from forecasts.proofs.refusals import NoCheckpoint
from reports.review.proofs import filled_verify_page, verify_page

if TYPE_CHECKING:
    from forecasts.ledger.view import View

TEXT = "text/plain; charset=utf-8"
_HTML = "text/html; charset=utf-8"
_TREE = Lock()
"""Held while the cache of the tree is read, and made again where it must be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """The two files of a record's proof: what was recorded, and where its entry stands under a checkpoint."""

    record: str
    path: str


def checkpoint(asked: Asked) -> Answer:
    """The last checkpoint, as a witness or a tool of others reads it."""
    return File(body=last_note(asked.view).whole.encode(), media=TEXT)


def verifier(asked: Asked) -> Answer:
    """The page that checks a proof, empty: it takes files, and asks no network."""
    return File(body=verify_page().encode(), media=_HTML, script=script_of(verify_page()))


def record(asked: Asked) -> Answer:
    """What was recorded, and the digests that lead to its entry's."""
    return File(body=proof_of(asked).record.encode(), media="application/json")


def path(asked: Asked) -> Answer:
    """Where the record's entry stands under the last checkpoint."""
    return File(body=proof_of(asked).path.encode(), media=TEXT)


def page(asked: Asked) -> Answer:
    """The page that checks a proof with this record's in it, and the ledger's key to be compared."""
    proof = proof_of(asked)
    view, handle = asked.view, asked.named["handle"]
    note = last_note(view)
    key = next((known.key.text for known in own_keys(view) if note.by(known.key) is not None), "")
    html = filled_verify_page(handle=handle, record=proof.record, path=proof.path, key=key)
    return File(body=html.encode(), media=_HTML, script=script_of(verify_page()))


def script_of(html: str) -> str:
    """The one script of the page, which alone may run on it."""
    return html.partition("<script>")[2].partition("</script>")[0]


def last_note(view: View) -> Note:
    """The last checkpoint of a view.

    Raises
    ------
    NoCheckpoint
        If nobody has signed one.
    """
    for kept in reversed(view.checkpoints()):
        return Note.read(kept.note)
    raise NoCheckpoint("The ledger has no checkpoint, so nothing can be proven of it yet")


def proof_of(asked: Asked) -> Proof:
    """The proof of the record that an address names, under the last checkpoint.

    Raises
    ------
    Unknown, NoCheckpoint
        If there is no such record, or no checkpoint that covers it.
    """
    view = asked.view
    handle, note = _handle(asked.named["handle"]), last_note(view)

    def made() -> Proof:
        with _TREE:
            ((_, record, path),) = proof_files(view, [handle], note, cache=tree_cache())
        return Proof(record=record, path=path)

    return asked.desk.shelf.made(("proof", note.whole, handle), made)


def _handle(text: str) -> Handle:
    try:
        return Handle.read(text)
    except TrackerError:
        raise Unknown("record", text, remedy="the history shows them.") from None
