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
