"""Entries with right digests that no command would have written are not replayed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from forecasts.errors import UnfitNoun
from forecasts.handles import Handle
from forecasts.ledger.chain import ROOT, EntryDigest, Header, record_digest
from forecasts.ledger.ledger import Ledger
from forecasts.ledger.records import canonical
from forecasts.model import Claim, Noun
from tests.forecasts.builders import (
    NOW,
    forecast,
    forecaster,
    mistake,
    outcome,
    question,
    source,
    statement,
    timeline,
)
from tests.forecasts.ledger.conftest import record

Lines = list[dict[str, Any]]


def chained(*entries: list[str], moment: str = "2021-12-31T12:00:00.000000Z") -> Lines:
    """Lines of entries with these bodies, whose digests fit."""
    lines: Lines = []
    previous = ROOT
    for sequence, bodies in enumerate(entries, 1):
        header = Header(sequence=sequence, recorded_at=moment, recorded_by="ann", action="log", reason=None)
        whole = EntryDigest(previous, header)
        whole.add(*map(record_digest, bodies))
        entry = {
            "sequence": sequence,
            "recorded_at": moment,
            "recorded_by": "ann",
            "action": "log",
            "reason": None,
            "records": len(bodies),
            "previous": previous,
            "digest": whole.hexdigest(),
        }
        lines += [{"entry": entry}, *({"record": {"noun": "x", "body": body}} for body in bodies)]
        previous = whole.hexdigest()
    return lines


def bodies(*nouns: Noun) -> list[str]:
    """Nouns as they are recorded."""
    return [canonical(noun) for noun in nouns]


def altered(noun: Noun, change: Callable[[dict[str, Any]], object]) -> str:
    """A noun's body, sorted and dense as ours, in which something is otherwise."""
    body = json.loads(canonical(noun))
    change(body)
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


FAR = {"days": [1.0, 3_000_000.0], "cdf": [0.1, 0.5]}
BASE = bodies(question(), forecaster())
IMPOSSIBLE: dict[str, list[list[str]]] = {
    "a doubled slug": [BASE, bodies(question(statement="Another"))],
    "a doubled forecaster": [BASE, bodies(forecaster())],
    "a missing question": [bodies(forecaster()), bodies(forecast())],
    "a missing forecaster": [bodies(question()), bodies(forecast())],
    "a missing source": [bodies(statement(source="nowhere"))],
    "an amendment of itself": [BASE, bodies(mistake(Handle(2, 1)))],
    "an amendment of what is to come": [BASE, bodies(mistake(Handle(9, 1)))],
    "a correction without its replacement": [
        BASE,
        [
            '{"because":"x","kind":"correction","noun":"amendment","replacement":"1.1","target":"1.2","version":1}'
        ],
    ],
    "a correction by itself": [
        BASE,
        [
            canonical(question(statement="Another")),
            '{"because":"x","kind":"correction","noun":"amendment","replacement":"2.1","target":"2.1","version":1}',
        ],
    ],
    "an extra key": [[altered(question(), lambda body: body.update(extra=1))]],
    "an extra key in a belief": [
        BASE,
        [altered(forecast(), lambda body: body["belief"].update(extra="x"))],
    ],
    "keys out of order": [['{"version":1,"noun":"question","slug":"kabul","statement":"Kabul falls"}']],
    "spaces": [[json.dumps(json.loads(BASE[0]), sort_keys=True)]],
    "a chance of seven": [BASE, [altered(forecast(), lambda body: body["belief"].update(p=7.0))]],
    "a chance that is text": [BASE, [altered(forecast(), lambda body: body["belief"].update(p="0.3"))]],
    "a chance that is a list": [BASE, [altered(forecast(), lambda body: body["belief"].update(p=[0.3]))]],
    "a chance that is NaN": [BASE, [altered(forecast(), lambda body: body["belief"].update(p=float("nan")))]],
    "a slug that is a number": [[altered(question(), lambda body: body.update(slug=5))]],
    "a day that is none": [BASE, [altered(forecast(), lambda body: body.update(made_on="2021-02-30"))]],
    "a forecast from the future": [
        BASE,
        [altered(forecast(), lambda body: body.update(made_on="2031-02-03"))],
    ],
    "an unknown noun": [['{"noun":"rumour","version":1}']],
    "a later version": [['{"noun":"statement","quote":"x","version":2}']],
    "no object": [["[]"]],
    "no JSON": [["{"]],
    "a thousand brackets": [["[" * 100_000]],
    "a number without end": [['{"noun":"statement","quote":' + "9" * 5_000 + ',"version":1}']],
    "a contradiction": [BASE, bodies(outcome()), bodies(outcome(on=NOW.date()))],
    "days past the calendar": [
        BASE,
        [altered(forecast(claim=Claim(), belief=timeline()), lambda body: body["belief"].update(FAR))],
    ],
}


@pytest.mark.parametrize("kind", IMPOSSIBLE)
def test_what_no_command_would_record_is_not_replayed(kind: str, tmp_path: Path) -> None:
    """One sentence that names the place, and nothing is recorded."""
    with Ledger.create(tmp_path / "copy.db", now=NOW, by="ann") as ledger:
        with pytest.raises(UnfitNoun, match="nothing was recorded") as refused:
            ledger.replay(chained(*IMPOSSIBLE[kind]))
        assert "entry" in str(refused.value).casefold()
        assert len(str(refused.value)) < 600
        assert ledger.view().head.sequence == 0
        assert ledger.audit().whole


def test_the_same_entries_without_the_fault_are_replayed(tmp_path: Path) -> None:
    """So it is the fault that is refused."""
    with Ledger.create(tmp_path / "copy.db", now=NOW, by="ann") as ledger:
        ledger.replay(chained(BASE, bodies(forecast()), bodies(outcome())))
        assert ledger.audit().whole
        assert len(list(ledger.view().standing("forecast"))) == 1


@pytest.mark.parametrize("header", [{"recorded_by": ""}, {"action": "a" * 60}, {"recorded_by": 5}])
def test_a_header_that_no_command_writes_is_not_replayed(tmp_path: Path, header: dict[str, Any]) -> None:
    """Nor one whose parts are of another kind."""
    lines = chained(BASE)
    lines[0]["entry"].update(header)
    with (
        Ledger.create(tmp_path / "copy.db", now=NOW, by="ann") as ledger,
        pytest.raises(UnfitNoun, match="nothing was recorded"),
    ):
        ledger.replay(lines)


def test_corrections_and_what_they_bring_are_replayed(ledger: Ledger, tmp_path: Path) -> None:
    """Also where a correction is corrected, taken back, and where the records are more than a chunk."""
    record(ledger, *[source(slug=f"s-{place}") for place in range(2_001)])
    with ledger.entry("amend", by="ann", now=NOW + timedelta(seconds=1)) as entry:
        for place in range(2_001):
            target = Handle(2, place + 1)
            entry.correct(target, source(slug=f"s-{place}", title="Another"), because="a typo")
    record(ledger, mistake(Handle(3, 2)), now=NOW + timedelta(seconds=2))
    with Ledger.create(tmp_path / "copy.db", now=NOW, by="ann") as copy:
        copy.replay(list(ledger.export_entries()))
        assert copy.view().head == ledger.view().head
        assert copy.audit().whole
        assert list(copy.view().standing("source")) == list(ledger.view().standing("source"))
