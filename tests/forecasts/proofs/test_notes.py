"""Signed notes, keys and checkpoints: the examples of the specifications, and each bent a little."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.proofs.checkpoints import Checkpoint, cosignature, cosigned_at
from forecasts.proofs.keys import SigningKey, Signs, VerifierKey
from forecasts.proofs.notes import Note
from forecasts.proofs.refusals import UnfitKey, UnfitNote
from tests.forecasts.proofs.cases import LOG, WITNESS

FOO = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
POEM = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj9"
    "9ihAQwaqP3ZekRwNtIc=\n"
)
SOFA = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku"
    "9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZq"
    "hf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)


def test_the_example_of_the_specification_is_verified() -> None:
    """The key has the id that it names, and its signature is right."""
    note, key = Note.read(EXAMPLE), VerifierKey.read(FOO)
    assert (key.name, key.text, note.whole) == ("example.com/foo", FOO, EXAMPLE)
    assert note.is_signed_by(key)


def test_a_text_may_hold_empty_lines() -> None:
    """The last one separates the signatures."""
    note = Note.read(POEM)
    assert note.text.endswith("sole:\n\ned è subito sera.\n")
    assert note.whole == POEM


def test_the_checkpoint_of_the_specification_is_read() -> None:
    """With the signature of its log and the cosignature of a witness, at its own time."""
    note = Note.read(SOFA)
    head = Checkpoint.of(note)
    assert (head.origin, head.size, head.text) == ("example.com/behind-the-sofa", 20852163, note.text)
    assert [made.name for made in note.signatures] == [head.origin, "witness.example.com/w1"]
    seconds = int.from_bytes(note.signatures[1].made[:8], "big")
    assert datetime.fromtimestamp(seconds, UTC) == datetime(2023, 3, 20, 12, 25, 47, tzinfo=UTC)


@given(place=st.integers(0, len(EXAMPLE) - 1), letter=st.sampled_from("aZ0+/=é\n —"))
def test_a_note_with_another_letter_is_not_signed(place: int, letter: str) -> None:
    """Wherever it is: in the text, the name, the id or the signature."""
    bent = EXAMPLE[:place] + letter + EXAMPLE[place + 1 :]
    if bent == EXAMPLE:
        return
    try:
        signed = Note.read(bent).is_signed_by(VerifierKey.read(FOO))
    except UnfitNote:
        signed = False
    assert not signed


@given(place=st.integers(0, len(FOO) - 1), letter=st.sampled_from("aZ0+/=é "))
def test_a_key_with_another_letter_is_refused(place: int, letter: str) -> None:
    """It does not fit its own id."""
    bent = FOO[:place] + letter + FOO[place + 1 :]
    if bent.strip() != FOO:
        with pytest.raises(UnfitKey):
            VerifierKey.read(bent)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "no empty line"),
        ("no signatures\n\n", "no empty line"),
        ("text\n\nno signature\n", "is no signature"),
        ("text\n\n— name AAAA\n", "is no signature"),
        ("a\ttab\n\n— name AAAAAAAAAAA=\n", "control character"),
        ("a\ud800b\n\n— name AAAAAAAAAAA=\n", "half of a letter"),
        ("text\n\n" + "— name AAAAAAAAAAA=\n" * 65, "65 signatures"),
        ("x" * 100_001, "100,001 characters"),
    ],
)
def test_what_is_no_note_is_refused_in_words(text: str, fault: str) -> None:
    """With what it lacks."""
    with pytest.raises(UnfitNote, match=fault):
        Note.read(text)


@pytest.mark.parametrize(
    "text", ["\n0\nx\n", "log\n01\n" + "A" * 43 + "=\n", "log\n1\nAAAA\n", "log\n-1\nAAAA\n", "log\n"]
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    """A size has no leading zero, and a root 32 bytes."""
    with pytest.raises(UnfitNote, match="origin, a size and a root"):
        Checkpoint.of(Note(text=text))


def test_a_key_file_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    """It is made so, refused where others may read it, and never written over."""
    file = tmp_path / "a.key"
    LOG.write(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert SigningKey.read(file) == LOG
    with pytest.raises(UnfitKey, match="exists already"):
        LOG.write(file)
    file.chmod(0o640)
    with pytest.raises(UnfitKey, match="can be read by others: close it with `chmod 600"):
        SigningKey.read(file)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "is no signing key"),
        (FOO, "is no signing key"),
        (LOG.text.replace("ledger", "lodger"), "does not fit its own id"),
        ("PRIVATE+KEY+" + "x" * 2_000, "is no signing key"),
    ],
)
def test_a_file_that_is_no_key_is_refused(text: str, fault: str, tmp_path: Path) -> None:
    """Whatever is in it."""
    file = tmp_path / "a.key"
    file.write_text(text)
    file.chmod(0o600)
    with pytest.raises(UnfitKey, match=fault):
        SigningKey.read(file)


@pytest.mark.parametrize("name", ["", "two words", "a+b", "a\n", "x" * 201])
def test_a_name_that_no_signature_could_bear_is_refused(name: str) -> None:
    """Spaces and plus signs end a name."""
    with pytest.raises(UnfitKey, match="cannot stand in a signature"):
        SigningKey.new(name)


def test_a_cosignature_counts_for_its_key_its_text_and_its_time() -> None:
    """And for no other: neither a log's key, nor another moment, nor another checkpoint."""
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    note = Note(text=Checkpoint(origin="example.com/ledger", size=1, root=bytes(32)).text)
    made = cosignature(note, WITNESS, moment)
    assert cosigned_at(note.with_line(made), WITNESS.verifier) == moment
    other = SigningKey.new("witness.example", Signs.COSIGNATURES).verifier
    assert cosigned_at(note.with_line(made), other) is None
    later = cosignature(note, WITNESS, moment + timedelta(seconds=1))
    mixed = type(made)(name=made.name, id=made.id, made=made.made[:8] + later.made[8:])
    assert cosigned_at(note.with_line(mixed), WITNESS.verifier) is None
    another = Note(text=Checkpoint(origin="example.com/ledger", size=2, root=bytes(32)).text)
    assert cosigned_at(another.with_line(made), WITNESS.verifier) is None
