"""The chances among judged forecasts that were answered yes or no."""

from __future__ import annotations

import pandas as pd

from tracker.chances import yes_or_no


def test_only_a_plain_yes_or_no_is_counted() -> None:
    """Grades and other measures have no place in a count."""
    rows = pd.DataFrame({"measure": "brier", "p": [0.2, 0.7, 0.9], "observed": [0.0, 0.5, 1.0]})
    assert yes_or_no(rows)["p"].tolist() == [0.2, 0.9]
    assert yes_or_no(rows.assign(measure="timeline_brier")).empty
