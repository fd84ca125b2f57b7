"""A stray cell at the end of a sheet, or beyond it, costs neither time nor memory, and is told."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from forecasts.errors import UnfitFile
from forecasts.exchange import workbooks
from forecasts.exchange.files import DataFile
from tests.shell import Shell

LAST = 1_048_576


def book(path: Path, *, row: str = str(LAST)) -> Path:
    """A workbook of two forecasts and a stray cell in its last row, or in another that is written there."""
    made = Workbook()
    sheet = made.create_sheet("table", 0)
    for line in (["event", "probability", "outcome"], ["a", 0.25, 1], ["b", 0.5, 0]):
        sheet.append(line)
    sheet.cell(LAST, 1, "stray")
    made.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(
                name, data.replace(str(LAST).encode(), row.encode()) if "sheet" in name else data
            )
    return path


def test_a_stray_cell_in_the_last_row_is_read_at_once(tmp_path: Path) -> None:
    """With the number of its row; the million rows before it, which are not there, are not made."""
    started = time.process_time()
    rows = list(workbooks.grid(DataFile.at(book(tmp_path / "stray.xlsx"))))
    assert [(row.number, row.cells[0]) for row in rows] == [(1, "event"), (2, "a"), (3, "b"), (LAST, "stray")]
    assert time.process_time() - started < 10


@pytest.mark.parametrize("row", [str(LAST + 1), "999999999999"])
def test_a_row_beyond_the_sheet_is_refused(tmp_path: Path, row: str) -> None:
    """It is neither waited for nor left out in silence."""
    started = time.process_time()
    with pytest.raises(UnfitFile, match=r"has a row beyond 1,048,576, the last that a sheet can have: open"):
        list(workbooks.grid(DataFile.at(book(tmp_path / "beyond.xlsx", row=row))))
    assert time.process_time() - started < 10


def test_verify_names_the_stray_row(shell: Shell, tmp_path: Path) -> None:
    """The two rows of the table are scored, and the stray one is named."""
    said = shell("verify", str(book(tmp_path / "stray.xlsx")))
    assert "1,048,576" in said or "1048576" in said


@pytest.mark.parametrize("header", [True, False])
def test_a_cell_beyond_the_last_column_is_refused_and_named(
    shell: Shell, tmp_path: Path, *, header: bool
) -> None:
    """By import and by verify, rather than passed over in silence; an empty one there is nothing."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for line in (["event", "probability", "outcome"], ["a", 0.25, 1], ["b", 0.5, 0]):
        sheet.append(line)
    sheet.cell(1 if header else 3, 201, "stray")
    sheet.cell(2, 300, " ")
    made.save(tmp_path / "wide.xlsx")
    shell("init")
    where = rf"beyond column 200, in row {1 if header else 3} of sheet 'Sheet' (stray): delete"
    for command in ("import", "verify"):
        refused = shell.refusal(command, str(tmp_path / "wide.xlsx"))
        assert where in " ".join(refused.split())
    sheet.cell(1 if header else 3, 201).value = None
    made.save(tmp_path / "wide.xlsx")
    assert "2 forecasts" in shell("verify", str(tmp_path / "wide.xlsx"))
