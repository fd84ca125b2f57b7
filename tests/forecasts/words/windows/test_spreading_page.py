"""The page on windows states the heights that the program uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from forecasts.words.windows.spreading import SPREADS

PAGE = (Path(__file__).parents[4] / "docs" / "windows.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", list(SPREADS))
def test_the_page_has_the_heights_of_every_rule(rule: str) -> None:
    """Of the three dates, the mass inside, and of a deadline that stands alone."""
    spread = SPREADS[rule]
    heights = (spread.early, spread.middle, spread.late)
    row = " | ".join((f"`{rule}`", *(f"{height:.2f}" for height in heights), f"{spread.within:.0%}"))
    assert f"| {row} | {spread.within:.2f} |" in PAGE
