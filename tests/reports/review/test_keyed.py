"""A reviewer's own key signs a report's digest; another's, a revoked one and a forged line are refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import Connection, select, update

from forecasts.errors import TrackerError, UnfitNoun
from forecasts.ledger import Ledger
from forecasts.ledger.chain import EntryDigest, Header, record_digest
from forecasts.ledger.tables import ENTRIES, RECORDS
from forecasts.model import Key, Review, ReviewAct
from forecasts.proofs.keys import SigningKey, Signs
from forecasts.proofs.notes import Note
from forecasts.proofs.refusals import UnfitKey
from reports.registry import laid_out
from reports.review.keyed import held
from reports.review.shown import reviewed
from reports.review.signing import examined, open_report, sign, signature_by
from reports.review.states import ReviewState, review_state_of
from reports.review.wording import facts_of, held_in_words
from tests.forecasts.ledger.conftest import unguarded
from tests.reports.review.cases import CARD, NOW, acted, added, frozen, panel

BEN = SigningKey(name="ben.example", seed=bytes([1] * 32))
CY = SigningKey(name="cy.example", seed=bytes([2] * 32))
HOUSE = SigningKey(name="example.com/ledger", seed=bytes([3] * 32))
WATCH = SigningKey(name="watch.example", seed=bytes([4] * 32), signs=Signs.COSIGNATURES)


@pytest.fixture
def keyed(panelled: Ledger) -> Ledger:
    """A frozen report, and the keys of Ben, Cy and the ledger."""
    frozen(panelled)
    recorded_keys(panelled)
    return panelled


def recorded_keys(ledger: Ledger) -> None:
    """Records the public keys of Ben, Cy and the ledger."""
    added(
        ledger,
        Key(verifier=BEN.verifier.text, holder="Ben"),
        Key(verifier=CY.verifier.text, holder="Cy"),
        Key(verifier=HOUSE.verifier.text),
    )


def signed(ledger: Ledger, key: SigningKey, by: str = "Ben", *, allow_own: bool = False) -> ReviewState:
    """The report opened and signed by somebody with a key."""
    acted(ledger, by, open_report, CARD)
    found = examined(ledger.view(), CARD, by=by)
    line = signature_by(key, ledger.view(), CARD, by=by, examined_before=found)
    with ledger.entry("review", by=by, now=NOW) as entry:
        return sign(entry, CARD, by=by, examined_before=found, allow_own=allow_own, signature=line)


def test_a_key_of_ones_own_signs_the_digest_in_a_note(keyed: Ledger) -> None:
    """The note is shown with the report, verifies by itself, and stands."""
    (act,) = signed(keyed, BEN).signatures
    assert act.signature is not None
    note = Note.read(act.signature.note)
    assert note.is_signed_by(BEN.verifier)
    assert note.text == f"Signature of a frozen report\n{CARD}\n{act.digest}\n"
    state = review_state_of(keyed.view(), CARD)
    assert [one.fault for one in held(keyed.view(), state)] == [None]
    told = dict(facts_of(state))
    assert told["key"] == BEN.verifier.text
    assert f"— {told['signature']}".startswith("— — ben.example ")
    assert "with the key ben.example+" in str(told["signed"])
    report = reviewed(keyed.view(), state)
    made = report.as_json()["review"]
    assert isinstance(made, dict)
    assert made["signatures"][0]["signature"]["note"] == act.signature.note  # type: ignore[index,call-overload]
    assert BEN.verifier.text in str(laid_out(report))
    assert keyed.audit().problems == ()


def test_own_work_that_was_allowed_is_in_what_is_signed(keyed: Ledger) -> None:
    """Nobody can take that line away from the signature."""
    ann = SigningKey(name="ann.example", seed=bytes([5] * 32))
    added(keyed, Key(verifier=ann.verifier.text, holder="ann"))
    (act,) = signed(keyed, ann, by="ann", allow_own=True).signatures
    assert act.signature is not None
    assert Note.read(act.signature.note).text.endswith("\nown work allowed\n")


def test_signing_without_a_key_is_a_name_alone(keyed: Ledger) -> None:
    """As it was, and `verify` says so."""
    acted(keyed, "Ben", open_report, CARD)
    found = examined(keyed.view(), CARD, by="Ben")
    with keyed.entry("review", by="Ben", now=NOW) as entry:
        state = sign(entry, CARD, by="Ben", examined_before=found)
    assert state.signatures[0].signature is None
    (line,) = held_in_words(held(keyed.view(), state))
    assert line.startswith("A name without a key: ")


@pytest.mark.parametrize(
    ("key", "by", "fault"),
    [
        (CY, "Ben", r"is recorded in 4\.2 as that of 'Cy', and you are 'Ben'"),
        (HOUSE, "Ben", "is the ledger's own, and a report is signed by people"),
        (WATCH, "Ben", "signs the checkpoints of others"),
        (SigningKey(name="x", seed=bytes([9] * 32)), "Ben", r"is none that this ledger knows"),
        (SigningKey(name="ben.example", seed=bytes([9] * 32)), "Ben", r"is none that this ledger knows"),
    ],
)
def test_another_key_does_not_sign(key: SigningKey, by: str, fault: str, keyed: Ledger) -> None:
    """Somebody else's, the ledger's, a witness's, an unknown one, one of the same name."""
    with pytest.raises(UnfitKey, match=fault):
        signed(keyed, key, by)


def test_a_revoked_key_does_not_sign_and_what_it_signed_before_says_so(keyed: Ledger) -> None:
    """The signature stands: it was made before."""
    signed(keyed, BEN)
    added(keyed, Key(verifier=BEN.verifier.text, holder="Ben", revoked="lost"))
    state = review_state_of(keyed.view(), CARD)
    first, *_ = held_in_words(held(keyed.view(), state))
    assert first.startswith("Stands: ")
    assert "which was revoked since, in 7.1" in first
    with pytest.raises(UnfitKey, match=r"was revoked in 7\.1, because lost: sign with one that stands"):
        signature_by(
            BEN, keyed.view(), CARD, by="Ben", examined_before=examined(keyed.view(), CARD, by="Ben")
        )
    assert keyed.audit().problems == ()


def test_a_line_that_is_no_valid_signature_is_not_admitted(keyed: Ledger) -> None:
    """Whoever writes records past the command, or replays them, meets the same gate."""
    digest = review_state_of(keyed.view(), CARD).freeze.digest
    other = Note(text="Signature of a frozen report\nother\n").signed(BEN).signatures[0].line
    for line, fault in (
        (other, "is false: it is not that of ben.example"),
        (Note(text="x\n").signed(HOUSE).signatures[0].line, "is by the ledger's own key"),
        (Note(text="x\n").signed(WATCH).signatures[0].line, "which the ledger did not know"),
    ):
        review = Review(report=CARD, act=ReviewAct.SIGNED, digest=digest, signature=line)
        with pytest.raises(UnfitNoun, match=fault):
            added(keyed, review, by="Ben")
    for line in ("", "ben", other.rstrip(), other * 2):
        with pytest.raises(TrackerError):
            Review(report=CARD, act=ReviewAct.SIGNED, digest=digest, signature=line)
    with pytest.raises(UnfitNoun, match="The review act opened bears"):
        Review(report=CARD, act=ReviewAct.OPENED, signature=other)


def test_a_signature_exchanged_in_a_rebuilt_chain_is_found_by_audit_and_verify(tmp_path: Path) -> None:
    """Every digest fits again; the signature is not over this report."""
    forged = Note(text="Signature of a frozen report\nother\n").signed(BEN).signatures[0].line
    with panel(tmp_path / "ledger.db") as ledger:
        frozen(ledger)
        recorded_keys(ledger)
        signed(ledger, BEN)
        with unguarded(str(tmp_path / "ledger.db")) as connection:
            _exchange(connection, entry=6, signature=forged)
        ledger.upgrade()
        (problem,) = ledger.audit().problems
        assert problem.where == "record 6.1"
        assert f"the signature of '{CARD}' is false: it is not that of ben.example+" in problem.message
        (found,) = held(ledger.view(), review_state_of(ledger.view(), CARD))
        assert found.fault == f"is false: it is not that of {BEN.verifier.text}"


def _exchange(connection: Connection, *, entry: int, signature: str) -> None:
    """Puts another signature into an entry's only record, and gives both the digests that then fit."""
    row = connection.execute(select(ENTRIES).where(ENTRIES.c.sequence == entry)).one()
    body = connection.execute(select(RECORDS.c.body).where(RECORDS.c.entry == entry)).scalar_one()
    bent = json.dumps({**json.loads(body), "signature": signature}, ensure_ascii=False, separators=(",", ":"))
    digest = record_digest(bent)
    whole = EntryDigest(row.previous, Header.of(row))
    whole.add(digest)
    connection.execute(update(RECORDS).where(RECORDS.c.entry == entry).values(body=bent, digest=digest))
    connection.execute(update(ENTRIES).where(ENTRIES.c.sequence == entry).values(digest=whole.hexdigest()))
