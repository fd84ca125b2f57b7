"""The chart of economic value by what it drew."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from reports.charts import economic_value as charts
from tracker.discrimination.economic_value import EconomicValue, economic_value
from tracker.tally import Tally


def found(threshold: float | None = 0.5, happened: tuple[int, int] = (5, 42)) -> EconomicValue:
    """A hundred forecasts of 20% and 80%."""
    value = economic_value(Tally.from_counts([0.2, 0.8], [50, 50], happened), threshold)
    assert value is not None
    return value


def test_it_draws_the_value_its_band_and_the_best_of_any_threshold() -> None:
    """A line each over the same ratios, the band between the ends of the intervals."""
    value = found()
    ax = charts.chart(value, Figure().add_subplot())
    drawn = {str(line.get_gid()): np.asarray(line.get_ydata()).tolist() for line in ax.lines}
    assert drawn["value"] == [user.value for user in value.users]
    assert drawn["best"] == [user.best for user in value.users]
    band = ax.collections[0].get_paths()[0].vertices
    assert {user.low for user in value.users} <= set(np.asarray(band)[:, 1])
    texts = [text.get_text() for text in ax.texts]
    assert texts[0] == "act at 50% or more"
    assert ax.get_xlabel().endswith("100 forecasts on 100 events")


def test_words_say_who_is_served_and_where_the_interval_agrees() -> None:
    """Nobody where the warnings are worse than none."""
    own, wrong = charts.words(found(None)), charts.words(found(happened=(42, 5)))
    assert own.startswith("Whoever acts where the chance is at least cost over loss does better")
    assert (
        wrong
        == "Whoever acts at 50% or more does no better than by always or never acting, whatever it costs."
    )
