"""Every chart by its name: what it shows, which report holds it, and how much it needs.

A chart of a report is taken from that report's own page, so that drawn alone it is precisely what the report
shows. On a page it is called `CHART[-WHAT][-prospective|-retrospective][-NUMBER]`: `reliability-prospective`,
`running-timeline-brier-retrospective`, `evidence-prospective-2`, `swimlane`. Charts that no report holds are
made here from the same forecasts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reports.kinds import CALIBRATION, COMPARISON, SCORECARD
from tracker.measures import BRIER, PINBALL, TIMELINE_BRIER

_KINDS = ("prospective", "retrospective")


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A chart: what it shows in one line, the reports that hold it, what its pictures' names begin with.

    `needs` is the number of resolved events that it takes, with forecasts scored by one of `measures`
    (any, where there is none), which `of` names. A chart with no report is made of the forecasts
    themselves. Unless it is `by_kind`, prospective and retrospective forecasts are both in it.
    """

    shows: str
    reports: tuple[str, ...] = ()
    pictures: tuple[str, ...]
    needs: int = 1
    measures: tuple[str, ...] = ()
    of: str = ""
    by_kind: bool = True

    def chosen(self, names: tuple[str, ...], *, kind: str) -> tuple[str, ...]:
        """Those names of a page's pictures that are this chart, of one kind or of neither.

        >>> CHARTS["running"].chosen(("running-brier-prospective", "roc-prospective"), kind="prospective")
        ('running-brier-prospective',)
        """
        other = _KINDS[1 - _KINDS.index(kind)]
        return tuple(
            name
            for name in names
            if any(name == stem or name.startswith(f"{stem}-") for stem in self.pictures)
            and other not in name.split("-")
        )


CHARTS: Mapping[str, Chart] = MappingProxyType(
    {
        "funnel": Chart(
            shows="how many statements came how far",
            reports=(SCORECARD.name,),
            pictures=("funnel",),
            by_kind=False,
        ),
        "swimlane": Chart(
            shows="windows and deadlines, and when it happened",
            reports=(SCORECARD.name,),
            pictures=("swimlane",),
            by_kind=False,
        ),
        "expectation": Chart(
            shows="how many things were expected to happen, and how many did",
            reports=(SCORECARD.name, CALIBRATION.name),
            pictures=("expected", "individuals"),
            needs=5,
            measures=(BRIER.name,),
            of="yes-or-no forecasts",
        ),
        "reliability": Chart(
            shows="how often it happened at each stated probability",
            reports=(CALIBRATION.name, SCORECARD.name),
            pictures=("reliability",),
            needs=20,
            measures=(BRIER.name,),
            of="yes-or-no forecasts",
        ),
        "decomposition": Chart(
            shows="miscalibration, discrimination and uncertainty, against luck",
            reports=(CALIBRATION.name, SCORECARD.name),
            pictures=("decomposition",),
            needs=20,
            measures=(BRIER.name,),
            of="yes-or-no forecasts",
        ),
        "sharpness": Chart(
            shows="what was said of what happened, and of what did not",
            reports=(SCORECARD.name, CALIBRATION.name),
            pictures=("sharpness",),
            needs=20,
            measures=(BRIER.name,),
            of="yes-or-no forecasts",
        ),
        "roc": Chart(
            shows="warnings that came true, and false alarms",
            reports=(SCORECARD.name, CALIBRATION.name),
            pictures=("roc",),
            needs=20,
            measures=(BRIER.name,),
            of="yes-or-no forecasts",
        ),
        "murphy": Chart(
            shows="what acting on these chances costs, whatever is at stake",
            reports=(SCORECARD.name, CALIBRATION.name),
            pictures=("murphy",),
            needs=50,
            measures=(BRIER.name,),
            of="yes-or-no forecasts",
        ),
        "running": Chart(
            shows="the mean score as events were decided",
            reports=(SCORECARD.name,),
            pictures=("running",),
            needs=20,
        ),
        "sensitivity": Chart(
            shows="the mean score under other readings and rulings",
            reports=(SCORECARD.name,),
            pictures=("sensitivity",),
            needs=5,
        ),
        "by-date": Chart(
            shows="how well timelines answered “by this day?”, up to the horizon",
            reports=(SCORECARD.name,),
            pictures=("by-date",),
            measures=(TIMELINE_BRIER.name,),
            of="timelines",
        ),
        "pit": Chart(
            shows="where events fell in the timelines that foretold them",
            reports=(CALIBRATION.name,),
            pictures=("pit",),
            needs=5,
            measures=(TIMELINE_BRIER.name,),
            of="timelines",
        ),
        "coverage": Chart(
            shows="how often dates, windows and quantiles held what they promised",
            reports=(CALIBRATION.name,),
            pictures=("dates", "quantiles"),
            needs=5,
            measures=(TIMELINE_BRIER.name, PINBALL.name),
            of="timelines or quantiles",
        ),
        "forest": Chart(
            shows="who did better on shared events, pair by pair",
            reports=(COMPARISON.name,),
            pictures=("forest",),
            needs=5,
        ),
        "evidence": Chart(
            shows="the evidence for a difference, as events were decided",
            reports=(COMPARISON.name,),
            pictures=("evidence",),
            needs=10,
        ),
        "ranks": Chart(
            shows="between which ranks each forecaster lies",
            reports=(COMPARISON.name,),
            pictures=("ranks",),
            needs=5,
        ),
        "history": Chart(
            shows="what each forecaster thought of one question (--question)",
            pictures=("history",),
        ),
        "heat": Chart(
            shows="how many forecasts matured when, as a calendar",
            pictures=("heat",),
            by_kind=False,
        ),
    }
)


def listing() -> str:
    """All charts, a line each.

    >>> print(listing().splitlines()[0])
    funnel         how many statements came how far
    """
    widest = max(map(len, CHARTS))
    return "\n".join(f"{name.ljust(widest)}  {chart.shows}" for name, chart in CHARTS.items())
