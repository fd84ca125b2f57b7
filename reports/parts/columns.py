"""The records of a view as columns, read once and judged as often as a report looks back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reports.parts.judging import judged, judged_view

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger.view import View
    from tracker.crowds import Crowd


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Columns:
    """Standing forecasts, questions, outcomes, sources and forecasters of a view."""

    view: View
    forecasts: DataFrame
    questions: DataFrame
    outcomes: DataFrame
    sources: DataFrame
    forecasters: DataFrame

    @classmethod
    def of(cls, view: View) -> Columns:
        """What stands in a view."""
        return cls(
            view=view,
            forecasts=view.forecasts(),
            questions=view.questions(),
            outcomes=view.outcomes(),
            sources=view.sources(),
            forecasters=view.forecasters(),
        )

    def judged(self, on: date, view: View, *, crowd: Crowd | None = None) -> DataFrame:
        """Every forecast of a view, the same or an earlier one of the same ledger, judged on a date.

        Where nothing was amended in between, the earlier view is the first part of what was read.
        """
        if view.amendments != self.view.amendments:
            return judged_view(view, on, crowd=crowd)
        forecasts, questions, outcomes, sources, forecasters = (
            frame[frame["entry"] <= view.head.sequence].reset_index(drop=True)
            for frame in (self.forecasts, self.questions, self.outcomes, self.sources, self.forecasters)
        )
        if crowd:
            from tracker.crowds import with_crowd

            forecasts = with_crowd(forecasts, questions, outcomes, forecasters, how=crowd, on=on)
        return judged(forecasts, questions, outcomes, sources=sources, on=on)
