"""Which forecasts the tests of faults take: one an event, of each forecaster and of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tracker.chances import tested
from tracker.once import once_an_event
from tracker.timeline_shares import first_timelines

if TYPE_CHECKING:
    from pandas import DataFrame

_BY = ("forecaster", "prospective")
_MIDDLE = 0.5


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Sample:
    """The chances, the windows with a first and a last date, the quantiles on either side of the middle."""

    chances: DataFrame
    windows: DataFrame
    quantiles: DataFrame


def sample_of(frame: DataFrame) -> Sample:
    """The forecasts of a marked frame that are tested; a window counts once its own last date is over."""
    counting = frame[frame["counts"]]
    timelines = first_timelines(frame, verdicts=("yes", "no"))
    return Sample(
        chances=once_an_event(tested(counting), *_BY),
        windows=once_an_event(timelines[timelines["earliest"].notna()], *_BY),
        quantiles=once_an_event(_with_middle(counting), *_BY),
    )


def _with_middle(counting: DataFrame) -> DataFrame:
    stated = counting[(counting["belief"] == "quantiles") & counting["answer_value"].notna()]
    return stated[np.array([one[0] < _MIDDLE < one[-1] for one in stated["levels"]], dtype=bool)]
