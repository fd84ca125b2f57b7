"""Which of the events that a plan asks for a ledger holds already, and what was said on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from forecasts.errors import ImpossiblePlan
from reports.facets.comparison.common_ground import ground_of, shared_events
from reports.facets.record.standings import of_kind
from tracker.certainty.wording import LEAST_FOR_MEAN
from tracker.chances import tested
from tracker.comparison.paired_test import midpoint_luck
from tracker.judged import Judged
from tracker.measures import BRIER, TIMELINE_BRIER
from tracker.once import once_an_event
from tracker.selections import Selection

if TYPE_CHECKING:
    from forecasts.ledger.view import View
    from tracker.comparison.luck_sums import LuckSum
    from tracker.vectors import Floats

_LOGGED = {True: "", False: " (retrospective)"}


@dataclass(frozen=True, kw_only=True, slots=True)
class There:
    """The events that are there: prospective ones, or, where there are none, retrospective ones."""

    slugs: tuple[str, ...] = ()
    events: int | None = None
    kind: str = ""
    luck: LuckSum | None = None
    said: Floats | None = None


def shared_by_two(view: View, forecasters: tuple[str, ...], on: date) -> There:
    """What two forecasters share by the measure where they share most."""
    chosen = Selection().naming(forecasters=forecasters).with_slugs(view)
    slugs = chosen.forecasters
    if len(set(slugs)) != 2:
        raise ImpossiblePlan("One forecaster twice", "a difference takes two", "name another one")
    judged = Judged.of(view, chosen, on)
    best = There(slugs=slugs, events=0)
    for ahead in (True, False):
        rows = of_kind(judged.rows, prospective=ahead)
        for measure in (BRIER, TIMELINE_BRIER):
            part = rows[rows["counts"] & (rows["measure"] == measure.name)]
            if part["forecaster"].nunique() < 2:
                continue
            ground = ground_of(part, judged.names)
            shared = shared_events(ground, *(ground.forecasters.index(slug) for slug in slugs))
            if len(shared.event) > (best.events or 0):
                luck = None
                if shared.otherwise is not None:
                    luck = midpoint_luck(shared.first - shared.second, shared.otherwise)
                    apart = int((abs(luck.values).max(axis=1) > 0).sum())
                    luck = luck if apart >= LEAST_FOR_MEAN else None
                windows = " by windows" if measure == TIMELINE_BRIER else ""
                best = There(
                    slugs=slugs, events=len(shared.event), kind=f"{windows}{_LOGGED[ahead]}", luck=luck
                )
        if best.events:
            break
    return best


def said_by(view: View, forecaster: str, on: date) -> There:
    """The chances of one forecaster that count, the first made on each event."""
    chosen = Selection().naming(forecasters=(forecaster,)).with_slugs(view)
    judged = Judged.of(view, chosen, on)
    for ahead in (True, False):
        rows = of_kind(judged.rows, prospective=ahead)
        once = once_an_event(tested(rows[rows["counts"]]), "forecaster", "prospective")
        if len(once):
            said = once["p"].to_numpy(float)
            return There(slugs=chosen.forecasters, events=len(once), kind=_LOGGED[ahead], said=said)
    return There(slugs=chosen.forecasters, events=0)
