"""The Murphy diagram by what it drew."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from reports.charts import murphy
from tests.reports import cases


def test_it_draws_the_forecaster_between_two_named_references() -> None:
    """Three lines over the same thresholds, each with its Brier score."""
    found = cases.panel_card(60).standings[0].murphy
    assert found is not None
    ax = murphy.chart(found, Figure().add_subplot())
    drawn = {str(line.get_gid()): np.asarray(line.get_xydata()).tolist() for line in ax.lines}
    for name, costs in (("half", found.always_half), ("hindsight", found.hindsight), ("curve", found.scores)):
        assert list(dict(drawn[name]).items()) == list(zip(found.thresholds, costs, strict=True))
    texts = [text.get_text() for text in ax.texts]
    assert texts[0] == f"these chances: {found.brier:.2f}"
    assert texts[1] == "always 50%: 0.25"
    assert ax.get_xlabel().endswith("60 forecasts on 60 events")
    assert "known only afterwards" in murphy.KEY


def test_a_jump_is_upright() -> None:
    """Always 50% costs half of what happens up to there, and then less: between two thresholds, at once."""
    found = cases.panel_card(60).standings[0].murphy
    assert found is not None
    ax = murphy.chart(found, Figure().add_subplot())
    (half,) = [line for line in ax.lines if line.get_gid() == "half"]
    places = np.asarray(half.get_xydata())
    steps = np.diff(places, axis=0)
    assert np.all(np.abs(steps[:, 1]) <= np.maximum(steps[:, 0], 1e-12) + 1e-9 + (steps[:, 0] == 0))
    assert places[:, 0].tolist().count(0.5) == (1 if found.rate == 0.5 else 2)
