"""The founding case end to end: a ledger made from its files, checked, scored and drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecasts.ledger import Ledger
    from forecasts.view import View
    from reports.scorecards import Scorecard

EVALUATED_ON = date(2021, 12, 31)
FRAME = "every forecast in one newspaper article of June 2021"


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A scorecard, and the file into which its page goes."""

    card: Scorecard
    file: Path


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


def pages(view: View, folder: Path) -> Iterator[Page]:
    """The scorecard of every forecaster of the case who made a forecast, on the last day of its year."""
    from forecasts.model import Forecaster
    from reports.scorecards import scorecard

    for stored in view.standing("forecaster"):
        assert isinstance(stored.noun, Forecaster)
        slug = stored.noun.slug
        if next(view.standing("forecast", forecaster=slug), None) is not None:
            yield Page(card=scorecard(view, forecaster=slug, on=EVALUATED_ON), file=folder / f"{slug}.html")
