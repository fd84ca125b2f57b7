"""Something found for each chart of the gallery: of as many forecasters as there are names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from reports.charts.gallery import CHARTS
from reports.charts.picture import Picture
from reports.charts.surprises import Surprise
from reports.facets.calibration.coverage import held_of
from reports.facets.calibration.timing import timing_of
from reports.facets.comparison.contest import Contest
from reports.facets.comparison.ranking import Ranked
from reports.facets.comparison.targets import TargetEntrant
from reports.facets.period.curves import MOST as MOST_CURVES
from reports.facets.period.curves import Curve
from reports.facets.period.heat import heat_of
from reports.facets.period.table_of_forecasters import Result, Scoring
from reports.facets.record.by_date import ByDate, Single
from reports.facets.record.murphy import Murphy
from reports.facets.record.standings import Standing
from reports.facets.updates import Line, Step, Updates
from reports.scorecards import Scorecard
from tests.reports import cases, sides
from tests.reports.charts.test_economic_value import found as economic_value
from tests.reports.charts.test_sensitivity import FOUND as SENSITIVITY
from tests.reports.facets.calibration.test_timing import timelines
from tests.reports.facets.comparison.test_separable import pair
from tracker.calibration.quantile_pit import quantile_pit
from tracker.calibration.reliability import Reliability, reliability
from tracker.comparison.relative_skill import RelativeSkill
from tracker.funnel import Funnel
from tracker.tally import Tally

Names = Sequence[str]
MADE = date(2021, 6, 25)


def picture(name: str, names: Names, statement: str) -> Picture:
    """The picture of a chart that these names and this statement make."""
    return CHARTS[name].picture(_FOUND[name](names, statement))


@cache
def _card() -> Scorecard:
    return cases.panel_card(60)


@cache
def _contest() -> Contest:
    said, came = sides.clear(30)
    (found,) = sides.report(sides.judged(said, came)).contests
    return found


@cache
def _curve() -> Reliability:
    found = reliability(Tally.of([0.1, 0.4, 0.7, 0.9] * 10, [0, 1, 1, 0] * 10), seed=1)
    assert found is not None
    return found


def _standing() -> Standing:
    return _card().standings[0]


def _by_date(names: Names, statement: str) -> ByDate:
    shares = (0.0, 0.5, 1.0)
    singles = tuple(
        Single(event=f"e{place}", name=statement + name, forecasts=1, scores=(0, 0.9, 0.1))
        for place, name in enumerate(names[:4])
    )
    return ByDate(
        forecasts=len(singles), events=len(singles), shares=shares, points=(), singles=singles, level=0.95
    )


def _updates(names: Names, statement: str) -> Updates:
    later = MADE + timedelta(days=30)
    window = (MADE + timedelta(days=5), later)
    lines = tuple(
        Line(
            forecaster=f"f{place:03}",
            name=name,
            reading="primary",
            claim="",
            deadline=cases.NEAR,
            by_timeline=True,
            steps=(Step(day=MADE, until=later, p=(place % 10) / 10, handle="10.1", window=window),),
            end=later,
            ended="evaluated",
        )
        for place, name in enumerate(names)
    )
    median = (Step(day=MADE, until=later, p=0.5),) if len(lines) > 8 else ()
    return Updates(
        question="q",
        statement=statement,
        on=date(2021, 12, 31),
        deadline=cases.NEAR,
        event=None,
        not_through=None,
        answer=None,
        lines=lines,
        median=median,
        left_out=0,
    )


def _evidence(names: Names, _: str) -> Any:
    path = replace(_contest().paths[0], first_name=names[0], second_name=names[-1])
    return path, (path.first, path.second)


def _forest(names: Names, _: str) -> Any:
    pairs = [
        replace(
            pair("ann", f"b{place:03}", difference=place / 10 - 0.2, low=place / 10 - 0.3, high=place / 10),
            first_name=names[0],
            second_name=name,
        )
        for place, name in enumerate(names)
    ]
    return pairs, "prospective-brier"


def _skills(names: Names, _: str) -> Any:
    entrants = [
        TargetEntrant(
            forecaster=f"f{place}",
            name=name,
            skill=RelativeSkill(
                tasks=40, clusters=10, skill=0.7 + place / 50, low=0.5, high=0.9 + place / 50
            ),
        )
        for place, name in enumerate(names)
    ]
    return entrants, "relative-skill-cases"


def _ranks(names: Names, _: str) -> Any:
    ranking = _contest().ranking
    assert ranking is not None
    ranked = tuple(
        Ranked(
            forecaster=f"f{place}",
            name=name,
            rank=place + 1,
            low=1,
            high=len(names),
            first_share=0.1,
            mean=0.2,
            shrunken=None,
        )
        for place, name in enumerate(names)
    )
    return replace(ranking, ranked=ranked), names, "prospective-brier"


def scorings(names: Names, _: str) -> tuple[Scoring, ...]:
    """Means of 0.2 on nine events, with intervals, against a reference of 0.25."""
    result = Result(forecasts=9, events=9, mean=0.2, low=0.1, high=0.24)
    return tuple(
        Scoring(
            forecaster=f"f{place}",
            name=name,
            prospective=True,
            measure="brier",
            matured=result,
            to_date=result,
            reference=0.25,
            against="always saying 50%",
            skill=None,
            no_skill=None,
            ends=None,
            expectation=None,
            **_INTERVAL,
        )
        for place, name in enumerate(names)
    )


_INTERVAL: Mapping[str, Any] = {
    name: None for name in ("skill_low", "skill_high") if name in Scoring.__dataclass_fields__
}


def _surprises(names: Names, statement: str) -> tuple[Surprise, ...]:
    return tuple(
        Surprise(
            handle=f"10.{place}",
            name=name,
            words=statement,
            question=statement,
            said=0.98,
            came="did not happen",
            measure="brier",
            score=0.96,
            worst=1.0,
        )
        for place, name in enumerate(names[:5])
    )


def _swimlane(names: Names, statement: str) -> Any:
    card = cases.founding_card()
    lanes = tuple(replace(lane, label=f"{statement} {place}") for place, lane in enumerate(card.lanes))
    handles = [lane.handle for lane in lanes]
    rows = tuple(
        replace(row, name=names[handles.index(row.handle) % len(names)], forecaster=row.handle)
        if row.handle in handles
        else row
        for row in card.rows
    )
    return replace(card, lanes=lanes, rows=rows), 0


def _heat(names: Names, _: str) -> Any:
    import pandas as pd

    due = pd.to_datetime([MADE + timedelta(days=place % 90) for place in range(len(names))])
    over = pd.DataFrame({"stage": 4, "reading": "primary", "matures_on": due})
    return heat_of(over, on=date(2021, 12, 31))


def _murphy() -> Murphy:
    found = _standing().murphy
    assert found is not None
    return found


def _funnel(names: Names, _: str) -> Funnel:
    many = len(names)
    return Funnel(
        seen=many, scoreable=many, matured=many, resolved=many, scored=many - 1, void=0, ambiguous=1
    )


_FOUND: Mapping[str, Callable[[Names, str], Any]] = {
    "by-date": _by_date,
    "coverage": lambda names, _: [held_of(name, 0.8, held=6, count=8) for name in names[:40]],
    "decomposition": lambda *_: _curve(),
    "economic-value": lambda *_: economic_value(),
    "evidence": _evidence,
    "expectation": lambda names, _: [(name, _standing().expectation) for name in names[:40]],
    "forecasters": scorings,
    "forest": _forest,
    "funnel": _funnel,
    "heat": _heat,
    "history": _updates,
    "multiples": lambda names, _: [
        Curve(forecaster=f"f{place}", name=name, prospective=True, reliability=_curve())
        for place, name in enumerate(names[:MOST_CURVES])
    ],
    "murphy": lambda *_: _murphy(),
    "options": lambda *_: _curve(),
    "pit": lambda *_: timing_of(timelines([20, 40, 61, 92, None, None]), seed=1),
    "quantile-pit": lambda *_: quantile_pit(
        [[0.0, 1.0, 2.0]] * 12, [0.25, 0.5, 0.75], [-1.0, 0.5, 1.5, 9.0] * 3, range(12), seed=1
    ),
    "ranks": _ranks,
    "relative-skill": _skills,
    "reliability": lambda *_: _curve(),
    "roc": lambda *_: _standing().roc,
    "running": lambda *_: _standing().running[0],
    "sensitivity": lambda names, _: replace(
        SENSITIVITY,
        variants=tuple(replace(SENSITIVITY.variants[0], words=name) for name in names[:40]),
    ),
    "sharpness": lambda *_: _standing().sharpness,
    "surprises": _surprises,
    "swimlane": _swimlane,
}
