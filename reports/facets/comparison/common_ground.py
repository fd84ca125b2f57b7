"""Which claims forecasters share: only there are their scores compared, like with like.

A claim is shared where the question, what is asserted of it, the deadline, any condition and the outcome
are the same. A chance "by September" and another "by December" are no more of one difficulty than two
questions. Timelines on one question are shared where they speak of the same days: they are scored to one
common end, the earliest of the horizons of those who are compared (`tracker.common_ends`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.common_ends import CLAIM, codes_of, to_common_ends
from tracker.frame_arrays import Flags, day_numbers
from tracker.measures import (
    BRIER,
    CATEGORY_BRIER,
    MEASURES,
    RANKED_PROBABILITY_SCORE,
    TIMELINE_BRIER,
)
from tracker.vectors import Codes, Floats, column_sums

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pandas import DataFrame

MOST = 200
"""So many forecasters, those with most events, are set side by side at a time."""

OF_OPTIONS = (CATEGORY_BRIER.name, RANKED_PROBABILITY_SCORE.name)
"""Measures whose worst score hangs on the question, or is not 1: compared as shares of it."""

_SETTLED_LATER = "event_on"


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Ground:
    """Scores by one measure as a table of shared claims and forecasters, NaN where there is none.

    Attributes
    ----------
    forecasters, names
        Slugs in ascending order, and their names: the columns.
    forecasts
        How many forecasts each has.
    events, said
        The events in ascending order, and who has a score in them, shape (events, forecasters).
    event
        Of each claim (row) the place of its event.
    scores, lows, highs
        The scores of claims that two or more made, and their bands by the reading of words, shape
        (claims, forecasters).
    otherwise
        What the scores would be, had each outcome been the other one, of the same shape; None of timelines.
    made
        The day numbers on which the forecasts were made, of the same shape.
    resolved
        The day number on which each claim was both due and decided, shape (claims,).
    crowded_out
        How many forecasters with fewer events are not here: the table holds the 200 with most.
    rows, claims
        What the tables were made of: a row for each forecast of these forecasters, and a code for what each
        claims, before timelines run to a common end.
    """

    forecasters: tuple[str, ...]
    names: tuple[str, ...]
    forecasts: tuple[int, ...]
    events: tuple[str, ...]
    said: Flags
    event: Codes
    scores: Floats
    lows: Floats
    highs: Floats
    otherwise: Floats | None
    made: Floats
    resolved: Floats
    crowded_out: int
    rows: DataFrame
    claims: Codes

    def events_of(self, place: int) -> int:
        """In how many events one forecaster has a score."""
        return int(self.said[:, place].sum())

    def shared_by(self, places: list[int]) -> Codes:
        """The claims that all of these forecasters made."""
        return np.flatnonzero(np.isfinite(self.scores[:, places]).all(axis=1))

    def place_of(self, forecaster: str) -> int | None:
        """The column of a forecaster, None for one without a score."""
        return self.forecasters.index(forecaster) if forecaster in self.forecasters else None


def ground_of(counted: DataFrame, names: Mapping[str, str], *, keeping: str | None = None) -> Ground:
    """The ground of forecasts that count, by one measure and all prospective or all retrospective.

    Several forecasts of one forecaster on one claim are averaged; the order of the rows changes nothing.
    `keeping` is the slug of one who is kept, however few the events. Timelines are scored to an end common to
    all who are here; `among` gives the ground of some alone.
    """
    by_events = counted.groupby("forecaster")["cluster"].nunique().sort_index()
    ranked = by_events.sort_values(ascending=False, kind="stable").index.tolist()
    slugs = sorted(sorted(ranked, key=lambda slug: slug != keeping)[:MOST])
    rows = _of_options(counted[counted["forecaster"].isin(slugs)].reset_index(drop=True))
    events = np.unique(rows["cluster"].to_numpy(str))
    place = np.searchsorted(slugs, rows["forecaster"].to_numpy(str))
    said = np.zeros((len(events), len(slugs)), dtype=bool)
    said[np.searchsorted(events, rows["cluster"].to_numpy(str)), place] = True
    claims = _claims(rows)
    return Ground(
        forecasters=tuple(slugs),
        names=tuple(names.get(slug, slug) for slug in slugs),
        forecasts=tuple(np.bincount(place, minlength=len(slugs)).tolist()),
        events=tuple(events.tolist()),
        said=said,
        crowded_out=len(by_events) - len(slugs),
        rows=rows,
        claims=claims,
        **_tables(rows, claims, slugs, events),
    )


def _of_options(rows: DataFrame) -> DataFrame:
    """The rows, scores of options as shares of the worst that their question allows; others as they are."""
    (measure,) = set(rows["measure"])
    if measure not in OF_OPTIONS:
        return rows
    found = MEASURES[measure]
    worst = np.array([found.worst(len(options)) for options in rows["question_options"]], dtype=float)
    return rows.assign(**{name: rows[name].to_numpy(float) / worst for name in ("value", "low", "high")})


def among(ground: Ground, places: list[int]) -> Ground:
    """The ground with the scores of some forecasters alone: timelines run to an end that these share."""
    if not (ground.rows["measure"] == TIMELINE_BRIER.name).any():
        return ground
    slugs, events = list(ground.forecasters), np.array(ground.events)
    theirs = ground.rows["forecaster"].isin([slugs[place] for place in places]).to_numpy(bool)
    rows = ground.rows[theirs].reset_index(drop=True)
    return replace(ground, **_tables(rows, ground.claims[theirs], slugs, events))


def _tables(rows: DataFrame, claims: Codes, slugs: list[str], events: NDArray[np.str_]) -> dict[str, Any]:
    """The columns of the ground that hang on whose claims are shared."""
    rows, claim = to_common_ends(rows, claims)
    rows = rows.assign(
        made=day_numbers(rows["made_on"]),
        known=np.fmax(day_numbers(rows["known_on"]), day_numbers(rows["scored_on"])),
        claim=claim,
        otherwise=(rows["p"].to_numpy(float) - 1 + rows["observed"].to_numpy(float)) ** 2,
    )
    place = np.searchsorted(slugs, rows["forecaster"].to_numpy(str))
    code = np.searchsorted(events, rows["cluster"].to_numpy(str))
    shared = (rows.groupby("claim")["forecaster"].transform("nunique") > 1).to_numpy(bool)
    compared, claim = np.unique(rows["claim"].to_numpy()[shared], return_inverse=True)
    shape = (len(compared), len(slugs))
    cell = claim * len(slugs) + place[shared]
    counts = np.bincount(cell, minlength=len(compared) * len(slugs))
    event, resolved = np.zeros(len(compared), dtype=np.int64), np.full(len(compared), -np.inf)
    event[claim] = code[shared]
    np.maximum.at(resolved, claim, rows["known"].to_numpy(float)[shared])

    def table(name: str) -> Floats:
        sums = column_sums(cell, rows[name].to_numpy(float)[shared], len(counts))
        means = np.divide(sums, counts, out=np.full(len(counts), np.nan), where=counts > 0)
        shaped: Floats = means.reshape(shape)
        return shaped

    return {
        "event": event,
        "scores": table("value"),
        "lows": table("low"),
        "highs": table("high"),
        "otherwise": table("otherwise") if (rows["measure"] == BRIER.name).any() else None,
        "made": table("made"),
        "resolved": resolved,
    }


def _claims(rows: DataFrame) -> Codes:
    """A code for each row: what is claimed. When a timeline's event came is asked once its end is known."""
    (measure,) = set(rows["measure"])
    decided = [name for name in MEASURES[measure].decided_by if name != _SETTLED_LATER]
    return codes_of(rows, [*CLAIM, *decided])


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class SharedEvents:
    """Two forecasters on the events in which they made the same claims, each averaged within its event.

    `event` holds places among the ground's events, ascending. `lows` and `highs` are differences, first less
    second, at the low and at the high end of what words may mean; `otherwise` those had each outcome been the
    other one, None of timelines. `resolved` is the day on which the last shared claim of the event was both
    due and decided, `made` that of its first forecast. `lead` is how many days earlier the first spoke, in
    the middle of the shared claims. `unlike` counts events that both forecast without a claim in common.
    """

    event: Codes
    first: Floats
    second: Floats
    lows: Floats
    highs: Floats
    otherwise: Floats | None
    resolved: Floats
    made: Floats
    lead: float | None
    unlike: int


def shared_events(ground: Ground, first: int, second: int) -> SharedEvents:
    """What two forecasters, by their places, share; of timelines, to the end that is common to the two."""
    ground = among(ground, [first, second])
    claims = ground.shared_by([first, second])
    event, codes = np.unique(ground.event[claims], return_inverse=True)
    counts = np.bincount(codes, minlength=len(event))

    def mean(table: Floats, place: int) -> Floats:
        return column_sums(codes, table[claims, place], len(event)) / counts

    resolved = np.full(len(event), -np.inf)
    np.maximum.at(resolved, codes, ground.resolved[claims])
    made = np.full(len(event), np.inf)
    np.minimum.at(made, codes, ground.made[claims][:, [first, second]].min(axis=1))
    leads = ground.made[claims, second] - ground.made[claims, first]
    both = int((ground.said[:, first] & ground.said[:, second]).sum())
    return SharedEvents(
        event=event,
        first=mean(ground.scores, first),
        second=mean(ground.scores, second),
        lows=mean(ground.lows, first) - mean(ground.lows, second),
        highs=mean(ground.highs, first) - mean(ground.highs, second),
        otherwise=None
        if ground.otherwise is None
        else mean(ground.otherwise, first) - mean(ground.otherwise, second),
        resolved=resolved,
        made=made,
        lead=float(np.median(leads)) if len(leads) else None,
        unlike=both - len(event),
    )
