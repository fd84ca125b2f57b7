"""What a look on a terminal costs as a whole process, beside a Python that only imports SQLModel and pandas.

The ledger is the panel of `seeds/`. Times are processor time, ours and the peer's in turn, since other work
on the machine lengthens both.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "seeds" / "panel"
ON, ROUNDS, ALLOWED = "2026-01-31", 7, 1.5
LOOKS = ("scores", "due", "check", "scorecard synthetic-vague", "calibration", "compare")
PEER = ("-c", "import sqlmodel, pandas")


def spent(*arguments: str) -> float:
    """Processor seconds that a Python process takes; `check` may end with 1, for problems that it found."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, *arguments], check=False, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    assert "Error" not in done.stderr, done.stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print what each command takes, beside its peer."""
    print(f"{'command':32} {'ours':>8} {'peer':>8} {'ratio':>6} {'allowed':>8}")
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "panel.db")
        spent("-m", "tracker", "init", "--ledger", ledger)
        spent("-m", "tracker", "import", str(SEEDS), "--ledger", ledger)
        for look in LOOKS:
            asked = ("-m", "tracker", *look.split(), "--on", ON, "--ledger", ledger)
            spent(*asked)
            pairs = [(spent(*asked), spent(*PEER)) for _ in range(ROUNDS)]
            ours, peer = (statistics.median(times) for times in zip(*pairs, strict=True))
            print(f"{look:32} {ours:7.2f}s {peer:7.2f}s {ours / peer:6.2f} {ALLOWED:8.1f}")


if __name__ == "__main__":
    main()
