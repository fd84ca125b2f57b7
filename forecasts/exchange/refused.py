"""Rows that were left out of an import, written down with the reason for each."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from forecasts.errors import StorageFailed
from forecasts.exchange.cells import guarded
from forecasts.exchange.format import RefusedRow


def write_refused(path: Path, bad: Iterable[RefusedRow]) -> Path:
    """Write bad rows to a new CSV file: line, reason, and the row as it stood; none is overwritten."""
    try:
        with path.open("x", encoding="utf-8", newline="", errors="replace") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("line", "reason", "row"))
            writer.writerows((row.line, guarded(row.reason), guarded(row.text)) for row in bad)
    except FileExistsError as error:
        raise StorageFailed(str(path), "exists already", "move it away, then import again") from error
    return path
