"""Any spreadsheet is imported by what is said of its columns: in options, in a dialogue, or once before."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from desk.terminal import mapping_dialogue as dialogue
from forecasts.exchange.files import DataFile
from forecasts.exchange.mapping.proposals import proposed_columns, sampled
from forecasts.ledger import Ledger
from tests.shell import Shell

GAMES = Path(__file__).parents[4] / "../shared/data/fivethirtyeight/games_unified.csv"
BETS = (
    "Title,Prob,Date,Due,Result\n"
    "Will it rain,70,13/02/2021,28/02/2021,won\n"
    "Will it snow,30,14/02/2021,28/02/2021,lost\n"
)
ANSWERS = "".join(
    f"{answer}\n"
    for answer in (
        *("", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""),
        *("", "yes", "no", "Ann Lee", "", "", ""),
    )
)


@pytest.fixture
def bets(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A spreadsheet in a working folder, with a ledger and a folder for mappings."""
    monkeypatch.chdir(shell.folder)
    monkeypatch.setenv("TRACKER_MAPPINGS", str(shell.folder / "mappings"))
    shell("init")
    path = Path("bets.csv")
    path.write_text(BETS, encoding="utf-8")
    return path


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody is there to answer."""
    monkeypatch.setattr(dialogue, "is_terminal", lambda: True)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (BETS.replace(",won", ",yes").replace(",lost", ",no"), "2 forecasts, 1 forecaster, 2 outcomes"),
        ("Wer;Frage;Chance;Datum\nAnn;Regen am Montag;70%;2021-02-13\n", "1 forecast, 1 forecaster"),
        ("Claim,Made,Ann Lee,Ben\nIt rains,2021-02-13,0.7,0.2\nIt snows,2021-02-13,,0.4\n", "3 forecasts"),
        ("What it's about,Prob,Said on\nIt rains,0.7,2021-02-13\n", "1 forecast, 1 forecaster"),
    ],
)
def test_without_a_terminal_the_refusal_names_options_that_work(
    shell: Shell, bets: Path, table: str, told: str
) -> None:
    """As they are printed, but for whose forecasts they are."""
    bets.write_text(table, encoding="utf-8")
    found = re.search(r"perhaps (.*), or --mapping", shell.refusal("import", "bets.csv"))
    assert found is not None
    assert told in shell("import", "bets.csv", *shlex.split(found[1].replace("NAME", "Ann")))


def test_a_table_in_which_no_question_is_seen_is_refused_with_an_example(shell: Shell, bets: Path) -> None:
    """Nothing is proposed that nothing speaks for."""
    bets.write_text("1,2\n3,4\n", encoding="utf-8")
    assert "as in --column question=Title" in shell.refusal("import", "bets.csv")


def test_the_dialogue_proposes_shows_and_remembers(shell: Shell, bets: Path, terminal: None) -> None:
    """Empty answers take what is proposed; the next file of that header needs but a yes."""
    said = shell("import", "bets.csv", answers=ANSWERS)
    assert "p: how likely it is [Prob]" in said
    assert "chance      0.7" in said
    assert "2 forecasts, 1 forecaster, 2 outcomes," in said
    kept = json.loads((shell.folder / "mappings" / "bets.json").read_text())
    assert kept["answers"] == {"won": "yes", "lost": "no"}
    assert (kept["percent"], kept["day_first"], kept["forecaster"]) == (True, True, "Ann Lee")
    Path("more.csv").write_text(BETS + "Will it hail,10,15/02/2021,28/02/2021,\n", encoding="utf-8")
    again = shell("import", "more.csv", answers="y\n")
    assert "1 forecast, 1 question." in again
    assert "Recorded already: 2 forecasts, 1 forecaster, 2 outcomes, 2 questions." in again
    assert "bets" in shell("import", "--mappings")


def test_without_a_terminal_it_is_said_what_to_do(shell: Shell, bets: Path) -> None:
    """With --column, or with a mapping of the same header by its name."""
    assert "--column question=Title" in shell.refusal("import", "bets.csv")
    assert shell.json("audit")["entries"] == 0


def test_a_named_mapping_asks_nothing(shell: Shell, bets: Path, terminal: None) -> None:
    """And the entry keeps its name and what it says."""
    shell("import", "bets.csv", "--dry-run", answers=ANSWERS)
    shell("import", "bets.csv", "--mapping", "bets")
    (entry,) = shell.json("history")
    assert entry["file"] == {
        "name": "bets.csv",
        "format": "spreadsheet",
        "sha256": entry["records"][-1]["sha256"],
    }
    assert entry["records"][-1]["mapping"] == "bets"
    assert "No mapping is called 'bet'" in shell.refusal("import", "bets.csv", "--mapping", "bet")


def options(*more: str) -> tuple[str, ...]:
    """An import that needs no mapping, as far as it goes."""
    return (
        *("import", "bets.csv", "--column", "question=Title", "--column", "p=Prob", "--column", "made=Date"),
        *("--column", "deadline=Due", "--column", "outcome=Result", "--me", "Ann", "--percent", *more),
    )


SETTLED = ("--day-first", "--answer", "yes=won", "--answer", "no=lost")


def test_options_say_it_all_for_scripts(shell: Shell, bets: Path) -> None:
    """And --json tells what came of it."""
    (done,) = shell.json(*options(*SETTLED))
    assert done["new"] == {"question": 2, "forecaster": 1, "forecast": 2, "outcome": 2}
    assert (done["format"], done["entry"], done["refused"]) == ("spreadsheet", 1, [])
    (again,) = shell.json(*options(*SETTLED))
    assert (again["new"], again["entry"]) == ({}, None)
    assert again["known"] == {"question": 2, "forecaster": 1, "forecast": 2, "outcome": 2}


def test_a_dry_run_tells_what_is_wrong_and_exits_1(shell: Shell, bets: Path) -> None:
    """Each row that would be refused, with its line and its reason; nothing is recorded."""
    said = shell.refusal(*options("--day-first", "--answer", "yes=won", "--dry-run"))
    assert "1 row would be refused" in said
    assert "line 3: The column 'Result' holds 'lost'" in said
    assert max(map(len, said.splitlines())) <= 80
    assert shell.json("audit")["entries"] == 0


def test_bad_rows_are_written_down_and_never_overwritten(shell: Shell, bets: Path) -> None:
    """The second time the file is in the way, and nothing is recorded."""
    shell(*options("--day-first", "--answer", "yes=won", "--skip-bad"))
    assert "lost" in Path("bets.bad.csv").read_text()
    said = shell.refusal(*options("--day-first", "--answer", "no=lost", "--skip-bad"))
    assert "bets.bad.csv exists already" in said
    assert shell.json("audit")["entries"] == 1


def test_a_record_says_from_which_line_it_came(shell: Shell, bets: Path) -> None:
    """Until its rows are erased, and then that they were."""
    shell(*options(*SETTLED))
    said = shell.json("show", "will-it-snow")
    assert said["from"] == "bets.csv (spreadsheet), line 3"
    assert said["row"] == "Will it snow,30,14/02/2021,28/02/2021,lost"
    assert "import by ann, bets.csv (spreadsheet)" in shell("history")
    with Ledger.open(shell.path, writing=True) as ledger:
        (imported,) = ledger.view().standing("import")
        for digest in imported.noun.archived:  # type: ignore[union-attr]
            ledger.erase(digest, because="asked to", by="ann", now=shell.moment)
    assert shell.json("show", "will-it-snow")["from"] == "bets.csv (spreadsheet); its rows were erased"


def test_the_games_of_fivethirtyeight_come_in_whole(shell: Shell) -> None:
    """12,626 games of four leagues, ties as partly, none of them pending."""
    if not GAMES.exists():
        pytest.skip("the shared data folder is not here")
    shell.today(2026, 1, 15)
    shell("init")
    names = {"question": "question", "statement": "statement", "forecaster": "forecaster", "p": "probability"}
    names |= {"made": "made_on", "deadline": "deadline", "outcome": "outcome", "known": "resolved_on"}
    names |= {"topic": "topic", "tags": "season"}
    told = [word for part, column in names.items() for word in ("--column", f"{part}={column}")]
    (done,) = shell.json("import", str(GAMES), "--fraction", *told)
    assert done["new"] == {"question": 12_626, "forecaster": 4, "forecast": 12_626, "outcome": 12_626}
    with Ledger.open(shell.path) as ledger:
        ties = list(ledger.view().standing("outcome", grade=0.5))
    assert len(ties) == 7
    assert "fivethirtyeight-nba-games" in shell("scores")


def test_the_dialogue_goes_back_and_keeps_what_was_answered(shell: Shell, bets: Path, terminal: None) -> None:
    """A wrong answer is given again, and all others stand as they were."""
    corrected = ("Due", "back", "Title", *ANSWERS.split("\n")[1:])
    assert "2 forecasts, 1 forecaster" in shell("import", "bets.csv", answers="\n".join(corrected))


def test_the_dialogue_proposes_by_values_and_never_a_day_as_outcome() -> None:
    """Whatever the headings say, in whatever language."""
    rows = "Frage;Wahrscheinlichkeit;Datum;Frist;x\nKommt die Fähre;70 %;1.2.2021;28.2.2021;ja\n"
    sample = sampled(DataFile.of("a.csv", rows.encode()))
    assert proposed_columns(sample) == {
        "question": "Frage",
        "p": "Wahrscheinlichkeit",
        "made": "Datum",
        "deadline": "Frist",
        "outcome": "x",
    }
    rows = "a,b,resolved,d\nWill the ferry come,0.7,2021-02-28,2021-02-01\n"
    assert "outcome" not in proposed_columns(sampled(DataFile.of("b.csv", rows.encode())))
