"""Workbooks and Parquet made to take a program down: each is refused, or read as what it is, at once."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random

import duckdb
import pytest
from openpyxl import Workbook

from forecasts.errors import UnfitFile
from forecasts.exchange import parquet, workbooks
from forecasts.exchange.files import DataFile
from tests.shell import Shell

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
END = b"</sheetData>"
Parts = dict[str, bytes]
MOST_SECONDS = 20


def parts() -> Parts:
    """What a workbook of two forecasts consists of."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for line in (["event", "probability", "outcome"], ["a", 0.25, 1], ["b", 0.5, 0]):
        sheet.append(line)
    whole = io.BytesIO()
    made.save(whole)
    with zipfile.ZipFile(whole) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, inside: Parts) -> Path:
    """The workbook of some parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in inside.items():
            archive.writestr(name, data)
    return path


def bomb(inside: Parts) -> None:
    """Three hundred megabytes of nothing."""
    inside[SHEET] = inside[SHEET].replace(END, b" " * 300_000_000 + END)


def deep(inside: Parts) -> None:
    """A hundred thousand elements in one another."""
    inside[SHEET] = inside[SHEET].replace(END, b"<a>" * 100_000 + b"</a>" * 100_000 + END)


def laughs(inside: Parts) -> None:
    """Entities of entities, which would be ten billion letters."""
    names = "abcdefghij"
    told = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names))
    text = f'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{told}]>'
    inside[SHEET] = text.encode() + inside[SHEET].replace(b"<t>event", b"<t>&j;")


def outside(inside: Parts) -> None:
    """A text that is to be fetched from a file of this machine."""
    text = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    inside[SHEET] = text + inside[SHEET].replace(b"<t>event", b"<t>&a;")


def unnamed(inside: Parts) -> None:
    """A book that names no sheets."""
    inside[BOOK] = b"<workbook/>"


def lost(inside: Parts) -> None:
    """A sheet that is not there."""
    del inside[SHEET]


def noughts(inside: Parts) -> None:
    """A sheet of bytes that are no XML."""
    inside[SHEET] = bytes(1_000)


def far(inside: Parts) -> None:
    """A cell in a column that no sheet has."""
    inside[SHEET] = inside[SHEET].replace(b'r="A2"', b'r="AAAAAAAA99999999999"')


def beyond_all(inside: Parts) -> None:
    """A number that no float holds."""
    inside[SHEET] = inside[SHEET].replace(b"<v>0.25</v>", b"<v>1e400</v>")


def spare(inside: Parts) -> None:
    """An empty cell in the last column of thousands of rows."""
    rows = b"".join(b'<row r="%d"><c r="XFD%d"/></row>' % (row, row) for row in range(4, 9_000))
    inside[SHEET] = inside[SHEET].replace(END, rows + END)


@pytest.mark.parametrize(
    "attack", [bomb, deep, laughs, outside, unnamed, lost, noughts, far, beyond_all, spare]
)
def test_a_hostile_workbook_is_read_as_what_it_is_or_refused(
    shell: Shell, tmp_path: Path, attack: Callable[[Parts], None]
) -> None:
    """In time, without a traceback, and with nothing recorded or taken from elsewhere."""
    inside = parts()
    attack(inside)
    path = packed(tmp_path / "hostile.xlsx", inside)
    started = time.process_time()
    try:
        cells = [cell for row in workbooks.grid(DataFile.at(path)) for cell in row.cells]
    except UnfitFile:
        cells = []
    assert not any("root:" in cell or len(cell) > 1_000 for cell in cells)
    shell("init")
    imported = shell.run("import", str(path))
    assert imported.exit_code in (1, 2)
    assert shell.json("history") == []
    assert time.process_time() - started < MOST_SECONDS


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A Parquet file of fifty forecasts."""
    path = tmp_path_factory.mktemp("parquet") / "sound.parquet"
    duckdb.execute(f"COPY (SELECT 'rain' AS event, 0.5 AS p, 1 AS came FROM range(50)) TO '{path}'")
    return path.read_bytes()


def read(path: Path) -> int:
    """How many rows a Parquet file has beside its names."""
    return len(list(parquet.grid(DataFile.at(path)))) - 1


@pytest.mark.parametrize("seed", range(30))
def test_parquet_with_other_bytes_is_read_or_refused(tmp_path: Path, sound: bytes, seed: int) -> None:
    """Three of them changed, anywhere but in the mark that it begins with."""
    rng, data = Random(seed), bytearray(sound)
    for _ in range(3):
        data[rng.randrange(4, len(data))] = rng.randrange(256)
    path = tmp_path / "flipped.parquet"
    path.write_bytes(data)
    try:
        rows, said = read(path), ""
    except UnfitFile as refusal:
        rows, said = 50, str(refusal)
    assert rows == 50
    assert not said or "flipped.parquet is damaged: export it again" in said


@pytest.mark.parametrize("how", ["half", "footer", "marks", "nothing"])
def test_parquet_that_lies_of_its_length_is_refused(tmp_path: Path, sound: bytes, how: str) -> None:
    """Cut in half, with a footer of two gigabytes, nothing but marks, or no more than one."""
    made = {
        "half": sound[: len(sound) // 2],
        "footer": sound[:-8] + b"\xff\xff\xff\x7fPAR1",
        "marks": b"PAR1" * 10,
        "nothing": b"PAR1",
    }
    path = tmp_path / "lying.parquet"
    path.write_bytes(made[how])
    with pytest.raises(UnfitFile, match="is damaged: export it again"):
        read(path)


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ("'rain' AS event, 0.5 AS p FROM range(9000000)", "swells beyond measure, to 9,000,000 rows"),
        ("repeat('x', 9000000) AS event FROM range(9)", "holds a cell of more than 131,072 letters"),
        ("encode(repeat('x', 9000000)) AS event FROM range(9)", "holds a cell of more than 131,072 letters"),
    ],
)
def test_parquet_that_swells_is_refused(tmp_path: Path, asked: str, fault: str) -> None:
    """A few bytes can stand for very many rows, and for a text of any length."""
    path = tmp_path / "swollen.parquet"
    duckdb.execute(f"COPY (SELECT {asked}) TO '{path}' (COMPRESSION zstd)")
    started = time.process_time()
    with pytest.raises(UnfitFile, match=fault):
        read(path)
    assert time.process_time() - started < MOST_SECONDS


def test_parquet_of_another_schema_is_refused_by_its_columns(shell: Shell, tmp_path: Path) -> None:
    """Lists, maps and structures are texts of no column of ours; letters of any script are read."""
    path = tmp_path / "other.parquet"
    duckdb.execute(f"COPY (SELECT {{'a': [1, 2]}} AS e, map([1], [2]) AS m, 'Лее \\x' AS t) TO '{path}'")
    assert read(path) == 1
    assert [line.cells[-1] for line in parquet.grid(DataFile.at(path))] == ["t", "Лее \\x"]
    shell("init")
    assert shell.run("import", str(path)).exit_code in (1, 2)
    assert shell.json("history") == []
