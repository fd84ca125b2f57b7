"""Spreadsheets as people keep them: with commas, semicolons, in Excel and in Markdown they say the same."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from forecasts.exchange.importing import import_file
from forecasts.exchange.mapping.mappings import mapping_from_options
from forecasts.exchange.options import ImportOptions
from forecasts.ledger import Ledger
from forecasts.model import Chance, Forecast
from tracker.verification import Columns, verify

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
NAMES = ["Question", "Chance", "Made", "Due", "Result"]
RAIN = ["Will it rain", "70%", "2024-01-02", "2024-02-01", "yes"]
SNOW = ["Will it snow", "30%", "2024-01-02", "2024-02-01", "no"]
PLAIN = {"question": "Question", "p": "Chance", "made": "Made", "deadline": "Due", "outcome": "Result"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Odd:
    """A sheet, what its columns mean, and what comes of it: the chances, and how many rows are refused."""

    rows: list[list[str]]
    parts: dict[str, str] = field(default_factory=lambda: PLAIN)
    wide: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    percent: bool | None = None
    chances: tuple[float, ...] = (0.7, 0.3)
    refused: str = ""
    said: dict[str, object] = field(default_factory=dict)


WIDE = {"question": "Question", "made": "Made", "deadline": "Due", "outcome": "Result"}
TWO = ["Question", "Chance", "Dates", "", "Result"]
SHEETS = {
    "a title": Odd(rows=[["My forecasts of 2024"], NAMES, RAIN, SNOW], merged=("A1:E1",)),
    "notes above": Odd(rows=[["Log", "", "v2"], ["Owner:", "Ann"], [], NAMES, RAIN, SNOW]),
    "two header rows": Odd(
        rows=[TWO, ["", "", "made", "due"], RAIN, SNOW],
        parts=PLAIN | {"made": "Dates made", "deadline": "Dates due"},
        merged=("C1:D1",),
    ),
    "a title, two header rows, merged cells": Odd(
        rows=[["My forecasts of 2024"], [], TWO, ["", "", "made", "due"], RAIN, SNOW],
        parts=PLAIN | {"made": "Dates made", "deadline": "Dates due"},
        merged=("A1:E1", "C3:D3", "A3:A4", "B3:B4", "E3:E4"),
    ),
    "a total": Odd(rows=[NAMES, RAIN, SNOW, ["Total", "50%"]], refused="The row 'Total' is no question"),
    "an average elsewhere": Odd(
        rows=[NAMES, RAIN, SNOW, ["", "", "", "Average", "50%"]], refused="The row 'Average' is no question"
    ),
    "blank rows": Odd(rows=[NAMES, [], RAIN, [], [], SNOW, []]),
    "blank columns": Odd(rows=[["", *NAMES], ["1", *RAIN], ["2", *SNOW]]),
    "serial dates": Odd(
        rows=[NAMES, [*RAIN[:2], "45293", "45323", "1"], [*SNOW[:2], "45293", "45323", "0"]],
        said={"excel_dates": True},
    ),
    "German": Odd(
        rows=[
            ["Frage", "Wahrscheinlichkeit", "Datum", "Frist", "Ergebnis"],
            ["Regnet es", "0,7", "02.01.2024", "15.02.2024", "WAHR"],
            ["Schneit es", "0,35", "14.01.2024", "01.02.2024", "FALSCH"],
        ],
        parts=dict(zip(PLAIN, ["Frage", "Wahrscheinlichkeit", "Datum", "Frist", "Ergebnis"], strict=True)),
        percent=False,
        chances=(0.7, 0.35),
    ),
    "French": Odd(
        rows=[
            ["Question", "Probabilité", "Date", "Échéance", "Résultat"],
            ["Il pleut", "70 %", "02/01/2024", "15/02/2024", "oui"],
            ["Il neige", "35,5 %", "14/01/2024", "01/02/2024", "faux"],
        ],
        parts=dict(zip(PLAIN, ["Question", "Probabilité", "Date", "Échéance", "Résultat"], strict=True)),
        chances=(0.7, 0.355),
    ),
    "a column a forecaster": Odd(
        rows=[
            ["Question", "Made", "Due", "Ann", "Ben", "Chris", "Result"],
            ["Rain", "2024-01-02", "2024-02-01", "0.7", "0.6", "", "1"],
            ["Snow", "2024-01-02", "2024-02-01", "0.3", "", "0.2", "0"],
        ],
        parts=WIDE,
        wide=("Ann", "Ben", "Chris"),
        percent=False,
        chances=(0.7, 0.6, 0.3, 0.2),
    ),
    "several columns that make a question": Odd(
        rows=[
            ["Date", "Home", "Away", "P", "Made", "Won"],
            ["2024-02-01", "Reds", "Blues", "0.7", "2024-01-02", "yes"],
            ["2024-02-02", "Reds", "Blues", "0.6", "2024-01-02", "no"],
        ],
        parts={"question": "Date,Home,Away", "p": "P", "made": "Made", "deadline": "Date", "outcome": "Won"},
        percent=False,
        chances=(0.7, 0.6),
    ),
}


def in_semicolons(rows: list[list[str]]) -> bytes:
    """As a German Excel saves CSV."""
    return b"sep=;\n" + in_csv(rows, ";")


def in_csv(rows: list[list[str]], mark: str = ",") -> bytes:
    """With one mark between the cells."""
    text = io.StringIO()
    csv.writer(text, delimiter=mark).writerows(rows)
    return text.getvalue().encode()


def in_excel(odd: Odd) -> bytes:
    """A sheet with merged cells."""
    book = Workbook()
    sheet = book.active
    for row in odd.rows:
        sheet.append([cell or None for cell in row])
    for cells in odd.merged:
        sheet.merge_cells(cells)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def in_markdown(rows: list[list[str]]) -> bytes:
    """A table below a heading."""
    width = max(map(len, rows))
    full = [[*row, *[""] * (width - len(row))] for row in rows if row]
    lines = [f"| {' | '.join(row)} |" for row in full]
    return "\n".join(["# My log", "", lines[0], "|" + "---|" * width, *lines[1:], ""]).encode()


def written(odd: Odd, look: str, folder: Path) -> Path:
    """The sheet as a file."""
    path = folder / f"sheet.{look.partition(' ')[0]}"
    made = {"csv": in_csv, "csv with semicolons": in_semicolons, "md": in_markdown}
    path.write_bytes(in_excel(odd) if look == "xlsx" else made[look](odd.rows))
    return path


LOOKS = ("csv", "csv with semicolons", "xlsx", "md")
CASES = [
    (kind, look)
    for kind, odd in SHEETS.items()
    for look in LOOKS
    if look != "md" or all(len(odd.rows[0]) >= len(row) for row in odd.rows)  # Markdown has one header row
    if look != "md" or "two header rows" not in kind
]


@pytest.mark.parametrize(("kind", "look"), CASES)
def test_an_odd_sheet_is_imported(ledger: Ledger, tmp_path: Path, kind: str, look: str) -> None:
    """Every forecast with its chance and its days, and nothing else; a total is refused in a sentence."""
    odd = SHEETS[kind]
    mapping = mapping_from_options(tuple(f"{part}={name}" for part, name in odd.parts.items()), wide=odd.wide)
    options = ImportOptions(mapping=mapping, me="Ann", percent=odd.percent, skip_bad=True, **odd.said)  # type: ignore[arg-type]
    done = import_file(written(odd, look, tmp_path), ledger, by="ann", now=NOW, options=options)
    found = [stored.noun for stored in ledger.view().standing("forecast")]
    beliefs = [noun.belief for noun in found if isinstance(noun, Forecast)]
    assert [belief.p for belief in beliefs if isinstance(belief, Chance)] == pytest.approx(odd.chances)
    assert {noun.made_on.year for noun in found if isinstance(noun, Forecast)} == {2024}
    assert all(noun.claim.deadline > date(2024, 1, 31) for noun in found if isinstance(noun, Forecast))  # type: ignore[operator]
    assert len(list(ledger.view().standing("outcome"))) == 2
    assert len(done.refused) == bool(odd.refused)
    assert all(odd.refused in row.reason and "--skip-bad" in row.reason for row in done.refused)


@pytest.mark.parametrize(("kind", "look"), CASES)
def test_an_odd_sheet_is_verified(tmp_path: Path, kind: str, look: str) -> None:
    """`verify` finds the same chances, and passes over the total, which has no outcome or no chance."""
    odd = SHEETS[kind]
    columns = Columns(
        probability=odd.parts.get("p"),
        outcome=odd.parts["outcome"],
        event=tuple(odd.parts["question"].split(",")),
    )
    found = verify(str(written(odd, look, tmp_path)), columns=columns, wide=odd.wide, seed=1)
    assert found.rows - found.bad_rows == len(odd.chances)
