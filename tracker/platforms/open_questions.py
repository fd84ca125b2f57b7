"""Who had said what on a claim, from its first forecast until it closed: what platforms score.

A claim opens on the day of its first forecast, since a ledger does not record when a platform put the
question up. It closes on its deadline, or before it on the day of the event or of the answer. A forecast is
in force from the day it was made until the next one of its series, its withdrawal, or the close; of several
made on one day the last counts. Prospective and retrospective forecasts are told apart, as if there were no
others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from forecasts.model import PRIMARY
from tracker.common_ends import CLAIM, codes_of
from tracker.frame_arrays import Flags, Texts, among, day_numbers, texts
from tracker.vectors import Codes, Floats

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from pandas import DataFrame, Series

_DECIDED = ("yes", "no")
_SCORED = ("chance", "shares")
_NEEDED = [*CLAIM, "deadline", "belief", "prospective"]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class OpenQuestion:
    """One claim with F forecasters, in T stretches of days during which nobody changed anything.

    Attributes
    ----------
    question, cluster, prospective
        Whose claim it is, with which event it stands or falls, and which kind of forecasts these are.
    ordered
        Whether the options have an order.
    forecasters, peers
        The slugs, and which of them others are compared with: crowds are not, shape (F,).
    days
        The length of each stretch, shape (T,).
    in_force
        Whether a forecaster had said anything, shape (F, T).
    said
        The share of each of K options, shape (F, T, K), and 0 where nothing was in force. Of yes and no these
        are the chances of no and yes.
    answer
        The place of what came true.
    scheduled
        Days from the first forecast to the deadline, whenever it in fact closed.
    """

    question: str
    cluster: str
    prospective: bool
    ordered: bool
    forecasters: tuple[str, ...]
    peers: Flags
    days: Floats
    in_force: Flags
    said: Floats
    answer: int
    scheduled: float


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Columns:
    """Forecasts as columns, in the order in which they were made; days are day numbers."""

    question: Texts
    cluster: Texts
    question_kind: Texts
    question_options: Texts
    belief: Texts
    verdict: Texts
    outcome: Texts
    answer_option: Texts
    forecaster: Texts
    options: Texts
    shares: Texts
    prospective: Flags
    derived: Flags
    series: Codes
    p: Floats
    observed: Floats
    made_on: Floats
    withdrawn_on: Floats
    event_on: Floats
    known_on: Floats
    matures_on: Floats

    @classmethod
    def of(cls, rows: DataFrame) -> _Columns:
        """Those of a frame of judged forecasts."""
        read: dict[str, Callable[[Series[Any]], Any]]
        read = {"Texts": texts, "Flags": _flags, "Codes": _codes, "Floats": _floats}
        return cls(**{field.name: read[str(field.type)](rows[field.name]) for field in fields(cls)})

    def at(self, places: Codes) -> _Columns:
        """Some of the rows."""
        return _Columns(**{field.name: getattr(self, field.name)[places] for field in fields(self)})


def _flags(column: Series[Any]) -> Flags:
    return column.to_numpy(dtype=bool)


def _codes(column: Series[Any]) -> Codes:
    return column.to_numpy(dtype=np.int64)


def _floats(column: Series[Any]) -> Floats:
    return day_numbers(column) if column.dtype.kind == "M" else column.to_numpy(dtype=np.float64)


def open_questions(rows: DataFrame, crowds: frozenset[str]) -> Iterator[OpenQuestion]:
    """The claims of judged forecasts that came to yes, to no or to an option, each with its history.

    Parameters
    ----------
    rows
        Judged forecasts with the columns of `tracker.judged_columns`. Timelines, quantities, other readings
        than the primary one and what came true in part are passed over, and so is what was never in force.
    crowds
        The slugs of forecasters who are crowds: they are scored, and nobody is compared with them. Derived
        forecasts are a crowd's too.
    """
    fits = among(texts(rows["belief"]), _SCORED) & (rows["reading"] == PRIMARY).to_numpy(dtype=bool)
    rows = rows[fits & among(texts(rows["verdict"]), (*_DECIDED, "withdrawn"))]
    rows = rows.sort_values(["made_on", "order", "entry", "position"], kind="stable")
    columns, code = _Columns.of(rows), codes_of(rows, _NEEDED)
    order = np.argsort(code, kind="stable")
    edges = [*np.flatnonzero(np.diff(code[order], prepend=-1)), len(order)]
    for first, after in pairwise(edges):
        found = (_open(claim, crowds) for claim in _by_outcome(columns.at(order[first:after])))
        yield from (question for question in found if question is not None)


def _by_outcome(claim: _Columns) -> Iterator[_Columns]:
    """The forecasts that one outcome decided: of what recurs, there are several.

    One that was withdrawn has no outcome of its own, and belongs to the only one that there is.
    """
    outcomes = set(claim.outcome[among(claim.verdict, _DECIDED)])
    if len(outcomes) == 1:
        yield claim
        return
    for outcome in sorted(outcomes):
        yield claim.at(np.flatnonzero(claim.outcome == outcome))


def _open(claim: _Columns, crowds: frozenset[str]) -> OpenQuestion | None:
    """The history of one claim; None where its answer is no option, or nothing was ever in force."""
    first = int(np.argmax(among(claim.verdict, _DECIDED)))
    said, answer = _shares(claim, first)
    due, closed = float(claim.matures_on[first]), _closed(claim, first)
    until = _until(claim, closed)
    lasts = until > claim.made_on
    if answer is None or not lasts.any():
        return None
    opened = float(claim.made_on[lasts].min())
    names = tuple(sorted(set(claim.forecaster[lasts])))
    edges = np.unique(np.concatenate([claim.made_on[lasts], until[lasts], [closed]]))
    in_force = np.zeros((len(names), len(edges) - 1), dtype=bool)
    shares = np.zeros((*in_force.shape, said.shape[1]))
    rows, place_of = np.flatnonzero(lasts), {name: place for place, name in enumerate(names)}
    begins, ends = (np.searchsorted(edges, days[rows]).tolist() for days in (claim.made_on, until))
    for row, begin, end in zip(rows.tolist(), begins, ends, strict=True):
        place = place_of[claim.forecaster[row]]
        in_force[place, begin:end] = True
        shares[place, begin:end] = said[row]
    apart = crowds | set(claim.forecaster[claim.derived])
    return OpenQuestion(
        question=str(claim.question[first]),
        cluster=str(claim.cluster[first]),
        prospective=bool(claim.prospective[first]),
        ordered=claim.question_kind[first] == "ordered",
        forecasters=names,
        peers=np.array([name not in apart for name in names]),
        days=np.diff(edges),
        in_force=in_force,
        said=shares,
        answer=answer,
        scheduled=max(due, closed) - opened,
    )


def _until(claim: _Columns, closed: float) -> Floats:
    """The day on which each forecast ceased to be in force."""
    end = np.fmin(claim.withdrawn_on, closed)
    following: dict[int, float] = {}
    series, made = claim.series.tolist(), claim.made_on.tolist()
    for row in range(len(series) - 1, -1, -1):
        if series[row] in following:
            end[row] = min(end[row], following[series[row]])
        following[series[row]] = made[row]
    return end


def _shares(claim: _Columns, first: int) -> tuple[Floats, int | None]:
    """What each forecast gave to each option, and the place of the one that came true."""
    if claim.belief[first] == "chance":
        return np.column_stack([1 - claim.p, claim.p]), int(claim.observed[first])
    offered = list(claim.question_options[first])
    said = np.zeros((len(claim.p), len(offered)))
    for row, (options, shares) in enumerate(zip(claim.options, claim.shares, strict=True)):
        stated = dict(zip(options, shares, strict=True))
        said[row] = [stated.get(option, 0.0) for option in offered]
    answer = claim.answer_option[first]
    return said, offered.index(answer) if answer in offered else None


def _closed(claim: _Columns, first: int) -> float:
    """The day on which a claim closed: of its event, of its answer, or its deadline."""
    event, answered = float(claim.event_on[first]), float(claim.known_on[first])
    if claim.question_kind[first] == "event":
        answered = np.inf
    return float(np.fmin(claim.matures_on[first], answered if np.isnan(event) else event))
