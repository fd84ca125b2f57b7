"""Which questions wait for an outcome, and which fall due next; never who forecast what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadline:
    """A day by which a question needs an outcome, and how many forecasts wait for it.

    `days_overdue` is 0 on the deadline day and negative before it.
    """

    question: str
    statement: str
    deadline: date
    days_overdue: int
    forecasts: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadlines:
    """The questions overdue, the longest first, a line each, and every deadline within the `days` to come.

    A question may have several deadlines to come: a latest date, a horizon, a condition's last day.
    """

    days: int
    overdue: tuple[Deadline, ...]
    coming: tuple[Deadline, ...]

    def as_calendar(self, *, stamp: datetime) -> bytes:
        """All of them as an iCalendar file, whose events bear the moment `stamp`."""
        import pandas as pd

        from tracker.calendars import calendar

        listed = (*self.overdue, *self.coming)
        frame = pd.DataFrame(
            {
                "slug": [one.question for one in listed],
                "statement": [one.statement for one in listed],
                "deadline": pd.to_datetime([one.deadline for one in listed]),
            }
        )
        return calendar(frame, stamp=stamp)


def deadlines_of(frame: DataFrame, questions: DataFrame, *, on: date, days: int) -> Deadlines:
    """What waits on an evaluation date among judged forecasts, and what falls due within so many days."""
    from tracker.deadlines import due, open_deadlines

    overdue = due(frame, questions, today=on)
    coming = open_deadlines(frame, questions, today=on, within=days)
    return Deadlines(days=days, overdue=_listed(overdue), coming=_listed(coming[coming["days_overdue"] <= 0]))


def _listed(table: DataFrame) -> tuple[Deadline, ...]:
    return tuple(
        Deadline(
            question=row["slug"],
            statement=row["statement"],
            deadline=row["deadline"].date(),
            days_overdue=row["days_overdue"],
            forecasts=row["forecasts"],
        )
        for row in table.to_dict("records")
    )
