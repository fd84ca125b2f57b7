"""The choices by what was drawn."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from reports.charts import sensitivity
from reports.facets.record.sensitivity import Sensitivity, Variant

FOUND = Sensitivity(
    measure="brier",
    forecasts=8,
    events=7,
    mean=0.2,
    low=0.1,
    high=0.3,
    reference=0.25,
    against="always saying 50%",
    lowest=0.15,
    highest=0.2,
    order_holds=True,
    variants=(
        Variant(choice="a", words="read so", changed=2, forecasts=8, events=7, mean=0.15, reference=0.25),
        Variant(choice="b", words="or so", changed=6, forecasts=4, events=4, mean=None, reference=None),
    ),
)


def test_each_choice_has_a_dot_beside_the_headline_and_its_interval() -> None:
    """With its words, its mean and its count; too few events have no dot."""
    ax = sensitivity.chart(FOUND, Figure().add_subplot())
    dots = [np.asarray(line.get_xydata()).tolist() for line in ax.lines if line.get_gid() == "observed"]
    ticks = [np.asarray(line.get_xdata())[0] for line in ax.lines if line.get_gid() == "expected"]
    assert dots == [[[0.15, 0.0]]]
    assert ticks == [0.2, 0.2]
    bars = [bar for bar in ax.patches if isinstance(bar, Rectangle)]
    assert [round(bar.get_width(), 9) for bar in bars] == [0.2, 0.2]
    assert [text.get_text() for text in ax.texts[:4]] == ["read so", "0.15", "or so", "too few of 4"]
    assert "as reported 0.20, 7 events" in ax.get_xlabel()


def test_it_grows_with_the_choices() -> None:
    """So that lines never crowd."""
    assert sensitivity.height(FOUND) > 0.8
