"""How much of a timeline had passed by a day, and by which day it reached a chance."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tracker.timeline_shares import day_at


def test_the_day_of_a_level_lies_between_knots() -> None:
    """A quarter lies on the first rise; a level never reached has no day."""
    rows = pd.DataFrame({"days": [(0, 30, 90)], "heights": [(0, 0.5, 0.8)]})
    assert day_at(rows, 0.25).tolist() == [15.0]
    assert np.isnan(day_at(rows, 0.9)).all()
