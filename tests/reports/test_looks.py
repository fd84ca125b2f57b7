"""What every renderer makes of the founding case stays as it is; `pytest --update-golden` writes it anew."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from forecasts.ledger.view import View
from reports import calibration, comparison, period_report, render, scorecard
from reports.demonstration import filled_ledger
from reports.period import Period
from reports.report import LedgerReport
from reports.schemas import schema
from tests.reports.render.laid import drawings

GOLDEN = Path(__file__).parents[1] / "golden" / "looks"
NOW, ON = datetime(2026, 1, 5, 12, tzinfo=UTC), date(2021, 12, 31)
YEAR = Period.read("2021", today=ON)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    """The founding case as its seeds have it."""
    with filled_ledger(tmp_path_factory.mktemp("looks") / "ledger.db", by="ann", now=NOW) as ledger:
        yield ledger.view()


REPORTS: dict[str, Callable[[View], LedgerReport]] = {
    "scorecard": lambda view: scorecard(view, forecaster="alexander-mikhailovsky", on=ON),
    "calibration": lambda view: calibration(view, on=ON),
    "comparison": lambda view: comparison(view, on=ON),
    "period": lambda view: period_report(view, period=YEAR, on=ON),
}


def settled(report: LedgerReport) -> LedgerReport:
    """The report without what differs from run to run and from machine to machine: salts and versions."""
    return replace(report, heading=replace(report.heading, head="0" * 64, libraries=(), version="0"))


def terminal(report: LedgerReport) -> str:
    """A terminal of 80 columns without colour."""
    return render.terminal(report, width=80, colour=False)


def page(report: LedgerReport) -> str:
    """The web page without its style, its script, and the drawing inside its charts."""
    text = re.sub(r"<(style|script)>.*?</\1>", "", render.html(report), flags=re.DOTALL)
    for drawn in drawings(text):
        opening, _, inside = drawn.partition(">")
        told = inside.partition("</desc>")[0] + "</desc>" if "</desc>" in inside else ""
        text = text.replace(drawn, f"{opening}>{told}</svg>")
    return text


def typeset(report: LedgerReport) -> str:
    """The words of the PDF, whatever line they stand on."""
    pytest.importorskip("typst", reason="typst is not installed")
    from pypdf import PdfReader

    pages = PdfReader(BytesIO(render.pdf(report))).pages
    words = " ".join(page.extract_text() for page in pages).split()
    return re.sub(r"Page \d+ of \d+", "", " ".join(words)).replace(" ", "") + "\n"


def tables(report: LedgerReport) -> str:
    """Every table as CSV, one after the other."""
    return "".join(f"{name}\n{text}" for name, text in render.tables(report).items())


LOOKS: dict[str, Callable[[LedgerReport], str]] = {
    "txt": terminal,
    "md": render.markdown,
    "json": render.as_json,
    "html": page,
    "csv": tables,
    "pdf.txt": typeset,
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", REPORTS)
def test_a_report_looks_as_it_did(name: str, look: str, view: View, update_golden: bool) -> None:
    """A change here is a change of what readers see: look at it before it is written anew."""
    text = LOOKS[look](settled(REPORTS[name](view)))
    file = GOLDEN / f"{name}.{look}"
    if update_golden:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", REPORTS)
def test_the_json_has_the_shape_that_is_documented(name: str, view: View) -> None:
    """By the schema in `docs/schemas`."""
    report = REPORTS[name](view)
    validator = Draft202012Validator(schema(report.name))
    assert [error.message for error in validator.iter_errors(json.loads(render.as_json(report)))] == []
