"""The founding case and the panel end to end: ledgers made from their files, and the reports on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.ledger.view import View
    from reports.report import Report

EVALUATED_ON = date(2021, 12, 31)
_DEMO = "demo"
_SERVED_PERIOD, _SERVED_PERIOD_ENDS = "2025-Q2", date(2025, 6, 30)


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """Data to show: their folder, how their statements were chosen, and the period to report on."""

    name: str
    frame: str
    period: str

    @property
    def folder(self) -> Path:
        """Where the data are: beside the program where it is installed, else in the checkout."""
        installed = Path(str(files("tracker"))) / self.name
        return installed if installed.is_dir() else Path(__file__).parents[1] / "seeds" / self.name


FOUNDING_CASE = Case(
    name="founding-case", frame="every forecast in one newspaper article of June 2021", period="2021"
)
PANEL = Case(name="panel", frame="every forecast of eight invented forecasters", period="2025")


def filled_ledger(where: Path, case: Case = FOUNDING_CASE, *, by: str, now: datetime) -> Ledger:
    """A new ledger that holds a case, one entry a file."""
    from forecasts.exchange.folders import data_files
    from forecasts.exchange.importing import import_file
    from forecasts.ledger import Ledger
    from forecasts.model import Settings

    ledger = Ledger.create(where, now=now, by=by, settings=Settings(scale="icd203", frame=case.frame))
    for path in data_files([case.folder]):
        import_file(path, ledger, by=by, now=now)
    return ledger


def served_ledger(where: Path, *, now: datetime) -> Ledger:
    """A new ledger with the founding case and the panel, and a frozen report of each, to look around in.

    All of it is recorded by "demo", so that whoever looks may sign.
    """
    from forecasts.exchange.folders import data_files
    from forecasts.exchange.importing import import_file
    from forecasts.ledger import Ledger
    from forecasts.model import Settings
    from reports.kinds import PERIOD, SCORECARD
    from reports.registry import make
    from reports.report import Recipe
    from reports.review.freezing import freeze
    from tracker.selections import Selection

    frame = f"{FOUNDING_CASE.frame}, and {PANEL.frame}"
    ledger = Ledger.create(where, now=now, by=_DEMO, settings=Settings(scale="icd203", frame=frame))
    for case in (FOUNDING_CASE, PANEL):
        for path in data_files([case.folder]):
            import_file(path, ledger, by=_DEMO, now=now)
    expert = Selection(forecasters=("alexander-mikhailovsky",))
    for recipe in (
        Recipe(report=SCORECARD.name, selection=expert, on=EVALUATED_ON),
        Recipe(report=PERIOD.name, period=_SERVED_PERIOD, on=_SERVED_PERIOD_ENDS),
    ):
        freeze(ledger, make(recipe, ledger.view()), by=_DEMO, now=now)
    return ledger


def case_reports(view: View) -> tuple[Report, ...]:
    """A scorecard of everybody in the case who made a forecast, then the calibration of the case together."""
    from forecasts.model import Forecaster
    from reports.calibrations import calibration
    from reports.scorecards import scorecard

    cards = []
    for stored in view.standing("forecaster"):
        assert isinstance(stored.noun, Forecaster)
        if next(view.standing("forecast", forecaster=stored.noun.slug), None) is not None:
            cards.append(scorecard(view, forecaster=stored.noun.slug, on=EVALUATED_ON))
    return (*cards, calibration(view, on=EVALUATED_ON))
