"""`tracker snapshot`, and every report command on what it took: the same report, byte for byte."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from forecasts.ledger import Ledger
from reports.demonstration import FOUNDING_CASE, PANEL, filled_ledger
from tests.shell import Shell, kept
from tests.tracker.snapshots.test_taking import NOW
from tracker.judged import Judged
from tracker.selections import Selection

ON = "2025-12-31"
REPORTS = (
    ("scorecard",),
    ("scorecard", "--crowd", "median"),
    ("calibration",),
    ("calibration", "--kind", "chance", "--readings", "all"),
    ("compare",),
    ("compare", "--against", "crowd-median", "--crowd", "median"),
    ("report", "--period", "2025"),
    ("report", "--period", "2025-Q3"),
    ("scores",),
    ("scores", "--wis"),
    ("scores", "--crowd", "mean"),
    ("scores", "--as-platform", "metaculus"),
)
SEEDS = {"founding": FOUNDING_CASE, "panel": PANEL}


@pytest.fixture(scope="module", params=[*SEEDS])
def taken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a seed's ledger, a signed report that an amendment moved, and a snapshot of all that."""
    folder = tmp_path_factory.mktemp(request.param)
    filled_ledger(folder / "seed.db", SEEDS[request.param], by="ann", now=NOW).close()

    def fill(shell: Shell) -> None:
        shutil.copyfile(folder / "seed.db", shell.path)
        shell.today(2026, 2, 1)
        shell("report", "--period", "2025-Q2", "--freeze", "--as", "bob")
        shell("review", "open", "2025-q2", "--as", "carl")
        shell("review", "sign", "2025-q2", "--as", "carl")
        first = shell.json("list", "outcomes")[0]["handle"]
        shell("amend", first, "--mistake", "--because", "of another event")
        shell.today(2026, 2, 2)
        shell("snapshot", str(folder / "taken"), "--on", ON)

    kept(folder, fill)
    return folder


@pytest.fixture
def desk(taken: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell on that ledger."""
    shell = Shell(taken / "ledger.db", monkeypatch)
    shell.today(2026, 2, 3)
    return shell


@pytest.mark.parametrize("typed", REPORTS, ids=" ".join)
@pytest.mark.parametrize("on", [ON, "2025-09-30"])
def test_a_snapshot_gives_the_report_of_its_ledger(desk: Shell, typed: tuple[str, ...], on: str) -> None:
    """Byte for byte, digest and recipe too, on its own day and on another."""
    asked = (*typed, "--on", on, "--json")
    there, here = (desk.run(*asked, *more) for more in ((), ("--from", str(desk.folder / "taken"))))
    assert here.exit_code == there.exit_code
    assert here.output == there.output


def test_a_page_is_the_same(desk: Shell) -> None:
    """As HTML, with its pictures."""
    pages = []
    for name, more in (("there", ()), ("here", ("--from", str(desk.folder / "taken")))):
        desk("scorecard", "--on", ON, "--out", str(desk.folder / f"{name}.html"), *more)
        pages.append((desk.folder / f"{name}.html").read_bytes())
    assert pages[0] == pages[1]


def test_a_chart_is_the_same(desk: Shell) -> None:
    """Its table of figures, too."""
    pictures = []
    for name, more in (("there", ()), ("here", ("--from", str(desk.folder / "taken")))):
        desk("chart", "funnel", "--on", ON, "--out", str(desk.folder / f"{name}.svg"), *more)
        pictures.append((desk.folder / f"{name}.svg").read_bytes())
    assert pictures[0] == pictures[1]


def test_a_snapshot_is_read_as_of_a_moment(desk: Shell) -> None:
    """It holds every entry before its head; a moment before the first is refused as in the ledger."""
    snapshot = ("--from", str(desk.folder / "taken"))
    asked = ("scorecard", "--json", "--on", ON, "--as-of", "2026-01-15")
    assert desk(*asked, *snapshot) == desk(*asked)
    early = ("scorecard", "--on", ON, "--as-of", "2020-01-15")
    there, here = desk.run(*early), desk.run(*early, *snapshot)
    assert (here.exit_code, here.output) == (1, there.output)


def test_a_report_of_a_snapshot_is_not_frozen(desk: Shell) -> None:
    """It goes on record in a ledger."""
    typed = ("scorecard", "--on", ON, "--freeze", "--from", str(desk.folder / "taken"))
    result = desk.run(*typed)
    assert result.exit_code == 2
    assert "without --from" in " ".join(result.output.split())


def test_a_snapshot_and_a_ledger_are_not_read_at_once(desk: Shell) -> None:
    """Where both are typed; a ledger of the environment is passed over."""
    result = desk.run("scorecard", "--from", str(desk.folder / "taken"), "--ledger", str(desk.path))
    assert result.exit_code == 2
    assert "--from or --ledger" in " ".join(result.output.split())


def test_it_says_what_it_took(desk: Shell) -> None:
    """How many forecasts, of which head, and how many parts are new; in JSON too."""
    again = ("snapshot", str(desk.folder / "taken"), "--on", ON)
    told = desk(*again)
    assert desk.json("audit")["head"][:32] in told
    assert re.search(r"\n0 of \d parts are new\.\n", told)
    found = desk.json(*again)
    assert (found["added"], found["unused"], found["head"]) == (0, 0, desk.json("audit")["head"])


def test_parts_that_are_no_longer_named_are_told_and_pruned(desk: Shell) -> None:
    """Another day rewrites the judged rows."""
    folder = desk.folder / "pruned"
    other = "2021-08-01" if "founding" in desk.folder.name else "2025-03-31"
    desk("snapshot", str(folder), "--on", ON)
    assert "of earlier snapshots" in desk("snapshot", str(folder), "--on", other)
    assert len(list(folder.glob("judged/*"))) == 2
    assert "earlier" not in desk("snapshot", str(folder), "--on", other, "--prune")
    assert len(list(folder.glob("judged/*"))) == 1


def test_a_snapshot_is_verified_as_a_table(desk: Shell) -> None:
    """By the forecasts that tests take; where none is prospective it says where the others are."""
    folder = desk.folder / "taken"
    with Ledger.open(desk.path) as ledger:
        rows = Judged.of(ledger.view(), Selection(), date.fromisoformat(ON)).rows
    ahead = int((rows["tested"] & rows["prospective"]).sum())
    behind = int((rows["tested"] & ~rows["prospective"]).sum())
    assert desk.json("verify", str(folder / "retrospective"))["n"] == behind
    if ahead:
        assert desk.json("verify", str(folder))["n"] == ahead
        for both in ([folder, folder / "retrospective"], [f"{folder}/*spective"]):
            said = desk.refusal("verify", *map(str, both), code=1)
            assert "prospective would be pooled with forecasts in retrospective/" in " ".join(said.split())
    else:
        result = desk.run("verify", str(folder))
        assert result.exit_code == 1
        assert "no prospective forecast" in " ".join(result.output.split())


def test_a_damaged_snapshot_is_not_verified(desk: Shell, tmp_path: Path) -> None:
    """A cut part is named; the rest is not told."""
    folder = tmp_path / "copy"
    shutil.copytree(desk.folder / "taken", folder)
    parts = list(folder.glob("prospective/*"))
    for part in parts:
        part.write_bytes(part.read_bytes()[:-9])
    result = desk.run("verify", str(folder))
    assert result.exit_code == 1
    assert not parts or "should have" in " ".join(result.output.split())
