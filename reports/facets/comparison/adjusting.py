"""Who did better when some answered harder questions, as far as shared questions can tell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reports.facets.comparison.common_ground import Ground
from tracker.certainty.wording import LEAST_FOR_CURVE, LEAST_FOR_MEAN
from tracker.comparison.fixed_effects import fixed_effects, linked_parts
from tracker.vectors import Codes, Floats


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """How far a forecaster's scores lie below (negative, better) or above what their questions explain.

    `low` to `high` is the 95% interval; `mean` the plain mean score over `claims` claims.
    """

    forecaster: str
    name: str
    claims: int
    mean: float
    effect: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Effects:
    """Scores taken apart into the level of each claim and the effect of each forecaster, best first.

    `thin` of the `claims` were made by fewer than five forecasters: there, a forecaster's own score is a
    large part of the level, which pulls effects together.
    """

    claims: int
    events: int
    thin: int
    effects: tuple[Effect, ...]


def parts_of(ground: Ground, within: list[int]) -> tuple[tuple[str, ...], ...]:
    """The groups of forecasters, by slug, that shared claims link: several cannot be compared as one."""
    claims, seats = np.nonzero(np.isfinite(ground.scores[:, within]))
    slugs = [ground.forecasters[place] for place in within]
    alone = [slug for seat, slug in enumerate(slugs) if seat not in set(seats.tolist())]
    linked = linked_parts([slugs[seat] for seat in seats.tolist()], claims.tolist()) if len(claims) else ()
    return (*linked, *((slug,) for slug in alone))


def effects_of(ground: Ground, within: list[int]) -> Effects | None:
    """The effects of forecasters who answered different claims that link them all.

    Those with fewer than five shared events are left out. None where all made the same claims (the plain
    means say as much), where the claims do not link them, and below twenty events, where the intervals
    would be too narrow. The intervals come from the spread of the residuals summed within each event (the
    clustered sandwich), with Student's quantile.
    """
    within = [place for place in within if len(_events_shared(ground, place)) >= LEAST_FOR_MEAN]
    scores = ground.scores[:, within]
    scores, event = scores[np.isfinite(scores).any(axis=1)], ground.event[np.isfinite(scores).any(axis=1)]
    claims, seats = np.nonzero(np.isfinite(scores))
    events = len(np.unique(event))
    same = len(claims) == scores.size
    if len(within) < 2 or same or events < LEAST_FOR_CURVE or len(parts_of(ground, within)) > 1:
        return None
    found = fixed_effects(scores[claims, seats], seats, claims)
    reach = _reach(scores, event, found.levels[:, None] + found.effects[None, :])
    effects = [
        Effect(
            forecaster=ground.forecasters[place],
            name=ground.names[place],
            claims=int(found.answered[seat]),
            mean=float(found.means[seat]),
            effect=float(found.effects[seat]),
            low=float(found.effects[seat] - reach[seat]),
            high=float(found.effects[seat] + reach[seat]),
        )
        for seat, place in enumerate(within)
    ]
    return Effects(
        claims=len(scores),
        events=events,
        thin=found.thin_questions,
        effects=tuple(sorted(effects, key=lambda one: (one.effect, one.name, one.forecaster))),
    )


def _events_shared(ground: Ground, place: int) -> Codes:
    return np.unique(ground.event[np.isfinite(ground.scores[:, place])])


def _reach(scores: Floats, event: Codes, fitted: Floats) -> Floats:
    """Half the width of each effect's interval.

    With ``u_g`` the residuals of event g summed by forecaster and ``A`` the normal equations of the
    effects, the variances are the diagonal of ``m / (m - 1) A^-1 (sum u_g u_g') A^-1``; Student's degrees
    of freedom are m - 1, m the events of each.
    """
    from scipy.special import stdtrit

    said = np.isfinite(scores)
    forecasters, events = scores.shape[1], len(np.unique(event))
    own = np.array([len(np.unique(event[column])) for column in said.T])
    shares = said / said.sum(axis=1, keepdims=True)
    normal = np.diag(said.sum(axis=0).astype(float)) - shares.T @ said + 1 / forecasters
    sums = np.zeros((events, forecasters))
    np.add.at(sums, np.unique(event, return_inverse=True)[1], np.where(said, scores - fitted, 0.0))
    moved = np.linalg.solve(normal, sums.T)
    variances = (moved**2).sum(axis=1) * own / (own - 1)
    reach: Floats = stdtrit(own - 1, 0.975) * np.sqrt(variances)
    return reach
