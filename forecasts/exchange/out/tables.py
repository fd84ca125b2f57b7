"""Our own tables out: five kinds of rows as CSV files, one a noun, and two for what else stands."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.exchange.out.records import count
from forecasts.exchange.out.rows import FILES, OwnRows
from forecasts.exchange.out.summary import ExportSummary
from forecasts.writing import new_folder

if TYPE_CHECKING:
    from forecasts.ledger.view import View


def write(view: View, place: Path, summary: ExportSummary) -> None:
    """Write what stands into a folder, a CSV file a noun; of what is empty there is no file."""
    sheets = OwnRows(view=view)
    with new_folder(place) as folder:
        for name, layout in FILES.items():
            lines = sheets.lines(layout)
            if (first := next(lines, None)) is None:
                continue
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                for line in chain([first], lines):
                    file.write(line)
                    summary.wrote(name, layout.noun)
    count_history(view, summary)


def count_history(view: View, summary: ExportSummary) -> None:
    """Count what only the chain carries: versions that no longer stand, and how the ledger came about."""
    fallen = sum(not view.stands(handle) for handle in view.amendments)
    for noun, number, reason in (
        ("record", fallen, "corrected or taken back as a mistake, with the reason"),
        ("import", count(view, "import"), "with what was assumed of its file"),
        ("seal", count(view, "seal"), "of a forecast, which tell a digest alone"),
        ("erasure", count(view, "erasure"), "of an archived text"),
    ):
        if number:
            summary.omit(noun, reason, number)
