"""The whole ledger as JSON lines, and a replay that ends on the same digest."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from forecasts.errors import NoLedger, TrackerError
from forecasts.exchange.importing import import_file
from forecasts.exchange.jsonl import is_ours, written
from forecasts.exchange.summary import Imported
from forecasts.ledger import Ledger
from forecasts.model import Source

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
ROWS = (
    "question,statement,forecaster,said,chance,deadline,quote\n"
    "kabul,The Taliban capture Kabul,Ann,2021-06-25,0.7,2021-09-25,Se déplacera\n"
)


@pytest.fixture
def exported(take: Callable[..., Imported], ledger: Ledger) -> list[str]:
    """The lines of a ledger with two entries and an archived text."""
    take(ROWS)
    with ledger.entry("archive", by="ann", now=NOW) as entry:
        digest = entry.archive("the whole article")
        entry.add(Source(slug="mk", title="MK", archived=digest))
    return list(written(ledger.export_entries()))


def replayed(lines: list[str], folder: Path) -> Ledger:
    """A new ledger in memory, filled from lines."""
    path = folder / "ledger.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    fresh = Ledger.create(":memory:", now=NOW, by="bob")
    try:
        import_file(path, fresh, by="bob", now=NOW)
    except TrackerError:
        assert fresh.view().head.sequence == 0
        assert list(fresh.export_entries()) == []
        fresh.close()
        raise
    return fresh


def test_a_replay_ends_on_the_same_head(exported: list[str], ledger: Ledger, tmp_path: Path) -> None:
    """And every line is the same, who recorded what and when included."""
    with replayed(exported, tmp_path) as fresh:
        assert fresh.view().head == ledger.view().head
        assert list(written(fresh.export_entries())) == exported
        assert fresh.audit().problems == ()


def test_an_empty_ledger_has_an_export_too(ledger: Ledger, tmp_path: Path) -> None:
    """It says that nothing is in it."""
    with replayed(list(written(ledger.export_entries())), tmp_path) as fresh:
        assert fresh.view().head.sequence == 0


def test_a_file_cut_off_anywhere_is_refused(exported: list[str], tmp_path: Path) -> None:
    """Between two entries as well, and in the middle of a line."""
    for count in range(1, len(exported)):
        with pytest.raises(TrackerError):
            replayed(exported[:count], tmp_path)
    with pytest.raises(
        TrackerError, match=r"ledger.jsonl was cut off or altered, line \d+: the line is no JSON"
    ):
        replayed([*exported[:-1], exported[-1][:20]], tmp_path)


def test_a_file_with_a_line_altered_is_refused(exported: list[str], tmp_path: Path) -> None:
    """Whatever the line is: an entry, a record, an archived text, the end, or what no digest covers."""
    for old, new in (
        ("Se déplacera", "Ne se déplacera pas"),
        ('"recorded_by":"ann"', '"recorded_by":"eve"'),
        ("the whole article", "another article"),
        ('"lines": ', '"lines": 1'),
        ('"record":', '"records":'),
        ('"noun":"question"', '"noun":"source"'),
        ('"kind":"source"', '"kind":"note"'),
        ("kabul", "kab ul"),
    ):
        lines = [line.replace(old, new) for line in exported]
        assert lines != exported
        with pytest.raises(TrackerError):
            replayed(lines, tmp_path)


def test_a_line_that_is_missing_or_doubled_is_refused(exported: list[str], tmp_path: Path) -> None:
    """The end counts them."""
    for at in range(len(exported)):
        with pytest.raises(TrackerError):
            replayed([*exported[:at], *exported[at + 1 :]], tmp_path)
        with pytest.raises(TrackerError):
            replayed([*exported[: at + 1], *exported[at:]], tmp_path)


def test_another_format_is_named(tmp_path: Path) -> None:
    """A later version is not guessed at."""
    with pytest.raises(TrackerError, match="'trackrecord-entries-2'"):
        replayed(['{"format": "trackrecord-entries-2"}'], tmp_path)


def test_a_replay_needs_an_empty_ledger(exported: list[str], ledger: Ledger, tmp_path: Path) -> None:
    """Two chains do not mix."""
    path = tmp_path / "ledger.jsonl"
    path.write_text("\n".join(exported), encoding="utf-8")
    with pytest.raises(NoLedger, match="empty ledger"):
        import_file(path, ledger, by="ann", now=NOW)


def test_only_our_opening_is_ours(tmp_path: Path) -> None:
    """CSV, binary and other JSON are not."""
    for number, content in enumerate((b"question,outcome\n", b"\xff\xfe\x00", b'{"a": 1}\n', b"[1]\n", b"")):
        path = tmp_path / str(number)
        path.write_bytes(content)
        assert not is_ours(path)


def test_lines_are_written_as_they_come() -> None:
    """A ledger larger than memory is exported in bounded memory."""
    seen = Counter[str]()

    def entries() -> Iterator[dict[str, Any]]:
        for number in range(3):
            seen["read"] += 1
            yield {"record": {"noun": "statement", "body": str(number)}}

    lines = written(entries())
    assert json.loads(next(lines)) == {"format": "trackrecord-entries-1"}
    next(lines)
    assert seen["read"] == 1
