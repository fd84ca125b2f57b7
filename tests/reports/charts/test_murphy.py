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
    drawn = {str(line.get_gid()): np.asarray(line.get_ydata()).tolist() for line in ax.lines}
    assert drawn == {
        "half": list(found.always_half),
        "hindsight": list(found.hindsight),
        "curve": list(found.scores),
    }
    texts = [text.get_text() for text in ax.texts]
    assert texts[0] == f"60 forecasts on 60 events: Brier {found.brier:.3f}"
    assert texts[1].endswith("0.250")
    assert "known only afterwards" in murphy.KEY
