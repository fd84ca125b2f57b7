"""`verify` reads what `import` reads, and finds the same figures whatever holds the table."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from forecasts.errors import TrackerError
from tracker.verification import Verification, verify

ROWS = [("0.8", "1"), ("0.6", "1"), ("0.3", "0"), ("0.5", "0"), ("0.1", "0"), ("0.7", "1"), ("0.05", "0")]
PLAIN = "probability,outcome\n" + "".join(f"{p},{y}\n" for p, y in ROWS)
PERCENTS = [(f"{100 * float(p):g}%", "yes" if y == "1" else "No") for p, y in ROWS]


def brier(path: Path, **said: object) -> tuple[int, float]:
    """How many forecasts, and their mean Brier score."""
    found = verify(path, seed=1, **said)  # type: ignore[arg-type]
    assert isinstance(found, Verification)
    return int(found.figures.n), float(getattr(found.figures, "brier"))  # noqa: B009 - figures of chances


def lines(rows: list[tuple[str, str]], separator: str = ",", head: str = "") -> str:
    """A table of these rows."""
    return head + "\n".join(separator.join(row) for row in [("probability", "outcome"), *rows]) + "\n"


GERMAN = [(p.replace(".", ","), "ja" if y == "1" else "nein") for p, y in ROWS]
MARKDOWN = [("| probability", "outcome |"), ("|---", "---|")] + [(f"| {p}", f"{y} |") for p, y in PERCENTS]
FORMS = {
    "percents.csv": lines(PERCENTS).encode(),
    "semicolons.csv": lines(GERMAN, ";").encode(),
    "tabs.tsv": lines(PERCENTS, "\t").encode(),
    "sixteen.csv": lines(GERMAN, "\t").encode("utf-16"),
    "sep.csv": lines(PERCENTS, ";", "sep=;\n").encode(),
    "titled.csv": (
        "Log,,\n" + "".join(f"{p},{y},x\n" for p, y in [("probability", "outcome"), *ROWS])
    ).encode(),
    "rows.json": json.dumps([{"probability": p, "outcome": y} for p, y in PERCENTS]).encode(),
    "rows.jsonl": "".join(
        json.dumps({"probability": float(p), "outcome": y}) + "\n" for p, y in ROWS
    ).encode(),
    "log.md": "\n".join("|".join(row) for row in MARKDOWN).encode(),
    "log.csv.gz": gzip.compress(lines(GERMAN, ";").encode()),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_figures_are_the_same_whatever_holds_the_table(tmp_path: Path, name: str) -> None:
    """As of plain CSV."""
    plain, path = tmp_path / "plain.csv", tmp_path / name
    plain.write_text(PLAIN, encoding="utf-8")
    path.write_bytes(FORMS[name])
    assert brier(path) == pytest.approx(brier(plain), abs=1e-12)


def test_a_workbook_too(tmp_path: Path) -> None:
    """A cell that shows as a percentage is one."""
    openpyxl = pytest.importorskip("openpyxl")
    book, plain = openpyxl.Workbook(), tmp_path / "plain.csv"
    plain.write_text(PLAIN, encoding="utf-8")
    book.active.append(["probability", "outcome"])
    for row, (p, y) in enumerate(ROWS, start=2):
        book.active.append([float(p), y == "1"])
        book.active.cell(row, 1).number_format = "0%"
    book.save(tmp_path / "rows.xlsx")
    assert brier(tmp_path / "rows.xlsx") == pytest.approx(brier(plain), abs=1e-12)


def test_a_column_a_forecaster(tmp_path: Path) -> None:
    """An empty cell is no forecast; each has figures of their own."""
    path = tmp_path / "wide.csv"
    rows = [f"e{number},{y},{p},{'' if number % 2 else p}" for number, (p, y) in enumerate(ROWS)]
    path.write_text("event,outcome,Ann,Ben\n" + "\n".join(rows) + "\n", encoding="utf-8")
    found = verify(path, seed=1, wide=("Ann", "Ben"), by=("forecaster",))
    assert {name: figures.n for name, figures in found.groups.items()} == {"Ann": 7, "Ben": 4}
    with pytest.raises(TrackerError, match="has no column 'Cy'"):
        verify(path, seed=1, wide=("Cy",))


def test_a_fraction_among_percents_is_a_row_by_name(tmp_path: Path) -> None:
    """0.3 beside 70% may be 0.3% or 30%."""
    path = tmp_path / "mixed.csv"
    path.write_text("probability,outcome\n70%,1\n0.3,0\n60,1\n", encoding="utf-8")
    found = verify(path, seed=1, percent=True)
    assert [str(problem) for problem in found.problems] == [
        "line 3: the probability '0.3' may be a fraction among percents: write 0.3% or 30%"
    ]


def test_what_is_open_is_no_outcome(tmp_path: Path) -> None:
    """A row without an answer is left out, and counted."""
    path = tmp_path / "open.csv"
    path.write_text("probability,outcome\n70%,yes\n30%,open\n", encoding="utf-8")
    assert verify(path, seed=1).bad_rows == 1
