"""What moved in a report's rows since a reviewer last looked, and what was asked and answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from forecasts.model import ReviewAct
from reports.facets.moves import MeanMove, Move, mean_moves, moves
from reports.review.people import same_person
from reports.review.reproducing import Reproduction, reproduce
from reports.review.scope import forecasts_now
from reports.review.states import Act, ReviewState, review_state_of
from tracker.judged import Records

if TYPE_CHECKING:
    from forecasts.ledger.view import View


@dataclass(frozen=True, kw_only=True, slots=True)
class Changes:
    """What is otherwise now than at the reviewer's last look, or than when the report was made.

    `looked` says which of the two; `since` is that entry, `moment` its moment. The frozen report itself
    never changes: this is what a new one would say otherwise on the same evaluation date. `again` is the
    report made again from its own entry: a figure that differs there was moved by the program, and by no
    record. `acts` are what others did with the report since.
    """

    slug: str
    looked: bool
    since: int
    moment: datetime | None
    moves: tuple[Move, ...]
    means: tuple[MeanMove, ...]
    again: Reproduction
    acts: tuple[Act, ...]
    standing: ReviewState


def changes(view: View, slug: str, *, by: str) -> Changes:
    """What moved since a person last looked at a report: opened, questioned, answered or signed it."""
    state = review_state_of(view, slug)
    mine = [act for act in state.acts if same_person(act.by, by)]
    since = mine[-1].handle.entry if mine else state.freeze.as_of
    records = Records(view)
    before, after = (forecasts_now(state.freeze, records, entry=entry) for entry in (since, None))
    others = [act for act in _acts_on(state) if act.handle.entry > since]
    return Changes(
        slug=state.slug,
        looked=bool(mine),
        since=since,
        moment=view.earlier(since).head.recorded_at,
        moves=moves(before.rows, after.rows, view=view, new=True),
        means=mean_moves(before.rows, after.rows, after.names),
        again=reproduce(records, state.freeze),
        acts=tuple(others),
        standing=state,
    )


def _acts_on(state: ReviewState) -> list[Act]:
    """What was done with a report but looked at, and the questions it took over with their answers."""
    carried = [act for act in state.questions if act.report != state.slug]
    answers = [answer for act in carried for answer in act.answers]
    done = [act for act in state.acts if act.act is not ReviewAct.OPENED]
    return sorted([*done, *carried, *answers], key=lambda act: act.handle)
