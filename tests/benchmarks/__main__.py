"""Runs every benchmark of this folder, each in a process of its own: `make bench`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Runs the benchmarks in the order of their names; the first that fails ends it."""
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem.startswith("_") or "def main(" not in path.read_text(encoding="utf-8"):
            continue
        print(f"\n{path.stem}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"tests.benchmarks.{path.stem}"], check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
