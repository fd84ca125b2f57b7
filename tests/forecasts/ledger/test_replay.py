"""A ledger as lines, and lines as a ledger: the same digests, or a refusal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from forecasts.errors import NoLedger, UnfitNoun
from forecasts.handles import Handle
from forecasts.ledger.ledger import Ledger
from forecasts.ledger.records import noun_name
from tests.forecasts.builders import NOW, every_noun, forecast, source
from tests.forecasts.ledger.conftest import record


def replayed(lines: list[dict[str, Any]], to: Path) -> Ledger:
    """A new ledger made of exported lines."""
    ledger = Ledger.create(to, now=NOW, by="ann")
    ledger.replay(lines)
    return ledger


def test_a_replay_ends_on_the_same_head(ledger: Ledger, tmp_path: Path) -> None:
    """Exported from either engine and replayed, every digest is the same, and so is every export."""
    with ledger.entry("log", by="ann", now=NOW) as entry:
        entry.add(source(archived=entry.archive("A letter.")))
    record(ledger, forecast())
    lines = json.loads(json.dumps(list(ledger.export_entries())))
    with replayed(lines, tmp_path / "copy.db") as copy:
        assert copy.view().head == ledger.view().head
        assert list(copy.export_entries()) == lines
        assert copy.audit().problems == ()
        with pytest.raises(NoLedger, match="holds entries already"):
            copy.replay(lines)


def test_a_replay_of_every_noun_is_the_same_ledger(tmp_path: Path) -> None:
    """Nothing that can be recorded is lost on the way."""
    with Ledger.create(tmp_path / "one.db", now=NOW, by="ann") as one:
        record(one, *every_noun()[:-1])
        with replayed(list(one.export_entries()), tmp_path / "two.db") as two:
            for noun in every_noun()[:-1]:
                kind = noun_name(noun)
                assert list(one.view().standing(kind)) == list(two.view().standing(kind))


SPOILT = [
    lambda lines: lines[:-1],
    lambda lines: lines[1:],
    lambda lines: [lines[0], lines[2], lines[1], *lines[3:]],
    lambda lines: [*lines, lines[0]],
    lambda lines: [{"entry": {**lines[0]["entry"], "recorded_by": "eve"}}, *lines[1:]],
    lambda lines: [{"entry": {**lines[0]["entry"], "sequence": 2}}, *lines[1:]],
    lambda lines: [{"entry": {**lines[0]["entry"], "records": "2"}}, *lines[1:]],
    lambda lines: [{"entry": {**lines[0]["entry"], "recorded_at": "yesterday"}}, *lines[1:]],
    lambda lines: [lines[0], {"record": {"noun": "question", "body": "{}"}}, *lines[2:]],
    lambda lines: [lines[0], {"record": {"noun": "question", "body": 5}}, *lines[2:]],
    lambda lines: [{"else": 1}, *lines],
    lambda lines: [*lines, {"archive": {"digest": "0" * 64, "kind": "source", "salt": "s", "text": "t"}}],
]


@pytest.mark.parametrize("spoil", SPOILT)
def test_lines_that_were_altered_are_not_replayed(file: Ledger, tmp_path: Path, spoil: Any) -> None:
    """One sentence, and an empty ledger as before."""
    lines = spoil(list(file.export_entries()))
    with Ledger.create(tmp_path / "copy.db", now=NOW, by="ann") as copy:
        with pytest.raises(UnfitNoun, match="nothing was recorded"):
            copy.replay(lines)
        assert copy.view().head.sequence == 0
        assert copy.audit().whole


def test_a_line_cannot_slip_in_a_digest_of_its_own(file: Ledger, tmp_path: Path) -> None:
    """What a record's line says beside its body is worked out anew."""
    lines = list(file.export_entries())
    lines[1] = {"record": {**lines[1]["record"], "noun": "source", "digest": "f" * 64, "entry": 7}}
    with replayed(lines, tmp_path / "copy.db") as copy:
        assert copy.audit().whole


def test_a_handle_beyond_the_ledger_is_unknown(ledger: Ledger) -> None:
    """However large the number is."""
    from forecasts.errors import Unknown

    for handle in (Handle(999_999_999_999, 1), Handle(2, 1), Handle(1, 999_999_999)):
        with pytest.raises(Unknown):
            ledger.view().get(handle)
