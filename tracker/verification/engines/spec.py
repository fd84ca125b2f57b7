"""What an engine is asked for, and what it may tell while it works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tracker.verification.column_names import Roles
from tracker.verification.gathered import Gathered
from tracker.verification.sources import Source
from tracker.verification.tables import Progress


@dataclass(frozen=True, kw_only=True, slots=True)
class Spec:
    """What to reduce rows to.

    Attributes
    ----------
    roles
        The columns, those to group by among them.
    percent
        Whether probabilities are written from 0 to 100.
    skip_bad
        Whether a part that cannot be read is left out and named, instead of ending the work.
    """

    roles: Roles
    percent: bool = False
    skip_bad: bool = False


class Engine(Protocol):
    """Reduces all rows of a source, in any number of parts and steps, to the same digits."""

    def aggregate(self, source: Source, spec: Spec, progress: Progress | None) -> Gathered:
        """The aggregates of the rows; `progress` hears now and then which share of them is done."""
