"""What was typed to make the ledgers of the version before: each command with its moment and who typed it.

A line of `tests/fixtures/before/NAME.typed` is a day (noon UTC) or a moment, a name, and the words of a
command as a shell reads them. `@SLUG` stands for the handle of what stands under a slug, `@SLUG/forecast/0`
for that of the first forecast on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from shlex import split

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "before"
SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@dataclass(frozen=True, kw_only=True)
class Typed:
    """One command line, with the moment, aware, and the name of who typed it."""

    moment: datetime
    by: str
    words: tuple[str, ...]


def typed(name: str) -> tuple[Typed, ...]:
    """The command lines that made a ledger, in order."""
    lines = (FIXTURES / f"{name}.typed").read_text(encoding="utf-8").splitlines()
    return tuple(map(_typed, (line for line in lines if not line.startswith("#"))))


def _typed(line: str) -> Typed:
    said, by, *words = split(line)
    moment = datetime.fromisoformat(said if "T" in said else f"{said}T12:00").replace(tzinfo=UTC)
    return Typed(moment=moment, by=by, words=tuple(words))


LEDGERS = {name: typed(name) for name in ("founding-case", "panel", "everything")}
