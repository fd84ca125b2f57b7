"""A table is found in whatever people keep it: sheets with titles, lists, JSON, a column a forecaster."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forecasts.errors import TrackerError, UnfitFile, UnfitNoun, UnfitRows
from forecasts.exchange.files import DataFile
from forecasts.exchange.importing import import_file
from forecasts.exchange.mapping.mappings import mapping_from_options
from forecasts.exchange.options import ImportOptions
from forecasts.exchange.summary import Imported
from forecasts.ledger import Ledger
from forecasts.model import Forecast, Outcome, OutcomeKind, Question

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
PARTS = ("question=Question", "p=Prob", "made=Made", "deadline=Due", "outcome=Outcome")
ROW = "Rain,70%,2024-01-02,2024-02-01,no"

Bring = Callable[..., Imported]


@pytest.fixture
def bring(ledger: Ledger, tmp_path: Path) -> Bring:
    """Import a file of some bytes, with what its columns mean."""

    def brought(
        name: str, content: str | bytes, *columns: str, wide: tuple[str, ...] = (), **said: object
    ) -> Imported:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        mapping = mapping_from_options(columns, wide=wide) if columns else None
        options = ImportOptions(mapping=mapping, **{"me": "Ann", **said})  # type: ignore[arg-type]
        return import_file(path, ledger, by="ann", now=NOW, options=options)

    return brought


def forecasts(ledger: Ledger) -> list[tuple[str, str, float]]:
    """Question, forecaster and chance of each forecast."""
    found = [stored.noun for stored in ledger.view().standing("forecast")]
    return [
        (noun.question, noun.forecaster, getattr(noun.belief, "p"))  # noqa: B009 - a belief of any kind
        for noun in found
        if isinstance(noun, Forecast)
    ]


def test_a_column_a_forecaster(ledger: Ledger, bring: Bring) -> None:
    """An empty cell is no forecast."""
    rows = "Rain,2024-01-02,2024-02-01,no,70%,\nSnow,2024-01-02,2024-02-01,no,10%,20%\n"
    text = f"Question,Made,Due,Outcome,Ann,Ben\n{rows}"
    bring("wide.csv", text, *(part for part in PARTS if not part.startswith("p=")), wide=("Ann", "Ben"))
    assert forecasts(ledger) == [("rain", "ann", 0.7), ("snow", "ann", 0.1), ("snow", "ben", 0.2)]


def test_several_columns_make_one_question(ledger: Ledger, bring: Bring) -> None:
    """As `tracker verify --event a,b,c` takes them."""
    text = "date,home,away,p,won\n2023-09-10,Reds,Blues,0.6,0\n2023-09-17,Reds,Blues,0.4,0\n"
    columns = ("question=date,home,away", "p=p", "made=date", "deadline=date", "outcome=won")
    bring("games.csv", text, *columns, percent=False)
    stated = [
        stored.noun.statement
        for stored in ledger.view().standing("question")
        if isinstance(stored.noun, Question)
    ]
    assert stated == ["2023-09-10, Reds, Blues", "2023-09-17, Reds, Blues"]


TITLED = (
    "Log of 2024,,,,\n,,,,\nQuestion,Chance,Dates,,Result\n,,made,due,\nRain,80%,2024-01-02,2024-02-01,no\n"
)
TITLED_PARTS = ("question=Question", "p=Chance", "made=Dates made", "deadline=Dates due", "outcome=Result")


def test_a_title_and_two_rows_of_header_are_found(ledger: Ledger, bring: Bring) -> None:
    """A name over several columns holds for all of them."""
    bring("titled.csv", TITLED, *TITLED_PARTS)
    assert forecasts(ledger) == [("rain", "ann", 0.8)]


def test_a_header_that_somebody_names_is_taken(bring: Bring) -> None:
    """Whatever stands above it."""
    text = f"a,b,c,d,e\nQuestion,Prob,Made,Due,Outcome\n{ROW}\n"
    with pytest.raises(TrackerError, match="has no column"):
        bring("said.csv", text, *PARTS)
    assert bring("said.csv", text, *PARTS, header_row=2).new["forecast"] == 1


def test_a_header_of_one_row_is_never_taken_for_a_title() -> None:
    """Nor a first row of texts for the second row of a header."""
    file = DataFile.of("bets.csv", b"Question,Who,Note\nRain,Ann,\nSnow,Ben,x\n")
    assert file.columns == ("Question", "Who", "Note")
    assert [cells["Question"] for cells in file.rows()] == ["Rain", "Snow"]


def test_a_sheet_with_merged_cells_and_serial_dates(ledger: Ledger, bring: Bring, tmp_path: Path) -> None:
    """Merged downwards, the cells all hold what stands in the first."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["notes"])
    sheet = book.create_sheet("log")
    for row in (
        ["My log"],
        ["Question", "Who", "Prob", "Made", "Due", "Outcome"],
        ["Rain", "Ann", 0.7, date(2024, 1, 2), date(2024, 2, 1), "no"],
        [None, "Ben", 0.2, date(2024, 1, 2), date(2024, 2, 1), "no"],
    ):
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    for cell in ("C3", "C4"):
        sheet[cell].number_format = "0%"
    book.save(tmp_path / "book.xlsx")
    data = (tmp_path / "book.xlsx").read_bytes()
    bring("log.xlsx", data, *PARTS, "forecaster=Who")
    assert forecasts(ledger) == [("rain", "ann", 0.7), ("rain", "ben", 0.2)]
    with pytest.raises(UnfitFile, match="choose among Sheet, log"):
        bring("log.xlsx", data, *PARTS, sheet="other")


LIST = (
    "# Predictions\n\n## World\n1. Rain: 70%\n2. ~~Snow: 20%~~\n3. **Hail: 85%**\n\n"
    "ECONOMY\n- 40% - Inflation\n"
)


def test_a_list_of_predictions(ledger: Ledger, bring: Bring) -> None:
    """Struck out did not come true, bold did; the heading above is the topic."""
    said = {"made": "2024-01-01", "deadline": "2024-12"}
    bring("2024.md", LIST, constants=said)
    assert [p for _, _, p in forecasts(ledger)] == [0.7, 0.2, 0.85, 0.4]
    outcomes = [stored.noun for stored in ledger.view().standing("outcome")]
    assert [noun.kind for noun in outcomes if isinstance(noun, Outcome)] == [
        OutcomeKind.NOT_THROUGH,
        OutcomeKind.HAPPENED,
    ]
    topics = [
        stored.noun.topic
        for stored in ledger.view().standing("question")
        if isinstance(stored.noun, Question)
    ]
    assert topics == ["World", "World", "World", "ECONOMY"]


def test_a_list_without_a_day_says_what_to_say(bring: Bring) -> None:
    """And a point without a chance is named by its line."""
    with pytest.raises(UnfitNoun, match="--set made=2024-01-01"):
        bring("2024.md", LIST)
    with pytest.raises(UnfitRows, match="line 1: There is no statement with its chance"):
        bring("2025.md", "1. At 3% or so\n2. Rain: 70%\n", constants={"made": "2024-01-01"})


@pytest.mark.parametrize(
    ("name", "rule"), [("log.md", "|---|---:|---|---|---|"), ("log.org", "|---+---+---+---+---|")]
)
def test_a_table_in_a_text(ledger: Ledger, bring: Bring, name: str, rule: str) -> None:
    """Of Markdown or of org mode."""
    rows = [part.partition("=")[2] for part in PARTS], ROW.split(",")
    head, row = ("| " + " | ".join(cells) + " |" for cells in rows)
    bring(name, f"Some words\n\n{head}\n{rule}\n{row}\n\nMore\n", *PARTS)
    assert forecasts(ledger) == [("rain", "ann", 0.7)]


JSON_PARTS = ("question=title", "p=forecast.yes", "made=forecast.at", "deadline=due", "outcome=resolution")
OBJECT = {
    "title": "Rain",
    "forecast": {"yes": 0.3, "at": 1735689600},
    "due": "2025-03-01",
    "resolution": "no",
}


@pytest.mark.parametrize(
    "text", [json.dumps([OBJECT]), json.dumps({"n": 1, "results": [OBJECT]}), f"{json.dumps(OBJECT)}\n"]
)
def test_json_is_a_table_by_dotted_names(ledger: Ledger, bring: Bring, text: str) -> None:
    """A list, a list under a key, or an object a line."""
    bring("a.json", text, *JSON_PARTS, percent=False)
    assert forecasts(ledger) == [("rain", "ann", 0.3)]


def test_json_lines_that_break_off_name_their_line(bring: Bring) -> None:
    """In a sentence."""
    with pytest.raises(UnfitFile, match="is not JSON on line 2"):
        bring("a.jsonl", f'{json.dumps(OBJECT)}\n{{"title": \n', *JSON_PARTS, percent=False)


def test_what_is_gzipped_is_read_unpacked(ledger: Ledger, bring: Bring) -> None:
    """By its first bytes, not its name."""
    bring("a.csv.gz", gzip.compress(f"Question,Prob,Made,Due,Outcome\n{ROW}\n".encode()), *PARTS)
    assert forecasts(ledger) == [("rain", "ann", 0.7)]


def test_folders_of_a_partitioned_table_are_columns(ledger: Ledger, bring: Bring) -> None:
    """As `made=2024-01-02` in its path."""
    text = "Question,Prob,Due,Outcome\nRain,70%,2024-02-01,no\n"
    bring("Made=2024-01-02/part-0.csv", text, *PARTS)
    assert forecasts(ledger) == [("rain", "ann", 0.7)]


def test_german_headings_and_numbers(ledger: Ledger, bring: Bring) -> None:
    """With semicolons, decimal commas and days with points."""
    text = "Frage;Wahrscheinlichkeit;Datum;Frist;Ergebnis\nRegen;72,5 %;02.01.2024;31. Januar 2024;nein\n"
    columns = ("question=Frage", "p=Wahrscheinlichkeit", "made=Datum", "deadline=Frist", "outcome=Ergebnis")
    bring("de.csv", text.encode("cp1252"), *columns, day_first=True)
    assert forecasts(ledger) == [("regen", "ann", 0.725)]


def test_lines_of_a_list_without_a_chance_are_told(bring: Bring) -> None:
    """How many, and the first: a point, a sentence and a line of words; headings and rules are none."""
    text = """# Predictions
1. It rains: 70%
2. It snows
---
World:
3. **It hails**: 20%
Of the 70% two came true.
It thaws
"""
    done = bring("list.md", text, constants={"made": "2024-01-02", "deadline": "2024-02-01"})
    assert [
        (notice.count, notice.first) for notice in done.notices if "is passed over" in notice.sentence
    ] == [(3, "line 3: 2. It snows")]
    assert done.new["forecast"] == 2


def test_rows_of_a_later_table_are_told(bring: Bring) -> None:
    """Only the first table of a text is read."""
    rows = [
        "| Question | Prob | Made | Due | Outcome |",
        "|---|---|---|---|---|",
        f"| {ROW.replace(',', ' | ')} |",
    ]
    done = bring("two.md", "\n".join([*rows, "", "Later:", "", *rows, ""]), *PARTS)
    (told,) = (notice for notice in done.notices if "is passed over" in notice.sentence)
    assert (told.count, told.first[:8]) == (2, "line 7: ")
