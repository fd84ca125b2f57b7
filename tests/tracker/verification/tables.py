"""Tables as files, for tests of `tracker verify`."""

from __future__ import annotations

from pathlib import Path

GOOD = "0.1,0,a\n0.4,1,b\n0.8,1,c\n1.0,1,d\n0.0,0,e\n"


def csv(
    folder: Path, rows: str = GOOD, *, header: str = "probability,outcome,event", name: str = "t.csv"
) -> Path:
    """A CSV file of rows below a header."""
    path = folder / name
    path.write_text(f"{header}\n{rows}", encoding="utf-8")
    return path
