"""The ROC curve by what it drew."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from reports.charts import roc
from reports.facets.record.roc import roc_of
from tests.reports import cases
from tests.reports.standing_cases import chances


def _marks(ax: Axes) -> list[tuple[float, float]]:
    return [
        (float(np.asarray(line.get_xdata())[0]), float(np.asarray(line.get_ydata())[0]))
        for line in ax.lines
        if line.get_gid() == "rule"
    ]


def test_it_draws_every_rule_and_writes_the_area_with_its_interval_and_counts() -> None:
    """From corner to corner."""
    found = cases.panel_card(40).standings[0].roc
    assert found is not None
    ax = roc.chart(found, Figure().add_subplot())
    (curve,) = [line for line in ax.lines if line.get_gid() == "curve"]
    assert np.asarray(curve.get_xydata()).tolist() == [
        [rule.false_alarm_rate, rule.hit_rate] for rule in found.rules
    ]
    (told,) = [text.get_text() for text in ax.texts if text.get_text().startswith("area")]
    assert told.startswith(f"area {found.area:.2f}\n95%: {found.low:.2f} to {found.high:.2f}")
    assert ax.get_xlabel().endswith("40 forecasts on 40 events")
    assert told.endswith(f"{found.happened} happened,\n{40 - found.happened} did not")


def test_rules_are_named_where_there_is_room() -> None:
    """Two that lie together have one name between them."""
    found = roc_of(chances([0.1, 0.72, 0.9, 0.91] * 5, [0, 1, 1, 0] * 5))
    assert found is not None
    ax = roc.chart(found, Figure().add_subplot())
    places = _marks(ax)
    assert len(places) == len(set(places)) < len(found.rules) + 1
    assert all(text.get_text().startswith("at ") for text in ax.texts[:-2])
