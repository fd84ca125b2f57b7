"""What a reader of a period report sees first: what surprised most fares in the words of its scorecard."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reports.render.layout import Entries
from reports.render.period_standings import surprises
from tests.reports.facets.period.test_summary import ended, matured


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"belief": "timeline", "said": None}, "✕ nothing in the window"),
        ({"belief": "timeline", "said": None, "event_on": date(2025, 10, 5)}, "✕ too early"),
        ({"belief": "timeline", "said": None, "verdict": "yes", "event_on": date(2025, 1, 2)}, ""),
        ({}, "✕ leaned wrong"),
        ({"verdict": "partly"}, "○ came in part"),
        ({"belief": "shares", "said": None}, "✕ leaned wrong"),
    ],
)
def test_a_surprise_fares_in_the_words_of_its_scorecard(changes: dict[str, Any], told: str) -> None:
    """One word for one thing on both pages; none where the period report cannot know which."""
    (entries,) = surprises(matured(rows=(ended(**changes),)), {}).blocks
    assert isinstance(entries, Entries)
    assert [one.fare for one in entries.entries] == [told]
