"""`tracker erase`: a text beside the chain is gone, on both engines, and what rests on it says so."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from forecasts.archiving.erasing import erase_of
from forecasts.errors import UnfitNoun
from forecasts.handles import Handle
from forecasts.ledger import Ledger
from forecasts.model import Import, Seal
from tests.forecasts.builders import NOW, source
from tests.forecasts.ledger.conftest import ledger as both_ledgers
from tests.forecasts.ledger.conftest import place as both_places
from tests.shell import KABUL, Shell, all_rows

book, place = both_ledgers, both_places
BECAUSE = ("--because", "asked to by the author")


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A ledger with nothing in it."""
    made = Shell(tmp_path / "ledger.db", monkeypatch)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made("init")
    return made


def test_a_seal_without_its_text_is_proven_counted_and_never_revealed(shell: Shell) -> None:
    """The words are in no part of the file any more."""
    shell("log", "The zeppelin flies within a month, 70%", "--by", "Ann", "--sealed", "--yes")
    (seal,) = shell.json("list", "seals")
    said = shell("erase", seal["handle"], *BECAUSE)
    assert "1 text was erased; its digest stays." in said
    assert "was erased: log the forecast anew" in shell.refusal("reveal", seal["handle"])
    assert "The chain holds" in shell("audit")
    with sqlite3.connect(shell.path) as raw:
        assert "zeppelin" not in str(all_rows(raw)).casefold()
    assert b"zeppelin" not in shell.path.read_bytes().lower()
    shell("key", "new", "--out", str(shell.folder / "a.key"))
    shell("checkpoint", "--key", str(shell.folder / "a.key"))
    file, key = str(shell.folder / "p.json"), shell.json("key", "list")[0]["key"]
    shell("prove", seal["handle"], "--texts", "--out", file)
    assert shell.json("verify-proof", file, "--key", key)["record"]["noun"] == "seal"
    assert "erased already: there is nothing to erase" in shell.refusal("erase", seal["handle"], *BECAUSE)


def test_a_revealed_seal_and_a_frozen_report_lose_their_texts_too(shell: Shell) -> None:
    """The forecast stays as it was revealed; the report is made again from the ledger."""
    shell("log", "The zeppelin flies within a month, 70%", "--by", "Ann", "--sealed", "--yes")
    (seal,) = shell.json("list", "seals")
    shell("reveal", seal["handle"])
    shell("erase", seal["handle"], *BECAUSE)
    shell("scorecard", "ann", "--on", "2022-01-05", "--freeze")
    (report,) = shell.json("review", "list")
    shell("erase", ".".join(map(str, report["handle"])), *BECAUSE)
    assert "scorecard" in shell("review", "show", report["freeze"]["slug"])
    assert "The chain holds" in shell("audit")


def test_what_keeps_no_text_is_not_erased(ledger: Shell) -> None:
    """And nothing is recorded."""
    ledger(*KABUL)
    handle = ledger.forecast("kabul")["handle"]
    before = ledger.json("audit")["head"]
    assert "a forecast, keeps no text outside the chain" in ledger.refusal("erase", handle, *BECAUSE)
    assert "has no record '99.1'" in ledger.refusal("erase", "99.1", *BECAUSE)
    assert ledger.json("audit")["head"] == before


def test_every_kind_of_text_is_erased_on_both_engines(book: Ledger) -> None:
    """A seal's, a source's, and the many rows of an import in one entry."""
    with book.entry("seal", by="ann", now=NOW) as entry:
        shut = entry.archive("a text that nobody reads", kind="seal")
        sealed = entry.add(Seal(forecaster="ann-lee", made_on=NOW.date(), archived=shut))
        kept = entry.add(source(slug="paper", archived=entry.archive("What it said.")))
        rows = tuple(entry.archive(f"row {number}", kind="row") for number in range(20))
        brought = entry.add(Import(file="a.csv", sha256="0" * 64, form="own", archived=rows))
    for handle, count in ((sealed, 1), (kept, 1), (brought, 20)):
        before = book.view().head.sequence
        assert erase_of(book, handle, because="x", by="ann", now=NOW) == count
        assert book.view().head.sequence == before + 1
        with pytest.raises(UnfitNoun, match="was erased already"):
            erase_of(book, handle, because="x", by="ann", now=NOW)
    assert book.audit().problems == ()
    assert isinstance(sealed, Handle)
