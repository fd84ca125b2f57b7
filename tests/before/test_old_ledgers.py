"""A ledger of the version before is brought up to date and is what it was: entries, records, reports."""

from __future__ import annotations

import json
import lzma
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from desk.cli import main
from forecasts.model import OutcomeKind
from tests.before.asking import ask, handles_named, settled
from tests.before.test_answers import answers, as_recorded
from tests.before.typed import FIXTURES, LEDGERS, SEEDS

KEPT = tuple(LEDGERS)


@pytest.fixture(params=KEPT)
def name(request: pytest.FixtureRequest) -> str:
    """Each of the ledgers."""
    return str(request.param)


@pytest.fixture
def old(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger as the version before left it, and the commands pointed at it."""
    path = tmp_path / "old.db"
    path.write_bytes(unpacked(f"{name}.db.xz"))
    monkeypatch.setenv("TRACKER_LEDGER", str(path))
    monkeypatch.setenv("TRACKER_ANALYST", "zoe")
    monkeypatch.setattr("tracker.verdicts.horizons._rung", as_recorded)
    monkeypatch.chdir(tmp_path)
    return path


def unpacked(fixture: str) -> bytes:
    """A fixture as it was before it was packed."""
    return lzma.decompress((FIXTURES / fixture).read_bytes())


def run(*words: str) -> str:
    """What a command printed; it must succeed."""
    answer = ask(main, words, raw=True)
    assert answer.code == 0, f"{words}: {answer.error or answer.said}"
    return str(answer.said)


def read(*words: str) -> Any:
    """What a command said as JSON; it must succeed."""
    answer = ask(main, words)
    assert answer.code == 0, f"{words}: {answer.error or answer.said}"
    return answer.said


def test_it_is_upgraded_and_nothing_in_it_is_altered(old: Path, name: str) -> None:
    """Tables may change; entries, records and the head digest do not, and the audit finds nothing."""
    run("upgrade")
    audit = read("audit")
    assert audit["problems"] == []
    assert audit == answers(name)["audit"].said
    run("audit", "--head", audit["head"])


def test_it_leaves_as_the_entries_that_it_left_as(old: Path, name: str, tmp_path: Path) -> None:
    """The export of entries is the same, to the byte."""
    run("upgrade")
    run("export", "--format", "jsonl", "--out", "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == unpacked(f"{name}.jsonl.xz")


def test_its_export_is_taken_in_to_the_same_head(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Entries that the version before wrote are replayed, and end on the digest that it printed."""
    monkeypatch.setenv("TRACKER_LEDGER", str(tmp_path / "replayed.db"))
    (tmp_path / "old.jsonl").write_bytes(unpacked(f"{name}.jsonl.xz"))
    run("init")
    run("import", str(tmp_path / "old.jsonl"))
    assert read("audit") == answers(name)["audit"].said


MADE_OTHERWISE = (
    r".*\b(reliability\..*|luck_(low|high)|to_date\.(low|high)|words)"
    r"|standings\[\d+\]\.(by_date\.(replicates|seed)|(means|sensitivity)\[\d+\]\.(low|high))"
    r"|contests\[\d+\]\.differences\[\d+\]\.(needed|low|high|p_value|adjusted|how|better|is_alone_apart)"
    r"|contests\[\d+\]\.ranking\.ranked\[\d+\]\.(low|high)"
    r"|contests\[\d+\]\.differences\[\d+\]\.(e_first|e_second|decided_after)"
    r"|contests\[\d+\]\.paths\[\d+\]\.(first_better|second_better|decided_after)(\[\d*\])?"
    r"|contests\[\d+\]|uncompared\[\d+\](\.(measure|forecasts))?"
    r"|rows\[\d+\]\.statement"
)
"""What was drawn by chance in a report of the version before and is from other random numbers today, or is by
another method: intervals, p-values and e-values that keep their word; how many events a stated difference
needs; contests of choices and ordered answers, which had none and were counted as uncompared; and which
statement a row points to, after that statement was corrected."""


def test_its_frozen_reports_are_made_again_and_shown(old: Path, name: str) -> None:
    """Whatever version made them: what no chance has a part in is the same, and they are shown as signed."""
    run("upgrade")
    frozen = read("review", "list")
    assert len(frozen) >= 3
    assert {report["freeze"]["report"] for report in frozen} >= {"calibration", "period"}
    for report in frozen:
        slug = report["freeze"]["slug"]
        again = ask(main, ("review", "reproduce", slug)).said
        moved = [place for place in again["differences"] if not re.fullmatch(MADE_OTHERWISE, place["path"])]
        assert not moved, (slug, [place["path"] for place in moved])
        assert again["identical"] is not bool(again["differences"])
        shown = read("review", "show", slug)
        assert shown["review"]["freeze"] == report["freeze"]


def test_it_goes_on_being_written(old: Path, name: str) -> None:
    """A new entry follows the old ones, and the chain is whole."""
    run("upgrade")
    before = read("audit")["entries"]
    run(
        "log",
        "The comet is seen",
        "--slug",
        "comet",
        "--by",
        "Nia New",
        "-p",
        "20%",
        "--deadline",
        "2030-01-01",
    )
    after = read("audit")
    assert (after["entries"], after["problems"]) == (before + 1, [])


def test_what_was_typed_makes_the_same_entries_today(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same words at the same moments: the same records and digests, as far as the first frozen report.

    A report's digest is on record, and another version of the program may write another one.
    """
    for given in (SEEDS, FIXTURES / "brought"):
        shutil.copytree(given, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACKER_LEDGER", str(tmp_path / "again.db"))
    monkeypatch.setenv("TRACKER_MAPPINGS", str(FIXTURES / "mappings"))
    for command in LEDGERS[name]:
        if "--freeze" in command.words:
            break
        monkeypatch.setenv("TRACKER_ANALYST", command.by)
        with settled(command.moment):
            run(*handles_named(main, command.words))
    run("export", "--format", "jsonl", "--out", "again.jsonl")
    typed = chained((tmp_path / "again.jsonl").read_bytes())
    before = chained(unpacked(f"{name}.jsonl.xz"))
    assert len(typed) >= 6
    verbatim = VERBATIM.get(name, len(before))
    assert typed[:verbatim] == before[: min(verbatim, len(typed))]
    for then, now in zip(before[verbatim:], typed[verbatim:], strict=False):
        assert undigested(now) == undigested(then)


VERBATIM = {"everything": 33}
"""From which line on digests differ: windows run to rungs, and rows of a sheet are archived verbatim."""

DECIDED = {kind.value for kind in OutcomeKind} - {"void", "ambiguous"}


def undigested(line: str) -> Any:
    """An entry or a record without digests of the chain and the archive, and a window without its tail.

    An outcome that decides its question does not take over why it was amended: the amendment says that.
    """
    said = json.loads(line)
    if "entry" in said:
        return {part: value for part, value in said["entry"].items() if part not in ("digest", "previous")}
    body = json.loads(said["record"]["body"])
    if (body.get("belief") or {}).get("kind") == "timeline":
        body["belief"] = {part: body["belief"][part] for part in ("words", "earliest", "latest", "rule")}
    unsaid = {"archived"} | ({"because"} if body.get("kind") in DECIDED else set())
    return {part: value for part, value in body.items() if part not in unsaid}


def chained(export: bytes) -> list[str]:
    """The lines of an export that are entries and records: what the chain covers."""
    return [line for line in export.decode().splitlines() if line.startswith(('{"entry"', '{"record"'))]
