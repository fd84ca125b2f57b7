"""The founding case end to end: a ledger made from its files, checked, scored and drawn."""

from __future__ import annotations

from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.ledger.view import View
    from reports.report import Report

EVALUATED_ON = date(2021, 12, 31)
FRAME = "every forecast in one newspaper article of June 2021"


def founding_case() -> Path:
    """The folder of the founding case: beside the program where it is installed, else in the checkout."""
    installed = Path(str(files("tracker"))) / "founding-case"
    return installed if installed.is_dir() else Path(__file__).parents[1] / "seeds" / "founding-case"


def filled_ledger(where: Path, *, by: str, now: datetime) -> Ledger:
    """A new ledger that holds the founding case, one entry a file."""
    from forecasts.exchange.importing import data_files, import_file
    from forecasts.ledger import Ledger
    from forecasts.model import Settings

    ledger = Ledger.create(where, now=now, by=by, settings=Settings(scale="icd203", frame=FRAME))
    for path in data_files([founding_case()]):
        import_file(path, ledger, by=by, now=now)
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
