"""Witnesses: what only grew is signed; what was rewritten, cut or forked is refused with both heads."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from forecasts.errors import TrackerError
from forecasts.ledger import Ledger
from forecasts.proofs.checkpoints import Checkpoint, cosigned_at
from forecasts.proofs.ledger_trees import tree_from_entries
from forecasts.proofs.notes import Note
from forecasts.proofs.policies import Policy
from forecasts.proofs.refusals import NotProven, Rewritten, UnfitKey, UnfitNote
from forecasts.proofs.seen import SeenHeads
from forecasts.proofs.witnessing import Request, request_text, witnessed
from tests.forecasts.builders import NOW
from tests.forecasts.proofs.cases import LOG, WITNESS, history, keyed, said, signed

POLICY = Policy.of([LOG.verifier])


def request(ledger: Ledger, since: int) -> Request:
    """What a witness is asked of the head, by one who says that it saw so many entries."""
    note = signed(ledger)
    head = Checkpoint.of(note)
    proof = tree_from_entries(ledger.view(), head).consistency_proof(since, head.size)
    return Request.read(request_text(since, proof, note))


def ask(asked: Request, last: Note | None) -> Note:
    """The checkpoint as the witness has signed it."""
    return asked.note.with_line(witnessed(asked, last, POLICY, WITNESS, NOW))


def test_a_ledger_that_grows_is_signed_every_time(ledger: Ledger) -> None:
    """From nothing, from each size it saw, and again when nothing is new."""
    keyed(ledger)
    last = None
    for _ in range(6):
        asked = request(ledger, Checkpoint.of(last).size if last else 0)
        last = ask(asked, last)
        assert cosigned_at(last, WITNESS.verifier) == NOW.replace(microsecond=0)
        ask(request(ledger, Checkpoint.of(last).size), last)
        said(ledger)
        said(ledger, "soon")


def test_a_fork_shown_to_two_witnesses_is_found_by_each(tmp_path: Path) -> None:
    """One ledger, two histories under one key: neither witness takes the other's."""
    sides = []
    for name, quote in (("one", "a month"), ("two", "a year")):
        with history(tmp_path / f"{name}.db", quote) as ledger:
            sides.append((request(ledger, 0), request(ledger, 3)))
    (first, _), (second, again) = sides
    last = ask(first, None)
    with pytest.raises(Rewritten, match="contradict each other, with two roots of one size") as refused:
        ask(second, last)
    for side in sides:
        assert Checkpoint.of(side[0].note).shown in str(refused.value)
    with pytest.raises(Rewritten):
        ask(again, last)


def test_a_rewritten_beginning_is_found_when_the_ledger_has_grown(tmp_path: Path) -> None:
    """No proof of consistency leads from the head that was seen to the new one."""
    with history(tmp_path / "seen.db", "a month") as ledger:
        last = ask(request(ledger, 0), None)
    with history(tmp_path / "rewritten.db", "a year", "much later") as ledger:
        asked = request(ledger, 3)
    with pytest.raises(Rewritten, match="the proof that one continues the other does not hold"):
        ask(asked, last)


def test_an_older_head_and_a_missing_proof_are_sent_back_with_what_to_do(file: Ledger) -> None:
    """They are no sign of fraud."""
    keyed(file)
    early = request(file, 0)
    said(file)
    last = ask(request(file, 0), None)
    with pytest.raises(NotProven, match="is older than the checkpoint over 3 entries"):
        ask(early, last)
    said(file, "soon")
    with pytest.raises(NotProven, match="--since 3"):
        ask(request(file, 2), last)


def test_only_a_known_log_is_witnessed(file: Ledger) -> None:
    """Its own key must have signed."""
    keyed(file)
    asked = request(file, 0)
    with pytest.raises(NotProven, match="is not signed by"):
        witnessed(asked, None, Policy.of([]), WITNESS, NOW)


@pytest.mark.parametrize("text", ["old 01\n\nx", "old 1", "old -1\n\n", "old 1\nAAAA\n\nlog\n1\n"])
def test_what_is_no_request_is_refused(text: str) -> None:
    """In words."""
    with pytest.raises(UnfitNote):
        Request.read(text)


def test_what_was_seen_is_kept_and_two_at_once_take_turns(file: Ledger, tmp_path: Path) -> None:
    """The second is told to wait; what the first saw is on disk."""
    keyed(file)
    heads = SeenHeads(tmp_path / "seen")
    asked = request(file, 0)
    refused: list[TrackerError] = []

    def second() -> None:
        try:
            with SeenHeads(tmp_path / "seen").locked():
                pass
        except UnfitKey as error:
            refused.append(error)

    with heads.locked():
        assert heads.last(asked.origin) is None
        other = threading.Thread(target=second)
        other.start()
        other.join()
        heads.remember(asked.note)
    assert "in use by another witness" in str(refused[0])
    with heads.locked():
        assert heads.last(asked.origin) == asked.note
