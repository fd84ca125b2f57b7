"""A ledger's own tree, checkpoints and keys: no cache is believed, and no tampering passes an audit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from forecasts.errors import UnfitNoun, Unknown
from forecasts.ledger import Ledger
from forecasts.ledger.key_rules import known_keys
from forecasts.model import Key
from forecasts.proofs.checkpoints import Checkpoint
from forecasts.proofs.keys import SigningKey, VerifierKey
from forecasts.proofs.ledger_trees import ledger_tree, tree_from_entries
from forecasts.proofs.merkle import leaf_hash
from forecasts.proofs.notes import Note
from forecasts.proofs.refusals import NotProven, Rewritten, UnfitKey
from forecasts.proofs.signed_trees import SignedTree
from forecasts.proofs.signing import add_cosignatures, last_checkpoint, sign_head
from tests.forecasts.builders import NOW, mistake
from tests.forecasts.ledger.conftest import unguarded
from tests.forecasts.proofs.cases import LOG, WITNESS, history, keyed, said, seen, signed

NEXT = SigningKey(name=LOG.name, seed=bytes([7] * 32))


def revoked(ledger: Ledger, key: SigningKey) -> None:
    """Says that a key was stolen."""
    with ledger.entry("revoke", by="ann", now=NOW) as entry:
        entry.add(Key(verifier=key.verifier.text, revoked="it was stolen"))


def faults(ledger: Ledger) -> list[str]:
    """What an audit names."""
    return [problem.message for problem in ledger.audit().problems]


def test_a_checkpoint_is_kept_beside_the_chain_and_made_once(ledger: Ledger) -> None:
    """The same head signed again is the same note; the chain has no more entries for it."""
    keyed(ledger)
    first = signed(ledger)
    assert signed(ledger) == first
    said(ledger)
    second = signed(ledger)
    assert [kept.size for kept in ledger.checkpoints()] == [2, 3]
    assert Note.read(last_checkpoint(ledger).note) == second
    assert ledger.view().head.sequence == 3
    assert faults(ledger) == []


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_cache_that_was_tampered_with_changes_nothing(level: int, file: Ledger, tmp_path: Path) -> None:
    """Any hash of any level changed: roots and proofs come out as from the entries, or are made again."""
    keyed(file)
    for number in range(6):
        said(file, f"number {number}")
    sign_head(file, LOG, cache=tmp_path)
    said(file, "the last")
    (cached,) = tmp_path.glob("*/" + f"level-{level:02d}")
    data = bytearray(cached.read_bytes())
    for at in range(0, len(data), 32):
        data[at] ^= 1
    cached.write_bytes(data)
    head = Checkpoint.of(Note.read(last_checkpoint(file).note))
    tree, true = ledger_tree(file.view(), head, tmp_path), tree_from_entries(file.view(), head)
    assert tree.root(9) == true.root(9)
    note = Note.read(sign_head(file, LOG, cache=tmp_path).note)
    assert Checkpoint.of(note).root == true.root(9)


@pytest.mark.parametrize("level", [0, 1, 2])
def test_a_hash_inside_the_cache_that_was_changed_spoils_no_proof(
    level: int, file: Ledger, tmp_path: Path
) -> None:
    """The signed root need not be made of it: what is proven by it is checked, and made again."""
    keyed(file)
    for number in range(6):
        said(file, f"number {number}")
    head = Checkpoint.of(Note.read(sign_head(file, LOG, cache=tmp_path).note))
    true = tree_from_entries(file.view(), head)
    digests = list(file.view().entry_digests())
    (cached,) = tmp_path.glob(f"*/level-{level:02d}")
    for place in range(head.size >> level):
        data = bytearray(cached.read_bytes())
        data[32 * place] ^= 1
        cached.write_bytes(data)
        tree = SignedTree(file.view(), head, tmp_path)
        for index, digest in enumerate(digests):
            path = tree.inclusion_proof(index, leaf_hash(digest))
            assert path == true.inclusion_proof(index, head.size)
            assert tree.consistency_proof(index) == true.consistency_proof(index, head.size)


def test_a_cache_is_named_by_its_chain_and_may_be_impossible(file: Ledger, tmp_path: Path) -> None:
    """Where no folder can be made, the tree is made in memory."""
    keyed(file)
    (tmp_path / "taken").write_text("no folder")
    tree = ledger_tree(file.view(), None, tmp_path / "taken" / "trees")
    assert tree.root(2) == tree_from_entries(file.view(), None).root(2)


def test_a_ledger_rebuilt_with_its_own_digests_is_found(tmp_path: Path) -> None:
    """Every digest fits; the root that was signed does not."""
    with history(tmp_path / "true.db", "a month") as ledger:
        signed(ledger)
        (kept,) = ledger.checkpoints()
    with history(tmp_path / "rebuilt.db", "a year") as ledger:
        ledger.keep_checkpoint(kept)
        (found,) = faults(ledger)
        assert "the first 3 entries have another root now" in found
        with pytest.raises(Rewritten):
            sign_head(ledger, LOG, cache=None)


def test_a_cut_end_is_found_by_the_checkpoint_that_reached_further(ledger: Ledger, tmp_path: Path) -> None:
    """Whoever cuts the chain leaves one that fits itself."""
    keyed(ledger)
    with Ledger.create(tmp_path / "cut.db", now=NOW, by="ann") as cut:
        cut.replay(list(ledger.export_entries()))
        said(ledger)
        signed(ledger)
        (kept,) = ledger.checkpoints()
        problems = cut.audit(checkpoints=[kept]).problems
    assert "the ledger, which ends at entry 2" in problems[0].message
    assert "its end was cut off" in problems[0].message


def test_a_checkpoint_that_was_altered_is_found(ledger: Ledger) -> None:
    """Another root, another signature, another size."""
    keyed(ledger)
    said(ledger)
    signed(ledger)
    (kept,) = ledger.checkpoints()
    note = Note.read(kept.note)
    line = note.signatures[0]
    false = replace(note, signatures=(replace(line, made=bytes(64)),))
    ledger.keep_checkpoint(replace(kept, note=false.whole))
    assert faults(ledger) == [f"the signature of {LOG.verifier.text} is false: the checkpoint was altered"]
    other = SigningKey.new(LOG.name)
    ledger.keep_checkpoint(replace(kept, note=Note(text=note.text).signed(other).whole))
    assert faults(ledger) == ["no key of this ledger signed it"]
    ledger.keep_checkpoint(replace(kept, note="nothing"))
    assert faults(ledger)[0].startswith("This is no signed note")


def test_a_revoked_key_signs_no_more_and_what_it_signs_elsewhere_is_named(ledger: Ledger) -> None:
    """A thief with the file makes a valid signature; the ledger says why it is none."""
    keyed(ledger)
    signed(ledger)
    revoked(ledger, LOG)
    with pytest.raises(UnfitKey, match=r"was revoked in 3\.1, because it was stolen"):
        sign_head(ledger, LOG, cache=None)
    assert faults(ledger) == []
    tree = tree_from_entries(ledger.view(), None)
    stolen = Note(text=Checkpoint(origin=LOG.name, size=3, root=tree.root(3)).text).signed(LOG)
    (kept,) = ledger.checkpoints()
    problems = ledger.audit(checkpoints=[replace(kept, size=3, note=stolen.whole)]).problems
    assert [one.message for one in problems] == [
        "it is signed by a key that was revoked in 3.1, before it was made: it was stolen"
    ]


def test_keys_follow_each_other_under_one_name(ledger: Ledger) -> None:
    """The next key signs; another name is refused, and so is a key that is there."""
    keyed(ledger, LOG, NEXT)
    assert signed(ledger, NEXT).is_signed_by(NEXT.verifier)
    with pytest.raises(UnfitNoun, match=r"bear the name 'example.com/ledger'"):
        keyed(ledger, SigningKey.new("example.com/other"))
    with pytest.raises(UnfitNoun, match=r"is recorded in 2\.1"):
        keyed(ledger, LOG)
    with pytest.raises(UnfitKey, match="is none that this ledger knows"):
        sign_head(ledger, SigningKey.new(LOG.name), cache=None)
    assert [one.key for one in known_keys(ledger.view())] == [LOG.verifier, NEXT.verifier]


def test_only_a_known_key_is_revoked_and_only_once(ledger: Ledger) -> None:
    """And what was published is not taken back as a mistake."""
    with pytest.raises(Unknown, match="no key"):
        revoked(ledger, LOG)
    keyed(ledger)
    handle = known_keys(ledger.view())[0].handle
    with (
        pytest.raises(UnfitNoun, match="is a key, and what was published stays"),
        ledger.entry("amend", by="ann", now=NOW) as entry,
    ):
        entry.add(mistake(handle))
    revoked(ledger, LOG)
    with pytest.raises(UnfitNoun, match=r"was revoked in 3\.1"):
        revoked(ledger, LOG)


def test_cosignatures_are_kept_where_they_belong_and_those_of_strangers_are_not(ledger: Ledger) -> None:
    """An answer is held against every checkpoint, the newest first."""
    keyed(ledger)
    old = signed(ledger)
    said(ledger)
    new = signed(ledger)
    answer = "".join(line.line for line in seen(old).signatures)
    made = add_cosignatures(ledger, answer, [WITNESS.verifier])
    assert made.size == 2
    assert Note.read(made.note) == seen(old)
    assert Note.read(last_checkpoint(ledger).note) == new
    stranger = VerifierKey(name="w", public=bytes(32), signs=WITNESS.signs)
    with pytest.raises(NotProven, match="no line of the answer is a cosignature by w"):
        add_cosignatures(ledger, answer, [stranger])


def test_a_swapped_entry_is_found_by_the_chain(ledger: Ledger, place: str) -> None:
    """Two entries that changed places do not fit their digests."""
    keyed(ledger)
    said(ledger)
    signed(ledger)
    with unguarded(place) as connection:
        for table, column in (("entries", "sequence"), ("records", "entry")):
            for old, new in ((2, 99), (3, 2), (99, 3)):
                connection.execute(text(f"UPDATE {table} SET {column} = {new} WHERE {column} = {old}"))
    assert any("does not fit the header and the records" in fault for fault in faults(ledger))
