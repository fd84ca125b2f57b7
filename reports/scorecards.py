"""How good a forecaster is: every forecast with its verdict and score, and what the whole can tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from reports.canonical import SELDOM
from reports.facets.counting import Omission, Share, omissions_of, recorded, shares_of
from reports.facets.lanes import Lane, lanes_of
from reports.facets.record.of_platform import OfPlatform, PlatformFigures
from reports.facets.record.standings import REPLICATES, SEED, Standing, standings_of
from reports.facets.rows import Row, rows_of
from reports.facets.rules import rules_of
from reports.facets.sealed import Sealed, sealed_of
from reports.headings import heading_of, ruled
from reports.kinds import SCORECARD, Kind
from reports.report import Heading, LedgerReport, Recipe
from tracker.funnel import Funnel, funnel_of
from tracker.judged import Judged, Records
from tracker.selections import Selection

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.ledger.view import View


@dataclass(frozen=True, kw_only=True)
class Scorecard(LedgerReport):
    """A scorecard as plain data; draw it with `reports.render`.

    `standings` are the prospective and the retrospective one, in this order. `funnel` counts
    statements, `left_out` counts forecasts; `rows` holds every forecast, updates after what they update;
    `lanes` those that have a place in time; `sealed` what was sealed and not revealed, if there is any;
    `platform` what the platform makes of the forecasts that a single forecaster's came from, if they did.
    """

    kind: ClassVar[Kind] = SCORECARD

    funnel: Funnel
    shares: tuple[Share, ...]
    left_out: tuple[Omission, ...]
    standings: tuple[Standing, Standing]
    rows: tuple[Row, ...]
    lanes: tuple[Lane, ...]
    rules: tuple[str, ...]
    sealed: Sealed | None = field(default=None, metadata=SELDOM)
    platform: OfPlatform | None = field(default=None, metadata=SELDOM)


def scorecard(
    ledger: Ledger | View | Records,
    *,
    forecaster: str | None = None,
    source: str | None = None,
    topic: str | None = None,
    selection: Selection | None = None,
    on: date,
) -> Scorecard:
    """The scorecard of a forecaster, a source, a topic, or any selection of forecasts, on an evaluation date.

    Parameters
    ----------
    ledger
        A ledger, or a view of it as of an entry.
    forecaster, source, topic
        Slug, name or unique prefix of a forecaster; slug or unique prefix of a source; a topic.
        Without any, the whole ledger.
    selection
        What else is chosen; names above come on top of its own.
    on
        The evaluation date: outcomes known later and forecasts made later are left out.

    Raises
    ------
    Unknown, NotUnique
        If the ledger holds no such forecaster, source, publisher or topic, or the prefix fits several.
    """
    records = Records.of(ledger)
    chosen = (selection or Selection()).naming(forecasters=[forecaster], sources=[source], topics=[topic])
    heading = heading_of(records.view, recipe=Recipe(report=SCORECARD.name, selection=chosen, on=on))
    judged = Judged.of(records, heading.selection, on)
    return scorecard_of(
        judged,
        heading=heading,
        sealed=sealed_of(records.view, heading.selection, on),
        platform=PlatformFigures(records, heading.selection, on).of(judged.rows),
    )


def scorecard_of(
    judged: Judged,
    *,
    heading: Heading,
    sealed: Sealed | None = None,
    platform: OfPlatform | None = None,
) -> Scorecard:
    """The scorecard of judged forecasts, which its heading is about, with what stands beside them."""
    frame, names = judged.rows, judged.names
    rows, pooled = rows_of(frame, names), recorded(frame)
    return Scorecard(
        heading=ruled(heading, frame),
        funnel=funnel_of(pooled),
        shares=shares_of(pooled, names),
        left_out=omissions_of(pooled),
        standings=standings_of(pooled, names),
        rows=rows,
        lanes=lanes_of(rows),
        rules=rules_of(frame, seed=SEED, replicates=REPLICATES),
        sealed=sealed,
        platform=platform,
    )
