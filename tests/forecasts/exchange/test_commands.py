"""`tracker import` and `tracker export`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from desk.cli import main

ROWS = (
    "question,statement,forecaster,said,chance,deadline,quote\n"
    "kabul,The Taliban capture Kabul,Ann,2021-06-25,will,2021-09-25,by autumn\n"
)
OUTCOMES = "question,outcome,on\nkabul,happened,2021-08-15\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with an empty ledger and two files to import."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACKER_LEDGER", "ledger.db")
    monkeypatch.setenv("TRACKER_ANALYST", "ann")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "1-forecasts.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "data" / "2-outcomes.csv").write_text(OUTCOMES, encoding="utf-8")
    assert run("init").exit_code == 0
    return tmp_path


def run(*words: str) -> Result:
    """What a command line says."""
    return CliRunner().invoke(main, words)


def head() -> str:
    """The head digest of the ledger."""
    return str(json.loads(run("audit", "--json").stdout)["head"])


def test_a_folder_is_imported_file_by_file(folder: Path) -> None:
    """A line each: the entry and what it holds; what was assumed goes to standard error."""
    done = run("import", "data")
    assert done.exit_code == 0
    assert "data/1-forecasts.csv (forecasts): entry 1, 1 forecast," in done.stdout
    assert "data/2-outcomes.csv (outcomes): entry 2, 1 outcome." in done.stdout
    assert "'will' is read as 0.9" in done.stderr
    assert "new forecaster" in done.stderr


def test_a_failed_import_leaves_nothing(folder: Path) -> None:
    """Exit 1, a sentence with file and line, and the same head as before."""
    before = head()
    Path("bad.csv").write_text(ROWS + "kabul,,Ann,2021-06-25,1.7,2021-09-25,\n", encoding="utf-8")
    done = run("import", "bad.csv")
    assert done.exit_code == 1
    assert "bad.csv, line 3: A probability lies between 0 and 1" in done.stderr
    assert "Traceback" not in done.output
    assert head() == before


def test_files_before_the_bad_one_stay_where_somebody_says_so(folder: Path) -> None:
    """A file is one entry; a folder is as many as it has files, and all of them or none."""
    before = json.loads(run("audit", "--json").stdout)["entries"]
    Path("data/2-outcomes.csv").write_text(OUTCOMES.replace("kabul", "kabull"), encoding="utf-8")
    done = run("import", "data")
    assert done.exit_code == 1
    assert "did you mean kabul" in done.stderr
    assert "None of the 2 files was recorded" in done.stderr
    assert json.loads(run("audit", "--json").stdout)["entries"] == before
    assert run("import", "data", "--file-by-file").exit_code == 1
    assert json.loads(run("audit", "--json").stdout)["entries"] == before + 1


def test_a_dry_run_tells_and_records_nothing(folder: Path) -> None:
    """Later files see what earlier ones would have recorded."""
    before = head()
    done = run("import", "--dry-run", "data")
    assert done.exit_code == 0
    assert "data/2-outcomes.csv (outcomes): to be recorded, 1 outcome." in done.stdout
    assert head() == before


def test_a_dry_run_fails_as_the_import_would(folder: Path) -> None:
    """Exit 1 with the same sentence."""
    Path("data/2-outcomes.csv").write_text(OUTCOMES.replace("kabul", "kabull"), encoding="utf-8")
    assert run("import", "--dry-run", "data").exit_code == 1


def test_a_file_that_is_not_there_is_a_usage_error(folder: Path) -> None:
    """Exit 2."""
    assert run("import", "nowhere.csv").exit_code == 2
    assert run("import").exit_code == 2


def test_jsonl_goes_out_and_in_to_the_same_head(folder: Path) -> None:
    """To a file and to standard output."""
    run("import", "data")
    assert run("export", "--format", "jsonl", "--out", "all.jsonl").exit_code == 0
    printed = run("export", "--format", "jsonl", "--out", "-")
    assert printed.stdout == Path("all.jsonl").read_text(encoding="utf-8")
    run("init", "--ledger", "other.db")
    done = run("import", "all.jsonl", "--ledger", "other.db")
    assert "all.jsonl (entries): entry 2, " in done.stdout
    assert json.loads(run("audit", "--json", "--ledger", "other.db").stdout)["head"] == head()


def test_a_dry_run_proves_a_chain(folder: Path) -> None:
    """An altered one is refused without touching the ledger."""
    run("import", "data")
    run("export", "--out", "all.jsonl")
    run("init", "--ledger", "other.db")
    assert run("import", "--dry-run", "all.jsonl", "--ledger", "other.db").exit_code == 0
    altered = Path("all.jsonl").read_text(encoding="utf-8").replace("Ann", "Eve")
    Path("all.jsonl").write_text(altered, encoding="utf-8")
    assert run("import", "--dry-run", "all.jsonl", "--ledger", "other.db").exit_code == 1
    assert json.loads(run("audit", "--json", "--ledger", "other.db").stdout)["entries"] == 0


def test_csv_goes_into_a_folder_that_can_be_imported(folder: Path) -> None:
    """A file a noun, in the order in which they must be read; of sources there are none."""
    run("import", "data")
    assert run("export", "--format", "csv", "--out", "tables").exit_code == 0
    names = [path.name for path in sorted(Path("tables").iterdir())]
    assert names == [
        "1-forecasters.csv",
        "3-questions.csv",
        "4-forecasts.csv",
        "5-outcomes.csv",
    ]
    run("init", "--ledger", "other.db")
    assert run("import", "tables", "--ledger", "other.db").exit_code == 0


def test_csv_can_be_exported_as_of_a_moment(folder: Path) -> None:
    """Nothing was recorded by then."""
    run("import", "data")
    done = run("export", "--format", "csv", "--out", "tables", "--as-of", "2000-01-01")
    assert done.exit_code == 1
    assert not Path("tables").exists()


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_nothing_is_overwritten(folder: Path, form: str) -> None:
    """The second export is refused, and no half-written file is left."""
    run("import", "data")
    assert run("export", "--format", form, "--out", "out").exit_code == 0
    before = {path: path.read_bytes() for path in Path().rglob("out*") if path.is_file()}
    again = run("export", "--format", form, "--out", "out")
    assert again.exit_code == 1
    assert "exists already" in again.stderr
    assert {path: path.read_bytes() for path in before} == before
    assert not list(Path().rglob("*.part"))


def test_what_cannot_be_asked_for_is_a_usage_error(folder: Path) -> None:
    """Five files on standard output, a part of the chain."""
    assert run("export", "--format", "csv", "--out", "-").exit_code == 2
    assert run("export", "--format", "jsonl", "--out", "x", "--as-of", "2021-01-01").exit_code == 2
