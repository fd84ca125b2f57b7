"""Which files an import reads, and by which format."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from forecasts.errors import UnfitFile, UnfitNoun
from forecasts.exchange.folders import data_files
from forecasts.exchange.importing import import_file
from forecasts.exchange.mapping.mappings import mapping_from_options
from forecasts.exchange.options import ImportOptions
from forecasts.ledger import Ledger

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
FATEBOOK = (
    "Question title,Forecast created by,Forecast (scale = 0-1),Forecast created at,Question resolve by,"
    "Resolution\n"
)


def test_a_file_that_is_named_twice_is_there_once(tmp_path: Path) -> None:
    """By another way to it, too; and rows that were refused are no data."""
    (tmp_path / "a.csv").write_text("")
    (tmp_path / "a.bad.csv").write_text("")
    twice = [tmp_path / "a.csv", tmp_path, tmp_path / ".." / tmp_path.name / "a.csv"]
    assert data_files(twice) == [tmp_path / "a.csv"]


def test_a_wrong_format_is_refused_with_the_right_one(tmp_path: Path, ledger: Ledger) -> None:
    """The header tells which tool wrote it."""
    path = tmp_path / "export.csv"
    path.write_text(FATEBOOK)
    with pytest.raises(UnfitFile, match="say --format fatebook"):
        import_file(path, ledger, by="ann", now=NOW, options=ImportOptions(form="predictionbook"))


def test_a_format_and_a_mapping_are_one_too_many(tmp_path: Path, ledger: Ledger) -> None:
    """Either the tool says what the columns mean, or the person."""
    path = tmp_path / "export.csv"
    path.write_text(FATEBOOK)
    options = ImportOptions(
        form="fatebook", mapping=mapping_from_options(["question=Question title", "outcome=Resolution"])
    )
    with pytest.raises(UnfitNoun, match="leave one of them out"):
        import_file(path, ledger, by="ann", now=NOW, options=options)
