"""Every reading command answers as the version before did: on both seeds, and on a ledger with all there is.

What differs on purpose stands in `wanted.py`, with the reason.
"""

from __future__ import annotations

import json
import lzma
import math
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from shlex import join
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from desk.cli import main
from tests.before.asking import ASKED, READER, Answer, ask
from tests.before.sameness import Difference, differences
from tests.before.typed import FIXTURES, LEDGERS
from tests.before.wanted import WANTED


@cache
def answers(name: str) -> dict[str, Answer]:
    """What the version before answered, by command."""
    packed = (FIXTURES / f"{name}.answers.json.xz").read_bytes()
    read: dict[str, tuple[int, Any, str | None]] = json.loads(lzma.decompress(packed))
    return {words: Answer(code=code, said=said, error=error) for words, (code, said, error) in read.items()}


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The ledgers of the version before, brought up to date once and only copied from then on."""
    folder = tmp_path_factory.mktemp("before")
    for name in LEDGERS:
        path = folder / f"{name}.db"
        path.write_bytes(lzma.decompress((FIXTURES / f"{name}.db.xz").read_bytes()))
        upgraded = ask(main, ("upgrade", "--ledger", str(path)), raw=True)
        assert upgraded.code == 0, upgraded.error
    return {name: folder / f"{name}.db" for name in LEDGERS}


REPORTS = ("scorecard", "calibration", "compare", "report", "review")


def _asked() -> Iterator[ParameterSet]:
    """Every command of every ledger; reports on the whole panel take long."""
    for name, asked in ASKED.items():
        for words in asked:
            long = name == "panel" and words[0] in REPORTS
            yield pytest.param(name, join(words), marks=[pytest.mark.slow] if long else [])


@pytest.mark.parametrize(("name", "command"), [*_asked()])
def test_it_answers_as_before(
    name: str, command: str, unpacked: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same exit code, the same JSON and the same refusal."""
    monkeypatch.setenv("TRACKER_ANALYST", READER)
    monkeypatch.setattr("tracker.verdicts.horizons._rung", as_recorded)
    monkeypatch.chdir(FIXTURES / "brought")
    if name in unpacked:
        monkeypatch.setenv("TRACKER_LEDGER", str(shutil.copy(unpacked[name], tmp_path / "ledger.db")))
    words = next(words for words in ASKED[name] if join(words) == command)
    before, now = answers(name)[command], ask(main, _as_typed_now(words))
    found = [*differences(vars(before), vars(now))]
    unwanted = [
        difference
        for difference in found
        if not any(wanted.covers(f"{name}: {command}", difference) for wanted in WANTED)
    ]
    assert not unwanted, told(unwanted)


def _as_typed_now(words: tuple[str, ...]) -> tuple[str, ...]:
    """What is typed today for it, for the same question.

    Comparisons counted graded outcomes, and leave them out today unless told otherwise. Nothing is drawn for
    intervals, so `verify --replicates` is gone.
    """
    if words[0] == "compare":
        return (*words, "--ties", "half")
    if "--replicates" not in words:
        return words
    place = words.index("--replicates")
    return words[:place] + words[place + 2 :]


def as_recorded(*_: float) -> float:
    """No rung, so that timelines end where the version before had them end; the ladder has its own tests."""
    return math.nan


def told(found: list[Difference]) -> str:
    """Differences for a reader, the first twenty."""
    more = f"\n... and {len(found) - 20} more" if len(found) > 20 else ""
    return f"{len(found)} unwanted differences:\n" + "\n".join(map(str, found[:20])) + more
