"""Whether things said to be 70% likely happened 70% of the time, and whether windows held what they said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from reports.headings import Heading, heading_of, names_of, selected, standing_view
from reports.parts.chances import CURVES, Expectation, Reliability, expectation_of, reliability_of, yes_or_no
from reports.parts.counting import Funnel, Omission, funnel_of, marked, omissions_of
from reports.parts.judging import judged_view
from reports.parts.rules import rules_of
from reports.parts.standings import REPLICATES, SEED, of_kind
from reports.report import Report
from tracker.certainty.intervals import wilson
from tracker.certainty.wording import Tier, caution, told_by

if TYPE_CHECKING:
    from pandas import DataFrame

    from forecasts.ledger import Ledger
    from forecasts.ledger.view import View

_WINDOW = "W80-1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """How many windows held the event, with the share that their reading promises.

    `share` and its 95% Wilson interval `low` to `high` are None below five events. Wide windows hold
    more, so this says whether they are honest, never whether they are good.
    """

    count: int
    events: int
    hits: int
    promised: float
    share: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """How well stated chances agree with what happened, all prospective or all retrospective.

    `expectation` is None below five events, `reliability` (the curve) below twenty. `coverage` is of
    windows without a stated probability; None where there are none. `caution` warns where forecasts
    share events.
    """

    prospective: bool
    seen: int
    forecasts: int
    events: int
    tier: Tier
    words: str
    caution: str | None
    expectation: Expectation | None
    reliability: Reliability | None
    coverage: Coverage | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Individual:
    """One forecaster's expected against observed; None below five events."""

    forecaster: str
    name: str
    prospective: bool
    forecasts: int
    events: int
    words: str
    expectation: Expectation | None


@dataclass(frozen=True, kw_only=True)
class Calibration(Report):
    """A calibration report as plain data; draw it with `reports.render`.

    `agreements` are the prospective and the retrospective one, in this order; `individuals` is empty
    where the report is of a single forecaster.
    """

    name: ClassVar[str] = "calibration"

    heading: Heading
    funnel: Funnel
    left_out: tuple[Omission, ...]
    agreements: tuple[Agreement, Agreement]
    individuals: tuple[Individual, ...]
    rules: tuple[str, ...]


def calibration(
    ledger: Ledger | View,
    *,
    forecasters: tuple[str, ...] = (),
    source: str | None = None,
    topic: str | None = None,
    on: date,
) -> Calibration:
    """The calibration of some forecasters, a source or a topic on an evaluation date; of all by default.

    Parameters
    ----------
    ledger
        A ledger, or a view of it as of an entry.
    forecasters, source, topic
        Slugs, names or unique prefixes of forecasters; slug or unique prefix of a source; a topic.
    on
        The evaluation date: outcomes known later and forecasts made later are left out.

    Raises
    ------
    Unknown, NotUnique
        If the ledger holds no such forecaster, source or topic, or a prefix fits several.
    """
    view = standing_view(ledger)
    heading = heading_of(view, on=on, forecasters=forecasters, source=source, topic=topic)
    return calibration_of(judged_view(view, on), heading=heading, names=names_of(view))


def calibration_of(scores: DataFrame, *, heading: Heading, names: Mapping[str, str]) -> Calibration:
    """The calibration of those rows of a frame of scores that its heading is about."""
    frame = marked(selected(scores, heading), on=heading.on)
    return Calibration(
        heading=heading,
        funnel=funnel_of(frame),
        left_out=omissions_of(frame),
        agreements=(_agreement(frame, prospective=True), _agreement(frame, prospective=False)),
        individuals=_individuals(frame, names) if len(set(frame["forecaster"])) > 1 else (),
        rules=(
            *rules_of(frame, seed=SEED, replicates=REPLICATES)[:-1],
            "Partly and graded outcomes have scores but no place in counts of what happened.",
            f"Curves and their 90% bands come from {CURVES:,} simulated sets, seed {SEED}.",
        ),
    )


def _agreement(frame: DataFrame, *, prospective: bool) -> Agreement:
    kind = of_kind(frame, prospective=prospective)
    chances = yes_or_no(kind[kind["counts"]])
    told = told_by(chances["cluster"].nunique())
    return Agreement(
        prospective=prospective,
        seen=len(kind),
        forecasts=len(chances),
        events=told.events,
        tier=told.tier,
        words=told.sentence,
        caution=caution(len(chances), told.events),
        expectation=expectation_of(chances),
        reliability=reliability_of(chances, seed=SEED),
        coverage=_coverage(kind),
    )


def _coverage(kind: DataFrame) -> Coverage | None:
    from forecasts.window.spreading import SPREADS

    first = (kind["order"] == 0) & (kind["reading"] == "primary") & (kind["rule"] == _WINDOW)
    windows = kind[first & kind["p"].isna() & kind["window_hit"].notna() & (kind["belief"] == "timeline")]
    events, hits = windows["cluster"].nunique(), int(windows["window_hit"].astype(float).sum())
    if not len(windows):
        return None
    interval = wilson(hits, len(windows)) if told_by(events).shows_mean else None
    return Coverage(
        count=len(windows),
        events=events,
        hits=hits,
        promised=SPREADS[_WINDOW].within,
        share=hits / len(windows) if interval else None,
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
    )


def _individuals(frame: DataFrame, names: Mapping[str, str]) -> tuple[Individual, ...]:
    found = []
    for (slug, ahead), part in frame[frame["verdict"] != "unscoreable"].groupby(
        ["forecaster", "prospective"]
    ):
        chances = yes_or_no(part[part["counts"]])
        told = told_by(chances["cluster"].nunique())
        found.append(
            Individual(
                forecaster=str(slug),
                name=names.get(str(slug), str(slug)),
                prospective=bool(ahead),
                forecasts=len(chances),
                events=told.events,
                words=told.sentence,
                expectation=expectation_of(chances),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.name, one.forecaster, not one.prospective)))
