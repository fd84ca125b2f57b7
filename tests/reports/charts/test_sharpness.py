"""The spread of chances by what it drew."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from reports.charts import sharpness
from reports.facets.record.sharpness import sharpness_of
from tests.reports.standing_cases import chances


def test_what_happened_stands_up_and_what_did_not_hangs_down() -> None:
    """On one scale of counts, with the means and the totals."""
    found = sharpness_of(chances([0.2, 0.8, 0.8, 0.8] * 5, [0, 1, 1, 0] * 5))
    assert found is not None
    ax = sharpness.chart(found, Figure().add_subplot())
    bars = [bar for bar in ax.patches if isinstance(bar, Rectangle) and bar.get_height()]
    assert [(round(bar.get_x() + bar.get_width() / 2, 9), bar.get_height()) for bar in bars] == [
        (0.8, 10),
        (0.2, -5),
        (0.8, -5),
    ]
    heights = [np.asarray(line.get_ydata())[0] for line in ax.lines if line.get_gid() == "mean"]
    assert heights == pytest.approx([12.2, -12.2]), "beside the bars, which reach 10"
    low, high = ax.get_ylim()
    assert low == -high
    means = [np.asarray(line.get_xdata())[0] for line in ax.lines if line.get_gid() == "mean"]
    assert means == pytest.approx([0.8, 0.5])
    assert ax.get_xlabel() == "said; 20 forecasts on 20 events"
    assert [text.get_text() for text in ax.texts] == [
        "10 happened, said 80% on average",
        "10 did not happen, said 50% on average",
    ]
