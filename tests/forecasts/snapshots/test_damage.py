"""A damaged snapshot is refused with a sentence that names what is wrong, and never read in part."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forecasts.errors import UnfitSnapshot
from forecasts.ledger import Ledger
from forecasts.model import Claim, Forecast, Forecaster, Question, Unscoreable
from forecasts.snapshots.manifest import NAME, Manifest, read_manifest
from forecasts.snapshots.opening import opened
from forecasts.snapshots.recorded import first_digest, write_recorded

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A snapshot of what a small ledger recorded."""
    with Ledger.create(":memory:", now=NOW, by="ann") as ledger:
        with ledger.entry("log", by="ann", now=NOW) as entry:
            entry.add(Forecaster(slug="ann", name="Ann"))
            entry.add(Question(slug="rain", statement="It rains"))
            claim = Claim(deadline=date(2025, 2, 28))
            vague = (Unscoreable.VAGUE_WORD,)
            entry.add(
                Forecast(
                    question="rain",
                    forecaster="ann",
                    claim=claim,
                    made_on=date(2025, 1, 1),
                    unscoreable_because=vague,
                )
            )
        view = ledger.view()
        parts = tuple(write_recorded(view, tmp_path, None))
        Manifest(ledger=first_digest(view), head=view.head, on=date(2025, 12, 31), parts=parts).write(
            tmp_path
        )
    return tmp_path


def part_of(folder: Path, table: str) -> Path:
    """The first part of a table."""
    return folder / read_manifest(folder).of(table)[0].name


def cut(path: Path) -> None:
    """The last byte is gone."""
    path.write_bytes(path.read_bytes()[:-1])


def alter(path: Path) -> None:
    """One byte in the middle is another."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("table", ["entries", "records", "forecasts"])
@pytest.mark.parametrize(
    ("damage", "sentence"),
    [(cut, "should have"), (alter, "was altered"), (Path.unlink, "lacks a part")],
    ids=["cut", "altered", "missing"],
)
def test_a_damaged_part_is_named(
    folder: Path, table: str, damage: Callable[[Path], None], sentence: str
) -> None:
    """With what to do; nothing is told of the rest."""
    damage(part_of(folder, table))
    with (
        pytest.raises(UnfitSnapshot, match=rf"{sentence}.*: {table}/.*take it again"),
        opened(folder) as view,
    ):
        view.forecasts()


def test_a_whole_snapshot_is_read(folder: Path) -> None:
    """The tests above can fail."""
    with opened(folder) as view:
        assert view.forecasts()["question"].tolist() == ["rain"]
        assert view.head.sequence == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "cut or altered"),
        ("[]", "cut or altered"),
        ('{"format":"trackrecord-snapshot-9"}', "'trackrecord-snapshot-9', which this program does not read"),
        ('{"format":"trackrecord-snapshot-1"}', "cut or altered"),
    ],
)
def test_a_manifest_that_is_none_is_refused(folder: Path, text: str, sentence: str) -> None:
    """Each with its own sentence."""
    (folder / NAME).write_text(text, encoding="utf-8")
    with pytest.raises(UnfitSnapshot, match=sentence):
        read_manifest(folder)


def test_an_altered_manifest_is_refused(folder: Path) -> None:
    """Though it is JSON of the right form, and names parts that are there."""
    told = json.loads((folder / NAME).read_text(encoding="utf-8"))
    told["on"] = "2024-12-31"
    (folder / NAME).write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(UnfitSnapshot, match="altered"):
        read_manifest(folder)


def test_a_folder_without_a_manifest_is_no_snapshot(tmp_path: Path) -> None:
    """Nor is a folder that is not there."""
    for place in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UnfitSnapshot, match="is no snapshot"):
            read_manifest(place)
