"""A record proven to a stranger: by us, by one who read the specifications alone, and never when bent."""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forecasts.errors import TrackerError
from forecasts.ledger import Ledger
from forecasts.proofs.keys import SigningKey, VerifierKey
from forecasts.proofs.paths import InclusionProof
from forecasts.proofs.policies import Policy
from forecasts.proofs.record_proofs import RecordProof
from forecasts.proofs.refusals import NoCheckpoint, NotProven, UnfitNote
from forecasts.proofs.verifying import Proven, verified
from tests.forecasts.builders import NOW
from tests.forecasts.proofs.cases import LOG, Given, given, keyed, said, seen, signed

NODE = shutil.which("node")
BENT = 1_000
DOCUMENT = Path(__file__).parents[3] / "docs" / "proof.md"


@pytest.fixture(params=[None, "token «nightly»"], ids=["command", "site"])
def proof(file: Ledger, request: pytest.FixtureRequest) -> Given:
    """The proof of the third forecast of a ledger, whose head a witness has seen: by a command, by a site."""
    file.signed_in = request.param
    keyed(file)
    handles = [said(file, f"a month or two — maybe «three» {number}") for number in range(5)]
    return given(file, handles[2], seen(signed(file)))


def proven(proof: Given) -> Proven:
    """What we say of a proof."""
    witnesses = [VerifierKey.read(key) for key in proof.witnesses]
    policy = Policy.of([VerifierKey.read(proof.key)], witnesses, len(witnesses))
    return verified(RecordProof.read(proof.record), InclusionProof.read(proof.path), policy)


def test_a_stranger_learns_the_words_the_moment_and_who_saw_it(proof: Given) -> None:
    """From two files and two keys."""
    found = proven(proof)
    assert found.record.record()["noun"] == "forecast"
    quotes = [found.record.record(at).get("quote") for at in found.record.bodies]
    assert "a month or two — maybe «three» 2" in quotes
    assert found.record.header.recorded_at.startswith("2021-12-31T12:00")
    assert (found.checkpoint.size, found.key) == (7, LOG.verifier)
    assert [one.at for one in found.seen] == [NOW.replace(hour=13)]


def test_a_proof_is_of_a_kilobyte_or_two(proof: Given) -> None:
    """Where the entry is one deed, and not a bulk."""
    assert len(proof.record.encode()) < 2_500
    assert len(proof.path.encode()) < 900


def test_an_archived_text_proves_by_its_salted_digest_and_erased_ones_need_not_be_shown(
    ledger: Ledger,
) -> None:
    """The record stays provable when the text is gone."""
    keyed(ledger)
    first = said(ledger)
    source = first.__class__(first.entry, 1)
    note = signed(ledger)
    shown = given(ledger, source, note)
    ((digest, (_, text)),) = RecordProof.read(shown.record).texts.items()
    assert text == "What he said on that evening."
    ledger.erase(digest, because="the author asked", by="ann", now=NOW)
    erased = given(ledger, source, note)
    assert RecordProof.read(erased.record).texts == {}
    assert proven(replace(erased, witnesses=())).record.record()["archived"] == digest


def test_a_record_younger_than_the_checkpoint_is_not_proven_by_it(ledger: Ledger) -> None:
    """It asks for a new one."""
    keyed(ledger)
    note = signed(ledger)
    with pytest.raises(NoCheckpoint, match=r"3\.3 is younger than the checkpoint over 2 entries"):
        given(ledger, said(ledger), note)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"key": SigningKey.new("example.com/ledger").verifier.text}, "is not signed by"),
        ({"key": SigningKey.new("example.com/other").verifier.text}, "is not signed by"),
        (
            {"witnesses": ("w.example+a3e00fe2+BNb4YWHXcsvQ8Sm5ZoVvwwBjWc5pBV7X4vcGmuWNkZCk",)},
            "does not fit its own id",
        ),
    ],
)
def test_other_keys_prove_nothing(proof: Given, change: dict[str, Any], fault: str) -> None:
    """Nor do keys that were copied badly."""
    with pytest.raises(TrackerError, match=fault):
        proven(replace(proof, **change))


def test_a_policy_says_how_many_witnesses_are_needed(proof: Given) -> None:
    """Two of two are more than the one that has seen it."""
    other = SigningKey.new("other.example", proven(proof).seen[0].witness.signs).verifier
    keys = [*(VerifierKey.read(key) for key in proof.witnesses), other]
    record, path = RecordProof.read(proof.record), InclusionProof.read(proof.path)
    assert len(verified(record, path, Policy.of([LOG.verifier], keys, 1)).seen) == 1
    with pytest.raises(
        NotProven, match="seen by 1 of the witnesses that the policy names, and it asks for 2 of 2"
    ):
        verified(record, path, Policy.of([LOG.verifier], keys, 2))


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", "[" * 100_000, '{"format": "trackrecord-proof/1"}', "\x00", "1e999"],
)
def test_what_is_no_proof_is_refused_in_words(text: str) -> None:
    """And never as a fault of ours."""
    with pytest.raises(UnfitNote, match="This is no proof of a record"):
        RecordProof.read(text)
    with pytest.raises(UnfitNote, match="This is no proof of inclusion"):
        InclusionProof.read(text)


@pytest.mark.parametrize("part", ["previous", "digests", "bodies", "recorded_by", "reason"])
def test_half_of_a_letter_in_a_proof_is_refused_in_words(proof: Given, part: str) -> None:
    """Wherever JSON can spell it: no digest covers it."""
    plain = json.loads(proof.record)
    half = "\ud800" * 64
    if part == "digests":
        plain[part][0] = half
    elif part == "bodies":
        plain[part] = dict.fromkeys(plain[part], half)
    else:
        (plain if part == "previous" else plain["entry"])[part] = half
    with pytest.raises(UnfitNote, match="This is no proof of a record"):
        RecordProof.read(json.dumps(plain))


@pytest.mark.parametrize("texts", ["", {}])
def test_texts_of_a_proof_are_a_list(proof: Given, texts: Any) -> None:
    """Even where none is kept: a proof has one spelling."""
    plain = json.loads(proof.record) | {"texts": texts}
    with pytest.raises(UnfitNote, match="This is no proof of a record"):
        RecordProof.read(json.dumps(plain))


@pytest.mark.skipif(
    NODE is None, reason="needs Node.js for the verifier that was written from the specifications"
)
def test_an_independent_verifier_takes_ours_and_refuses_a_thousand_bent_ones(proof: Given) -> None:
    """And so do we, each of them."""
    draw = random.Random(1)
    bent: set[Given] = set()
    while len(bent) < BENT:
        bent.add(_bent(proof, draw))
    lines = "".join(json.dumps(_plain(one)) + "\n" for one in (proof, *bent))
    script = Path(__file__).with_name("independent.mjs")
    asked = subprocess.run(
        [str(NODE), script], input=lines, capture_output=True, text=True, check=True, timeout=120
    )
    first, *others = asked.stdout.splitlines()
    assert first == "proven", asked.stderr
    assert len(others) == BENT
    taken = [one for one, said in zip(bent, others, strict=True) if said == "proven"]
    assert taken == []
    for one in bent:
        with pytest.raises(TrackerError):
            proven(one)


def test_the_verifier_in_the_documentation_is_short_and_right(proof: Given, tmp_path: Path) -> None:
    """At most 80 lines: it takes the proof, and refuses twenty bent ones."""
    (code,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert len(code.splitlines()) <= 80
    script = tmp_path / "verify.py"
    script.write_text(code)

    def run(one: Given) -> subprocess.CompletedProcess[str]:
        record = tmp_path / "record.json"
        record.write_text(one.record, encoding="utf-8")
        Path(f"{record}.tlog-proof").write_text(one.path, encoding="utf-8")
        typed = [sys.executable, str(script), str(record), one.key, *one.witnesses]
        return subprocess.run(typed, capture_output=True, text=True, check=False, timeout=60)

    assert "Proven" in run(proof).stdout
    draw = random.Random(2)
    for _ in range(20):
        assert run(_bent(proof, draw)).returncode == 1


def _plain(proof: Given) -> dict[str, Any]:
    return {name: getattr(proof, name) for name in ("record", "path", "key", "witnesses")}


def _bent(proof: Given, draw: random.Random) -> Given:
    """The proof with one thing changed that it rests on."""
    if draw.random() < 0.5:
        return replace(proof, path=_bent_path(proof.path, draw))
    plain = json.loads(proof.record)
    draw.choice((_bend_words, _bend_header, _bend_digests, _bend_texts, _bend_place))(plain, draw)
    return replace(proof, record=json.dumps(plain, ensure_ascii=False))


def _bent_path(path: str, draw: random.Random) -> str:
    """One letter changed or doubled, or a line left out or swapped with the next."""
    lines = path.split("\n")
    if draw.random() < 0.3:
        at = draw.randrange(len(lines) - 4)  # the order of the two signatures, which end it, is free
        if draw.random() < 0.5 and lines[at] != lines[at + 1]:
            lines[at], lines[at + 1] = lines[at + 1], lines[at]
        else:
            del lines[at]
        return "\n".join(lines)
    at = draw.randrange(len(path))
    letter = draw.choice([one for one in "abcXYZ019+/=" if one != path[at]])
    return path[:at] + letter + path[at + draw.randrange(2) :]


def _flipped(text: str, draw: random.Random) -> str:
    at = draw.randrange(len(text))
    return text[:at] + draw.choice([one for one in "abcdef0123456789 é" if one != text[at]]) + text[at + 1 :]


def _bend_words(plain: Any, draw: random.Random) -> None:
    at = draw.choice(list(plain["bodies"]))
    plain["bodies"][at] = _flipped(plain["bodies"][at], draw)


def _bend_header(plain: Any, draw: random.Random) -> None:
    name = draw.choice(list(plain["entry"]))
    part = plain["entry"][name]
    plain["entry"][name] = _flipped(part, draw) if isinstance(part, str) else part + draw.choice((-1, 1, 10))


def _bend_digests(plain: Any, draw: random.Random) -> None:
    if draw.random() < 0.3:
        plain["previous"] = _flipped(plain["previous"], draw)
        return
    at = draw.randrange(len(plain["digests"]))
    plain["digests"][at] = _flipped(plain["digests"][at], draw)


def _bend_texts(plain: Any, draw: random.Random) -> None:
    if not plain["texts"]:
        plain["texts"] = [{"digest": "ab" * 32, "salt": "source:00", "text": f"put in {draw.random()}"}]
        return
    kept = draw.choice(plain["texts"])
    name = draw.choice(list(kept))
    kept[name] = _flipped(kept[name], draw)


def _bend_place(plain: Any, draw: random.Random) -> None:
    plain["position"] += draw.randrange(2, 1_000)
