"""A sheet that has no ids, and in which a title was mended: told, and not taken as gone and new."""

from __future__ import annotations

import pytest

from tests.shell import Shell

HEADER = "title,who,p,made,due\n"
COLUMNS = ("question=title", "forecaster=who", "p=p", "made=made", "deadline=due")
ROWS = (
    "The old bridge opens to trafic,Ann,0.7,2021-01-02,2021-12-01",
    "A strike is called,Ann,0.2,2021-01-02,2021-12-01",
    "It rains in Rome,Ann,0.5,2021-01-02,2021-12-01",
)
OLD, NEW = "the-old-bridge-opens-to-trafic", "the-old-bridge-opens-to-traffic"


@pytest.fixture
def sheet(shell: Shell) -> Shell:
    """A ledger with three rows of a sheet."""
    shell("init")
    bring(shell, *ROWS)
    return shell


def bring(shell: Shell, *rows: str, follow: bool = False) -> str:
    """Save the rows under one name, and import them."""
    path = shell.folder / "bets.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    columns = [word for column in COLUMNS for word in ("--column", column)]
    said = shell("import", str(path), *columns, "--fraction", *(["--follow-source"] if follow else []))
    return " ".join(said.split())


@pytest.mark.parametrize("follow", [False, True])
def test_a_mended_title_is_told_with_both_slugs_and_nothing_is_taken_back(
    sheet: Shell, *, follow: bool
) -> None:
    """Whether or not the source is followed; `check` lists what is gone."""
    said = bring(sheet, ROWS[0].replace("trafic", "traffic"), *ROWS[1:], follow=follow)
    assert "much like a new one, and is left as it is" in said
    assert f"{OLD}and{NEW}" in said.replace(" ", "")
    assert len(sheet.json("list", "forecasts")) == 4
    assert OLD in sheet.run("check").output
    assert all(row.get("withdrawn_on") is None for row in sheet.json("list", "forecasts"))


def test_the_way_that_is_told_leads_to_one_question(sheet: Shell) -> None:
    """Merged, and what stands twice taken back, the next import finds all that it holds."""
    rows = (ROWS[0].replace("trafic", "traffic"), *ROWS[1:])
    bring(sheet, *rows, follow=True)
    merged = sheet("merge", OLD, NEW, "--because", "a title was mended")
    assert "says what another forecast says" in merged
    (twice,) = (row for row in sheet.json("list", "forecasts", "--question", NEW) if row["handle"][0] == "2")
    sheet("amend", twice["handle"], "--mistake", "--because", "recorded twice")
    assert "nothing new" in bring(sheet, *rows, follow=True)
    assert "its source" not in " ".join(sheet.run("check").output.split())
    questions = {one["slug"]: one["statement"] for one in sheet.json("list")}
    assert questions[NEW] == "The old bridge opens to traffic"
    assert len(questions) == len(sheet.json("list", "forecasts")) == 3


def test_what_is_really_gone_is_still_taken_back(sheet: Shell) -> None:
    """Another title in its place is like none that was there."""
    said = bring(sheet, "Snow falls in Oslo,Ann,0.7,2021-01-02,2021-12-01", *ROWS[1:], follow=True)
    assert "much like" not in said
    assert "no longer in the file" in said
