"""The list of slow tests names nothing that is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SLOW = (ROOT / "tests" / "slow.txt").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("name", SLOW)
def test_what_is_called_slow_is_there(name: str) -> None:
    """A file of tests, or a test in it."""
    file, _, test = name.partition("::")
    assert f"def {test}" in (ROOT / file).read_text(encoding="utf-8")
