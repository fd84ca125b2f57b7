"""On a full disk every command that writes a file says so, names the file, and leaves none that is half."""

from __future__ import annotations

import resource
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from forecasts.errors import StorageFailed
from forecasts.ledger import Ledger
from forecasts.writing import write_together
from tests.forecasts.builders import forecast, forecaster, question
from tests.shell import Shell

ROOM, LITTLE = 40_960, 4_096
"""So many bytes a file may have, as on a disk with little room: fewer than any of these files needs.

A ledger that is being read has a file of 32 kB beside it, for which there is room.
"""
SMALL = ("template", "page", "pdf", "chart", "verify", "folder", "deadlines")
"""What is written when nothing more is read of the ledger."""
WRITERS = {
    "backup": ("backup", "out/copy.db"),
    "jsonl": ("export", "--format", "jsonl", "--out", "out/chain.jsonl"),
    "csv": ("export", "--format", "csv", "--out", "out/tables"),
    "excel": ("export", "--format", "excel", "--out", "out/book.xlsx"),
    "template": ("export", "--template", "--out", "out/template.xlsx"),
    "page": ("scorecard", "ann", "--on", "2021-12-31", "--out", "out/card.html"),
    "pdf": ("scorecard", "ann", "--on", "2021-12-31", "--out", "out/card.pdf"),
    "chart": ("chart", "swimlane", "--on", "2021-12-31", "--out", "out/lanes.svg"),
    "verify": ("verify", "table.csv", "--out", "out/found.html"),
    "folder": ("scorecard", "ann", "--on", "2021-12-31", "--out", "out/cards/"),
    "snapshot": ("snapshot", "out/snapshot"),
    "site": ("site", "out/site"),
    "parquet": ("export", "--format", "parquet", "--out", "out/parquet"),
    "deadlines": ("due", "--ics", "out/deadlines.ics"),
}
NO_FOLDER = {
    name: tuple(part.replace("out/", "table.csv/") for part in typed) for name, typed in WRITERS.items()
}


@pytest.fixture
def filled(ledger: Shell) -> Shell:
    """A ledger with enough in it that every export is larger than the room."""
    letters = Random(7)
    with (
        Ledger.open(ledger.path, writing=True) as book,
        book.entry("log", by="ann", now=ledger.moment) as entry,
    ):
        entry.add(forecaster(slug="ann", name="Ann"))
        for place in range(25):
            noise = "".join(letters.choices("abcdefghijklmnopqrstuvwxyz0123456789 ", k=1_900))
            entry.add(question(slug=f"thing-{place}", statement=f"Thing {place} happens {noise}"))
            entry.add(forecast(question=f"thing-{place}", forecaster="ann"))
    rows = "".join(f"0.{place % 9 + 1},{place % 2}\n" for place in range(200))
    (ledger.folder / "table.csv").write_text(f"probability,outcome\n{rows}")
    (ledger.folder / "out").mkdir()
    return ledger


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """From the moment at which the first file that is written is named no file may grow over the room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    named = secrets.token_hex

    def full(size: int) -> str:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        return named(size)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(secrets, "token_hex", full)
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("name", WRITERS)
def test_no_half_file_is_left(filled: Shell, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit 1, a sentence with the file, and nothing in its place."""
    if name == "pdf":
        pytest.importorskip("typst")
    if name in ("excel", "template"):
        pytest.importorskip("openpyxl")
    monkeypatch.chdir(filled.folder)
    room = LITTLE if name in SMALL else ROOM
    with full_disk(room):
        refusal = filled.refusal(*WRITERS[name])
    assert "out/" in refusal
    assert ".part" not in refusal
    halves = [path for path in Path("out").rglob("*") if path.is_file()]
    assert all(path.stat().st_size <= room and whole(path) for path in halves)


def whole(path: Path) -> bool:
    """Whether a file of a folder that could not be filled is one of its small ones, from end to end."""
    return not path.name.startswith(".") and path.read_bytes().endswith((b"\n", b"}", b"</svg>\n"))


@pytest.mark.parametrize("name", NO_FOLDER)
def test_where_nothing_can_be_written_the_sentence_names_the_place(
    filled: Shell, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As below a file, or in a folder that is only to be read; nobody sees a traceback."""
    if name == "pdf":
        pytest.importorskip("typst")
    monkeypatch.chdir(filled.folder)
    before = Path("table.csv").read_bytes()
    result = filled.run(*NO_FOLDER[name])
    assert result.exit_code in (1, 2)
    assert "table.csv" in result.stderr
    assert ".part" not in result.stderr
    assert Path("table.csv").read_bytes() == before


def test_files_that_belong_together_come_together(tmp_path: Path) -> None:
    """Where the second has no place the first keeps what it held."""
    first, second = tmp_path / "proof.json", tmp_path / "proof.json.tlog-proof"
    first.write_text("before")
    second.mkdir()
    with pytest.raises(StorageFailed, match="tlog-proof"):
        write_together({second: b"after", first: b"after"})
    assert first.read_text() == "before"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_snapshot_that_fails_leaves_nothing(filled: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither parts that no manifest names nor the folder that was made for them."""
    monkeypatch.chdir(filled.folder)
    with full_disk(ROOM):
        refusal = filled.refusal("snapshot", "out/snapshot")
    assert "out/snapshot" in refusal
    assert not Path("out/snapshot").exists()
