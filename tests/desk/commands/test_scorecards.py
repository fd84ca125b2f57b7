"""`tracker scorecard`, `calibration` and `demo` show reports."""

from __future__ import annotations

import json
import re
import shlex
from datetime import UTC, datetime

import pytest

from tests.shell import KABUL, Shell


@pytest.fixture
def logged(ledger: Shell) -> Shell:
    """A ledger with the founding forecast and its outcome."""
    ledger(*KABUL)
    ledger("resolve", "kabul", "--on", "2021-08-15", "--evidence", "all agencies")
    return ledger


def test_a_scorecard_is_shown_at_80_columns(logged: Shell) -> None:
    """It names the forecaster, the score and the head it was made from."""
    said = logged("scorecard", "alexander", "--on", "2021-12-31")
    assert "Scorecard: Alexander Mikhailovsky" in said
    assert "0.0455" in said
    assert logged.json("audit")["head"] in said
    assert max(map(len, said.splitlines())) <= 80


def test_reports_are_json_with_their_digest(logged: Shell) -> None:
    """The same records give the same digest."""
    card = logged.json("scorecard", "alexander", "--on", "2021-12-31")
    assert card["report"] == "scorecard"
    assert card["digest"] == logged.json("scorecard", "alexander", "--on", "2021-12-31")["digest"]
    assert logged.json("calibration", "--on", "2021-12-31")["report"] == "calibration"


@pytest.mark.parametrize(
    ("suffix", "sign"), [(".html", "<html"), (".md", "# "), (".json", "{"), (".txt", "S")]
)
def test_a_report_is_written_in_the_look_of_its_suffix(logged: Shell, suffix: str, sign: str) -> None:
    """The digest is told, whatever the look."""
    out = logged.folder / f"card{suffix}"
    assert "digest " in logged("scorecard", "alexander", "--on", "2021-12-31", "--out", str(out))
    assert sign in out.read_text(encoding="utf-8")


def test_a_folder_gets_every_look_with_tables_and_charts(logged: Shell) -> None:
    """In one line: where, how many files, the digest."""
    out = logged.folder / "card"
    said = logged("scorecard", "alexander", "--on", "2021-12-31", "--out", f"{out}/")
    digest = json.loads((out / "report.json").read_text(encoding="utf-8"))["digest"]
    files = [path for path in out.rglob("*") if path.is_file()]
    assert said == f"Written to {out}/ ({len(files)} files); digest {digest[:12]}.\n"


def test_an_unknown_look_is_refused_before_any_work(logged: Shell) -> None:
    """The looks are named, though the forecaster is unknown too."""
    assert ".html, .pdf, .md" in logged.refusal("calibration", "nobody", "--out", "card.docx")


def test_a_scorecard_is_of_whom_or_what_is_chosen(logged: Shell) -> None:
    """A name, several, options, or everybody; what is unknown is refused."""
    logged("log", "kabul", "--by", "Ann", "-p", "0.7", "--deadline", "2021-09-25", "--said", "2021-06-25")

    def rows(*typed: str) -> set[str]:
        return {row["forecaster"] for row in logged.json("scorecard", *typed)["rows"]}

    both = {"alexander-mikhailovsky", "ann"}
    assert (
        rows("ann") == rows("--kind", "chance") == rows("--due", "2021-09-25", "--kind", "chance") == {"ann"}
    )
    assert rows("ann", "alexander") == rows() == rows("--made", "2021-06-25..") == both
    assert rows("--horizon", "..30") == set()
    assert "no forecaster 'nobody'" in logged.refusal("scorecard", "nobody")
    assert "no topic 'rain'" in logged.refusal("calibration", "--topic", "rain")
    assert "write --due 2021-01-01..2021-02-01" in logged.refusal(
        "calibration", "--due", "2021-02-01..2021-01-01"
    )


def test_the_command_that_a_report_prints_makes_it_again(logged: Shell) -> None:
    """Though the ledger has gone on by an hour and a day."""
    card = logged("scorecard", "alexander", "--on", "2021-12-31", "--json")
    logged.today(2022, 3, 1)
    logged(
        "log", "kabul", "--by", "alexander", "-p", "0.7", "--deadline", "2021-09-25", "--said", "2021-06-26"
    )
    program, *typed = shlex.split(json.loads(card)["heading"]["command"])
    assert program == "tracker"
    assert logged(*typed, "--json") == card
    assert logged("scorecard", "alexander", "--on", "2021-12-31", "--json") != card


def test_the_demo_goes_from_the_article_to_the_page(shell: Shell) -> None:
    """A ledger, its check, its scores, one page with all reports on 2021-12-31, and two period reports."""
    shell.moment = datetime(2026, 1, 5, 12, tzinfo=UTC)
    out = shell.folder / "demo"
    said = shell("demo", "--out", str(out))
    assert "No problems in the ledger" in said
    assert "0.5289 (0.4241 to 0.5684)" in said
    assert "All     9          4" in said, "four of nine statements are scoreable"
    page = (out / "report.html").read_text(encoding="utf-8")
    assert (out / "report.html").as_uri() in said
    for title in ("Scorecard: Alexander Mikhailovsky", "Scorecard: MK (newspaper)", "Calibration: The whole"):
        assert title in page
    names = re.findall(r'\bid="([^"]+)"', page)
    assert len(names) == len(set(names)), "three reports share one page without sharing a name"
    scores = json.loads(shell("scores", "--ledger", str(out / "ledger.db"), "--on", "2021-12-31", "--json"))
    assert len(scores) == 10
    for case in ("founding-case", "panel"):
        assert (out / case / "report.html").as_uri() in said
        assert (out / case / "report.pdf").read_bytes().startswith(b"%PDF")
    panel = (out / "panel" / "report.html").read_text("utf-8")
    assert "is overconfident (prospective forecasts): what it called likely" in panel
    assert "exists already" in shell.refusal("demo", "--out", str(out))
