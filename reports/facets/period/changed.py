"""What changed since the last report: verdicts and scores that moved, and signed reports affected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from reports.facets.moves import COMPARED, MeanMove, Move, mean_moves, moves
from reports.kinds import PERIOD

if TYPE_CHECKING:
    from forecasts.ledger.view import View
    from reports.period import Period
    from reports.review.effects import Effect
    from tracker.judged import Records
    from tracker.selections import Selection


@dataclass(frozen=True, kw_only=True, slots=True)
class Affected:
    """A signed report that later records have moved: which, how many of its rows, and how, as a sentence.

    The means in the sentence are over the forecasts that were signed, without outcomes that came in late.
    """

    slug: str
    title: str
    rows: int
    sentence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """What became of the last report: the same forecasts, on the same date, by the ledger then and now.

    `report` is the slug of the last report on `period` if it was frozen; else the ledger is taken as it stood
    when that period ended. `entry` is that state, 0 if nothing had been recorded by then: then nothing
    is compared. `on` is the evaluation date of both sides. Of `moves`, those that are `news` ended what had
    been open; the others altered what had been settled. `means` are those that moved, over every forecast
    that both sides hold, news among them; where neither side has a mean, none moved.
    """

    period: str
    report: str | None
    entry: int
    recorded_at: datetime | None
    on: date
    moves: tuple[Move, ...]
    means: tuple[MeanMove, ...]
    affected: tuple[Affected, ...]

    @property
    def altered(self) -> tuple[Move, ...]:
        """The moves that altered what had been settled."""
        return tuple(move for move in self.moves if not move.news)


def changed_since(records: Records, before: Period, *, selection: Selection) -> Changed:
    """What changed in the forecasts chosen since the report on the period before."""
    from reports.review.effects import affected
    from tracker.judged import Judged

    view = records.view
    report, entry, on = _last_report(view, before, selection)
    moved: tuple[Move, ...] = ()
    means: tuple[MeanMove, ...] = ()
    recorded_at = None
    if 0 < entry < view.head.sequence:
        recorded_at = view.earlier(entry).head.recorded_at
        then = Judged.of(records, selection, on, entry=entry).rows[[*COMPARED]]
        judged = Judged.of(records, selection, on)
        now, names = judged.rows[[*COMPARED]], judged.names
        del judged
        moved = moves(then, now, view=view)
        held = now[now["key"].isin(set(then["key"]))]
        means = tuple(one for one in mean_moves(then, held, names) if one.before != one.after)
    elif entry:
        recorded_at = view.head.recorded_at
    return Changed(
        period=before.label,
        report=report,
        entry=entry,
        recorded_at=recorded_at,
        on=on,
        moves=moved,
        means=means,
        affected=tuple(_affected(effect) for effect in affected(records)),
    )


def _affected(effect: Effect) -> Affected:
    return Affected(slug=effect.slug, title=effect.title, rows=len(effect.moves), sentence=effect.sentence)


def _last_report(view: View, before: Period, selection: Selection) -> tuple[str | None, int, date]:
    """The last frozen report on a period with the same selection; else the ledger when the period ended."""
    from reports.review.scope import recipe_of
    from reports.review.states import review_states

    for state in reversed(review_states(view)):
        recipe = recipe_of(state.freeze)
        if (recipe.report, recipe.period, recipe.selection) == (PERIOD.name, before.label, selection):
            return state.slug, state.freeze.as_of, recipe.on
    return None, view.entry_by(datetime.combine(before.last, time.max, tzinfo=UTC)), before.last
