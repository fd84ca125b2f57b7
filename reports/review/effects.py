"""Which frozen reports later records have moved, and by how much.

A report is affected when a record that it rests on was altered after it was made, and a verdict or score
in it, or its place among what counts, is otherwise now on the report's own evaluation date. An outcome
that came in later for what had been open is news: it alters nothing that was signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasts.ledger.chain import Head
from reports.facets.moves import MeanMove, Move, mean_moves, moves
from reports.figures import counted
from reports.review.scope import forecasts_now, forecasts_of, recipe_of
from reports.review.states import State, review_states
from tracker.judged import Records, row_names

if TYPE_CHECKING:
    from forecasts.ledger.view import View
    from reports.review.states import ReviewState

_SHOWN = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """A frozen report with what moved in it: rows, and the headline means of those forecasts.

    `again` is the command that freezes it anew.
    """

    slug: str
    title: str
    signed_by: tuple[str, ...]
    moves: tuple[Move, ...]
    means: tuple[MeanMove, ...]
    again: str

    @property
    def sentence(self) -> str:
        """What moved since it was signed and by how much, and what to do."""
        signed = f"of the report that {' and '.join(self.signed_by)} signed"
        return (
            f"{self.rows} {signed} moved since: {self.moves_in_words}. "
            f"Freeze it anew with `{self.again}` and have that one signed."
        )

    @property
    def rows(self) -> str:
        """How many rows moved."""
        return counted(len(self.moves), "row")

    @property
    def moves_in_words(self) -> str:
        """The first means and rows, before and after."""
        means = [mean for mean in self.means if mean.before is not None or mean.after is not None]
        shown = [f"{mean.name}'s {_pool(mean)} {_measure(mean)} {_change(mean)}" for mean in means[:_SHOWN]]
        if shown:
            shown[-1] += f", over {self._over}"
        shown += [move_in_words(move) for move in self.moves[:_SHOWN]]
        left = max(len(means) - _SHOWN, 0) + max(len(self.moves) - _SHOWN, 0)
        more = f"; and {left:,} more" if left else ""
        return f"{'; '.join(shown)}{more}"

    @property
    def _over(self) -> str:
        signed = "the forecasts that were signed" if self.signed_by else "the forecasts in the report"
        return f"{signed}, without those whose outcome came in since"


def affected(ledger: View | Records) -> tuple[Effect, ...]:
    """The signed reports, not superseded, that what was recorded since has moved, in order of freezing."""
    records = Records.of(ledger)
    signed = [state for state in review_states(records.view) if state.state is State.SIGNED]
    return _effects(records, signed)


def effect_on(ledger: View | Records, state: ReviewState) -> Effect | None:
    """What later records have moved in one frozen report, signed or not; None where nothing moved."""
    return next(iter(_effects(Records.of(ledger), [state])), None)


def move_in_words(move: Move) -> str:
    """A move in words: "17.3 yes 0.0400 -> no 0.6400 (outcome 19.1 corrected to 23.1: wrong date)"."""
    then = _judged(move.from_verdict, move.from_score, move.from_prospective)
    now = _judged(move.to_verdict, move.to_score, move.to_prospective)
    if move.from_prospective == move.to_prospective or move.to_prospective is None:
        then, now = (_judged(move.from_verdict, move.from_score), _judged(move.to_verdict, move.to_score))
    if move.from_counts and move.to_counts is False:
        now += ", which counts no more"
    elif move.from_counts is False and move.to_counts:
        now += ", which counts now"
    return f"{move.handle} {then} -> {now} ({move.because})"


def _effects(records: Records, reports: Sequence[ReviewState]) -> tuple[Effect, ...]:
    if not reports:
        return ()
    last = _last_change(records.view)
    found = (_effect(records, state) for state in reports if state.freeze.as_of < last)
    return tuple(effect for effect in found if effect is not None)


def _judged(verdict: str | None, score: float | None, prospective: bool | None = None) -> str:
    if verdict is None:
        return "not there"
    pool = "" if prospective is None else " prospective" if prospective else " retrospective"
    return f"{verdict}{pool}" if score is None else f"{verdict}{pool} {score:.4f}"


def _last_change(view: View) -> int:
    """The last entry that may have moved a verdict or a score."""
    from sqlalchemy import func, select

    from forecasts.ledger.tables import MIRRORS

    head = view.head.sequence
    found = [
        view.rows(select(func.max(mirror.c.entry).label("last")).where(mirror.c.entry <= head))[0].last
        for mirror in (MIRRORS[noun] for noun in ("amendment", "outcome", "forecast", "naming"))
    ]
    return max((entry for entry in found if entry is not None), default=0)


def _effect(records: Records, state: ReviewState) -> Effect | None:
    recipe = recipe_of(state.freeze)
    before = forecasts_of(state.freeze, records).rows
    now = forecasts_now(state.freeze, records)
    moved = moves(before, now.rows, view=records.view)
    altered = tuple(move for move in moved if not move.news)
    if not altered:
        return None
    news = {move.handle for move in moved if move.news}
    kept = before[~row_names(before).isin(news)]
    return Effect(
        slug=state.slug,
        title=state.freeze.title,
        signed_by=tuple(signature.by for signature in state.signatures),
        moves=altered,
        means=mean_moves(kept, now.rows[now.rows["key"].isin(set(kept["key"]))], now.names),
        again=f"{recipe.command(Head())} --freeze",
    )


def _pool(mean: MeanMove) -> str:
    return "prospective" if mean.prospective else "retrospective"


def _measure(mean: MeanMove) -> str:
    return f"mean {mean.measure.replace('_', ' ').replace('brier', 'Brier')}"


def _change(mean: MeanMove) -> str:
    counts = (
        f"{mean.forecasts_before:,} forecasts"
        if mean.forecasts_before == mean.forecasts_after
        else f"{mean.forecasts_before:,} -> {mean.forecasts_after:,} forecasts"
    )
    shown = ["too few" if value is None else f"{value:.4f}" for value in (mean.before, mean.after)]
    return f"{shown[0]} -> {shown[1]} ({counts})"
