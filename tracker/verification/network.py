"""Parquet on a network, by addresses such as s3://archive/2024/*.parquet: read by an extension of DuckDB."""

from __future__ import annotations

from glob import has_magic
from pathlib import Path
from typing import TYPE_CHECKING

from forecasts.errors import LacksPackage, UnreadableTable

if TYPE_CHECKING:
    import duckdb

_NETWORK = ("s3://", "https://", "http://", "gs://", "gcs://", "r2://")


def is_remote(source: str | Path) -> bool:
    """Whether a source is an address on a network, which DuckDB reads.

    >>> is_remote("s3://archive/2024/*.parquet"), is_remote("archive/2024.parquet")
    (True, False)
    """
    return str(source).startswith(_NETWORK)


def remote_files(pattern: str) -> list[str]:
    """The addresses of the files that fit a pattern; one without a pattern is taken as it is.

    Raises
    ------
    UnreadableTable
        If it cannot be looked up, or none fits.
    """
    if not has_magic(pattern):
        return [pattern]
    try:
        import duckdb
    except ImportError as error:
        raise LacksPackage("A table on a network", "fast", "fetch it") from error
    with duckdb.connect() as connection:
        load_network(connection, pattern)
        try:
            found = connection.execute("SELECT file FROM glob(?) ORDER BY file", [pattern]).fetchall()
        except duckdb.Error as error:
            told = str(error).splitlines()[0].rstrip(".")
            raise UnreadableTable(
                pattern, f"cannot be looked up ({told})", "see that it may be read"
            ) from error
    if not found:
        raise UnreadableTable(pattern, "fits no file", "see how the files are named")
    return [str(file) for (file,) in found]


def load_network(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Let DuckDB read from a network, by its own extension, which is never fetched unasked.

    Raises
    ------
    UnreadableTable
        If it is not installed.
    """
    import duckdb

    try:
        connection.execute("LOAD httpfs")
    except duckdb.Error as error:
        remedy = "install it once with python -c \"import duckdb; duckdb.sql('INSTALL httpfs')\""
        fault = "is read by DuckDB's extension httpfs, which is not installed"
        raise UnreadableTable(name, fault, remedy) from error
