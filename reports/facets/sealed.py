"""How many sealed forecasts nobody has revealed, and which of them are past their deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.amounts import counted
from tracker.selections import Selection, listed

if TYPE_CHECKING:
    from forecasts.ledger.view import View


@dataclass(frozen=True, kw_only=True, slots=True)
class Overdue:
    """A sealed forecast whose deadline is over, and that was not revealed."""

    seal: str
    forecaster: str
    deadline: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Sealed:
    """Sealed forecasts that are not revealed; `overdue` are those past their deadline, earliest first."""

    count: int
    overdue: tuple[Overdue, ...]

    @property
    def sentence(self) -> str:
        """What a reader should know of them.

        >>> late = Overdue(seal="3.1", forecaster="ann", deadline=date(2021, 9, 25))
        >>> Sealed(count=2, overdue=(late,)).sentence
        '2 sealed forecasts are not revealed; one is past its deadline, 2021-09-25 (3.1).'
        """
        verb = "is" if self.count == 1 else "are"
        told = f"{counted(self.count, 'sealed forecast')} {verb} not revealed"
        days = listed([f"{late.deadline} ({late.seal})" for late in self.overdue])
        if not self.overdue:
            return f"{told}."
        if self.count == 1:
            return f"{told}, and past its deadline, {days}."
        if len(self.overdue) == 1:
            return f"{told}; one is past its deadline, {days}."
        return f"{told}; {len(self.overdue):,} are past their deadlines, {days}."


def sealed_of(view: View, selection: Selection, on: date) -> Sealed | None:
    """Those of the selected forecasters, or of everybody where none is named; None where there are none.

    A seal tells no topic, question or source, so that it counts whatever else is selected.
    """
    from forecasts.ledger.seal_rules import unrevealed

    found = [
        (stored.handle, seal)
        for stored, seal in unrevealed(view)
        if seal.made_on <= on and (not selection.forecasters or seal.forecaster in selection.forecasters)
    ]
    if not found:
        return None
    overdue = sorted(
        (seal.deadline, handle, seal.forecaster)
        for handle, seal in found
        if seal.deadline is not None and seal.deadline < on
    )
    return Sealed(
        count=len(found),
        overdue=tuple(
            Overdue(seal=str(handle), forecaster=forecaster, deadline=deadline)
            for deadline, handle, forecaster in overdue
        ),
    )
