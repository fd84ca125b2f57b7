"""Our own tables come back from a spreadsheet, whichever encoding, separator and forms it saves them in."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from forecasts.errors import UnfitRows
from forecasts.exchange.folders import data_files
from forecasts.exchange.importing import import_file
from forecasts.exchange.options import ImportOptions
from forecasts.exchange.out import tables
from forecasts.exchange.own.layouts import DAYS, NUMBERS
from forecasts.ledger import Ledger
from forecasts.model import Forecast
from tests.forecasts.exchange.conftest import Taking
from tests.forecasts.exchange.out.ledgers import NOW, written_at

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
LISTS = ("days", "cdf", "quantiles", "shares")
FOUNDING = """\
question,statement,forecaster,source,quote,said,when,p,rule,low,high,shares,options,kind,deadline
kabul,Kabul fällt “bald”,Jürgen Müller,"MK; Juni, 2021",ja;,2021-06-25,,0.7,stated,0.65,0.75,,,,2021-09-25
nord,Offensive im Norden,Jürgen Müller,"MK; Juni, 2021",Norden,2021-06-25,two months,,,,,,,,
sieger,Wer siegt,Ann,,,2021-06-25,,,,,,A: 0.6; B: 0.4,A; B,choice,
"""
ANSWERS = """question,outcome,on,option,known_on,evidence
kabul,happened,2021-08-15,,2021-08-16,"öffentlich; bekannt"
sieger,option,,A,2021-08-20,
"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The CSV files of a ledger with every table that people edit."""
    folder = tmp_path_factory.mktemp("exported")
    (folder / "forecasts.csv").write_text(FOUNDING, encoding="utf-8")
    (folder / "outcomes.csv").write_text(ANSWERS, encoding="utf-8")
    with filled(folder / "forecasts.csv", folder / "outcomes.csv") as ledger:
        written_at(tables.write, ledger, folder / "out")
    return folder / "out"


def filled(*files: Path, options: ImportOptions | None = None) -> Ledger:
    """A ledger into which files were imported."""
    ledger = Ledger.create(":memory:", now=NOW, by="ann")
    for path in files:
        import_file(path, ledger, by="ann", now=NOW, options=options)
    return ledger


def saved(
    path: Path, to: Path, *, encoding: str, separator: str, named: bool = False, german: bool = False
) -> None:
    """A CSV file of ours as a spreadsheet saves it; a `german` one with decimal commas and dotted days."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not text.tell():
                writer.writerow(row)
            writer.writerow(german_cell(name, cell) if german else cell for name, cell in row.items())
    start = f"sep={separator}\r\n" if named else ""
    to.write_bytes((start + text.getvalue()).encode(encoding))


def german_cell(column: str, cell: str) -> str:
    """A cell as Excel shows it where the decimal sign is a comma and days are written 25.06.2021."""
    if cell and column in DAYS:
        return f"{date.fromisoformat(cell):%d.%m.%Y}"
    return cell.replace(".", ",") if column in NUMBERS or column in LISTS else cell


def contents(folder: Path) -> dict[str, list[str]]:
    """The lines of the CSV files in a folder."""
    return {path.name: path.read_text(encoding="utf-8").splitlines() for path in sorted(folder.glob("*.csv"))}


@pytest.mark.parametrize(
    ("separator", "german"),
    [(",", False), (";", False), ("\t", False), (";", True), ("\t", True)],
    ids=["comma", "semicolon", "tab", "german semicolon", "german tab"],
)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_table_comes_back(
    exported: Path, tmp_path: Path, encoding: str, separator: str, german: bool
) -> None:
    """A folder of forecasters, sources, questions, forecasts and outcomes gives the same tables again."""
    (tmp_path / "in").mkdir()
    for path in exported.glob("*.csv"):
        saved(path, tmp_path / "in" / path.name, encoding=encoding, separator=separator, german=german)
    options = ImportOptions(day_first=True if german else None)
    files = data_files([tmp_path / "in"])
    assert len(files) == 5
    with filled(*files, options=options) as ledger:
        written_at(tables.write, ledger, tmp_path / "out")
    assert without_handles(tmp_path / "out") == without_handles(exported)


def without_handles(folder: Path) -> dict[str, list[dict[str, str]]]:
    """The rows of the tables in a folder, but for the handles, which another ledger gives anew."""
    found = {}
    for name, lines in contents(folder).items():
        rows = csv.DictReader(io.StringIO("\n".join(lines)))
        found[name] = [{k: v for k, v in row.items() if k not in ("id", "statement_id")} for row in rows]
    return found


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_a_first_line_may_name_the_separator(
    exported: Path, tmp_path: Path, encoding: str, separator: str
) -> None:
    """Excel understands `sep=;` and shows no row for it; lines are counted with it."""
    for path in exported.glob("*.csv"):
        saved(path, tmp_path / path.name, encoding=encoding, separator=separator, named=True)
    with filled(*data_files([tmp_path])) as ledger:
        assert len(list(ledger.view().standing("forecast"))) == 3


def test_a_refused_row_is_named_by_the_line_in_the_file(take: Taking) -> None:
    """The line with the separator is one of the lines."""
    with pytest.raises(UnfitRows, match="line 3: The column 'forecaster' is empty"):
        take("sep=;\nquestion;statement;forecaster;said;chance;deadline\nk;K;;2021-06-25;0,7;2021-09-25\n")


def test_a_day_with_two_readings_needs_an_option(take: Taking) -> None:
    """03.04.2021 is in April or in March; 25.06.2021 is clear."""
    header = "question;statement;forecaster;said;chance;deadline\n"
    with pytest.raises(UnfitRows, match="--day-first or --month-first"):
        take(header + "kabul;Kabul falls;Ann;03.04.2021;0,7;2021-09-25\n")
    take(header + "kabul;Kabul falls;Ann;25.06.2021;0,7;30.09.2021\n")


def test_a_decimal_comma_is_read_where_no_comma_separates(take: Taking, ledger: Ledger) -> None:
    """In a file with commas 1,5 stays a refusal: it may be fifteen hundred."""
    header = "question;statement;kind;forecaster;said;chance;above;deadline\n"
    take(header + "price;The price;quantity;Ann;2021-06-25;70%;1,5;2021-09-25\n")
    (stored,) = ledger.view().standing("forecast")
    assert isinstance(stored.noun, Forecast)
    assert stored.noun.claim.above == 1.5
    with pytest.raises(UnfitRows, match="'above' holds '1,5'"):
        take(header.replace(";", ",") + 'price,,,Ann,2021-06-26,70%,"1,5",2021-09-25\n')


def test_windows_1252_is_told(take: Taking) -> None:
    """Nothing in the bytes says so: it is an assumption, and is kept with the import."""
    done = take("slug,name\njm,Jürgen\n".encode("cp1252"))
    assert list(done.assumptions) == ["The file is not UTF-8, and is read as Windows-1252."]
