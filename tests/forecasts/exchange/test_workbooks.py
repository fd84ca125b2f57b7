"""Workbooks read: our template filled in, and what is refused."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from forecasts.errors import UnfitFile, UnfitRows
from forecasts.exchange.importing import import_file
from forecasts.exchange.out import template
from forecasts.ledger import Ledger
from forecasts.model import Chance, Forecast
from tests.forecasts.exchange.out.ledgers import NOW


def filled(folder: Path, **cells: Any) -> Path:
    """The template with one row filled in."""
    path = folder / "forecasts.xlsx"
    template.write(path)
    book = openpyxl.load_workbook(path)
    sheet = book["forecasts"]
    names = [cell.value for cell in sheet[1]]
    for name, value in cells.items():
        sheet.cell(row=3, column=names.index(name) + 1, value=value)
    book.save(path)
    return path


ROW = {"question": "kabul", "statement": "Kabul falls", "forecaster": "Ann", "said": date(2021, 6, 25)}


def test_the_template_can_be_filled_in(ledger: Ledger, tmp_path: Path) -> None:
    """Dates are dates; explanations and examples are no rows."""
    path = filled(tmp_path, **ROW, chance=0.7, deadline=date(2021, 9, 25))
    done = import_file(path, ledger, by="ann", now=NOW)
    assert (done.new["forecast"], done.new["question"]) == (1, 1)
    (stored,) = ledger.view().standing("forecast")
    assert isinstance(stored.noun, Forecast)
    assert (stored.noun.made_on, stored.noun.belief) == (date(2021, 6, 25), Chance.stated(0.7))


def test_the_template_alone_has_nothing_to_record(ledger: Ledger, tmp_path: Path) -> None:
    """Its explanations and examples are passed over."""
    template.write(tmp_path / "empty.xlsx")
    with pytest.raises(UnfitFile, match="no rows"):
        import_file(tmp_path / "empty.xlsx", ledger, by="ann", now=NOW)


def test_the_template_offers_choices(tmp_path: Path) -> None:
    """Kinds and scales are lists to choose from."""
    book = openpyxl.load_workbook(filled(tmp_path))
    offered = {str(rule.formula1) for rule in book["forecasts"].data_validations.dataValidation}
    assert '"event,choice,ordered,quantity"' in offered
    assert any("icd203" in formula for formula in offered)


def test_a_percentage_keeps_its_sign(ledger: Ledger, tmp_path: Path) -> None:
    """100% typed into a cell is stored as 1, which alone would be refused."""
    path = filled(tmp_path, **ROW, chance=1, deadline=date(2021, 9, 25))
    book = openpyxl.load_workbook(path)
    sheet = book["forecasts"]
    column = [cell.value for cell in sheet[1]].index("chance") + 1
    sheet.cell(row=3, column=column).number_format = "0%"
    book.save(path)
    import_file(path, ledger, by="ann", now=NOW)
    (stored,) = ledger.view().standing("forecast")
    assert isinstance(stored.noun, Forecast)
    assert stored.noun.belief == Chance.stated(1.0)


def test_a_formula_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    """With its sheet, its line and what to do."""
    path = filled(tmp_path, **ROW, chance="=0.5+0.2", deadline=date(2021, 9, 25))
    with pytest.raises(UnfitRows, match=r"line 3: Sheet forecasts: .*paste the value"):
        import_file(path, ledger, by="ann", now=NOW)


def test_an_unknown_column_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    """With the nearest name."""
    path = filled(tmp_path, **ROW)
    book = openpyxl.load_workbook(path)
    sheet = book["forecasts"]
    sheet.cell(row=1, column=[cell.value for cell in sheet[1]].index("chance") + 1, value="chanse")
    book.save(path)
    with pytest.raises(UnfitFile, match="did you mean chance"):
        import_file(path, ledger, by="ann", now=NOW)


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
def test_a_damaged_workbook_is_refused(ledger: Ledger, tmp_path: Path, member: str) -> None:
    """In one sentence, whatever is wrong with it."""
    whole, broken = filled(tmp_path, **ROW), tmp_path / "broken.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[: len(data) // 2] if name == member else data)
    with pytest.raises(UnfitFile):
        import_file(broken, ledger, by="ann", now=NOW)


def test_a_workbook_that_swells_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    """Before it is unpacked."""
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (300 * 2**20))
    with pytest.raises(UnfitFile, match="swells"):
        import_file(bomb, ledger, by="ann", now=NOW)
