"""How often a page accuses somebody, where all are calibrated and mean their windows by some rule."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from forecasts.words.windows.spreading import DEFAULT, SPREADS, heights
from tests.simulations.cells import Cell, Rng
from tests.simulations.regimes import Floats
from tracker.findings.faults import faults_among
from tracker.findings.sample import sample_of
from tracker.findings.trials import Trial, trials_of

MADE = pd.Timestamp(2001, 1, 1)
NAMED = (0, 400, 900, 1500, 3000)
"""The days of the statement, of the three dates that everybody names, and of the horizon."""
CHANCES = 40
_AT_ONCE = 25


def accusations() -> Iterator[Cell]:
    """How often a page names a fault, of so many forecasters with so many windows each."""
    for rule in SPREADS:
        for forecasters, windows in ((1, 10), (1, 20), (1, 40), (8, 20)):

            def share(
                rng: Rng, sets: int, rule: str = rule, forecasters: int = forecasters, windows: int = windows
            ) -> float:
                found = 0
                for start in range(0, sets, _AT_ONCE):
                    found += accused(rng, rule, min(_AT_ONCE, sets - start), windows, forecasters)
                return found / sets

            many = "1 forecaster" if forecasters == 1 else f"{forecasters} forecasters"
            yield Cell(row=f"windows meant by {rule}; {many}", column=f"{windows}", share=share)


def accused(rng: Rng, rule: str, pages: int, windows: int, forecasters: int = 1) -> int:
    """How many of so many pages accuse one of their forecasters, who are all calibrated.

    A test is of one forecaster, so the tests of all are made at once and parted page by page.
    """
    tests: dict[int, list[Trial]] = {}
    for test in trials_of(sample_of(calibrated_page(rng, rule, pages * forecasters, windows))):
        tests.setdefault(int(test.forecaster.rpartition("-")[2]) // forecasters, []).append(test)
    return sum(any(faults_among(of_page)) for of_page in tests.values())


def calibrated_page(rng: Rng, rule: str, forecasters: int, windows: int) -> pd.DataFrame:
    """Judged rows of forecasters who say what is so: chances, and windows that are meant by a rule."""
    spoken = np.repeat(np.arange(forecasters), CHANCES + windows)
    of_window = np.tile(np.arange(CHANCES + windows) >= CHANCES, forecasters)
    said = np.where(of_window, np.nan, rng.integers(1, 20, len(spoken)) / 20)
    days = np.where(of_window, came(rng.random(len(spoken)), rule), np.nan)
    by_default = (0.0, *heights(SPREADS[DEFAULT], from_earliest=True, p=None))
    in_time = days <= NAMED[3]
    return pd.DataFrame(
        {
            "forecaster": [f"forecaster-{number}" for number in spoken],
            "prospective": True,
            "counts": True,
            "tested": ~of_window,
            "cluster": [f"event-{number}" for number in range(len(spoken))],
            "belief": np.where(of_window, "timeline", "chance"),
            "measure": np.where(of_window, "timeline_brier", "brier"),
            "p": said,
            "observed": np.where(of_window, in_time, rng.random(len(spoken)) < said).astype(float),
            "verdict": np.where(~of_window | in_time, "yes", "no"),
            "reading": "primary",
            "order": 0,
            "made_on": MADE,
            "entry": 1,
            "position": np.arange(len(spoken)),
            "rule": np.where(of_window, DEFAULT, "stated"),
            **{
                name: MADE + pd.to_timedelta(np.where(of_window, day, np.nan), unit="D")
                for name, day in zip(("earliest", "central", "latest", "horizon"), NAMED[1:], strict=True)
            },
            "event_on": MADE + pd.to_timedelta(days, unit="D"),
            "days": [NAMED] * len(spoken),
            "heights": [by_default] * len(spoken),
            "levels": None,
            "values": None,
            "answer_value": np.nan,
        }
    )


def came(share: Floats, rule: str) -> Floats:
    """The day at which so much of a window has passed, as its speaker means it; NaN after its last date."""
    meant = (0.0, *heights(SPREADS[rule], from_earliest=True, p=None))[:4]
    return np.where(share > meant[-1], np.nan, np.ceil(np.interp(share, meant, NAMED[:4])))
