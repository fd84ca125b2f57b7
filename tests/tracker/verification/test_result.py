"""What may be shown of a verification: below five events no figure, and no interval of one."""

from __future__ import annotations

import dataclasses

import pandas as pd

from tracker.verification import verify
from tracker.verification.result import shown


def test_no_interval_is_shown_of_a_figure_that_is_not() -> None:
    """Below five events every figure that is hidden hides its ends too, whatever figures there are."""
    rows = pd.DataFrame({"probability": [0.2, 0.7, 0.9, 0.4] * 9, "outcome": [0, 1, 1, 1] * 9})
    rows["event"] = ["a", "b", "c", "d"] * 9
    figures = shown(verify(rows, seed=1)).figures
    for field in dataclasses.fields(figures):
        figure = field.name.removesuffix("_low").removesuffix("_high")
        if figure != field.name and getattr(figures, figure, 0.0) is None:
            assert getattr(figures, field.name) is None, field.name
    assert figures.events == 4
