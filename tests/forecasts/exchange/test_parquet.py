"""Our Parquet files: typed, and read back."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from forecasts.errors import UnfitFile
from forecasts.exchange.importing import import_file
from forecasts.exchange.out import parquet
from forecasts.ledger import Ledger
from tests.forecasts import builders
from tests.forecasts.exchange.out.ledgers import NOW, played, written_at


def exported(folder: Path) -> Path:
    """The Parquet files of a small ledger."""
    with played([("say", (builders.forecast(forecaster="ann"), "=soon"))]) as ledger:
        written_at(parquet.write, ledger, folder / "tables")
    return folder / "tables"


def test_days_and_numbers_are_typed(tmp_path: Path) -> None:
    """And texts stay as they are, without an apostrophe."""
    file = exported(tmp_path) / "4-forecasts.parquet"
    with duckdb.connect() as connection:
        told = connection.execute(f"SELECT typeof(said), typeof(p), typeof(recorded_at), quote FROM '{file}'")
        assert told.fetchone() == ("DATE", "DOUBLE", "TIMESTAMP WITH TIME ZONE", "=soon")


def test_a_file_that_broke_off_is_refused(tmp_path: Path, ledger: Ledger) -> None:
    """In one sentence."""
    file = exported(tmp_path) / "4-forecasts.parquet"
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(UnfitFile, match="damaged"):
        import_file(file, ledger, by="ann", now=NOW)


def test_columns_of_others_are_refused(tmp_path: Path, ledger: Ledger) -> None:
    """Too few of ours, or one that is not."""
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT 1 AS a) TO '{tmp_path}/a.parquet'")
        ours = "'kabul' AS question, 'Ann' AS forecaster, DATE '2021-06-25' AS said, 1 AS oops"
        connection.execute(f"COPY (SELECT {ours}) TO '{tmp_path}/b.parquet'")
    with pytest.raises(UnfitFile, match="a header of no tool that is known"):
        import_file(tmp_path / "a.parquet", ledger, by="ann", now=NOW)
    with pytest.raises(UnfitFile, match="oops"):
        import_file(tmp_path / "b.parquet", ledger, by="ann", now=NOW)
