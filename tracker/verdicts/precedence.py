"""Whether a forecast was there before the outcome was known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tracker.frame_arrays import Flags, Numbers, Texts, day_numbers

if TYPE_CHECKING:
    from pandas import DataFrame


def prospective(forecasts: DataFrame, zone: Texts, known_on: Numbers) -> Flags:
    """Which forecasts were recorded, or attested, before the day on which the outcome was known.

    Parameters
    ----------
    forecasts
        With `recorded_at` of the version that stands, `attested_on` and `versions`.
    zone
        Time zone of each forecast's question: the day of recording is the day there.
    known_on
        Day number on which the outcome was known that decides verdict or score; NaN where nothing is
        decided, and such forecasts are prospective so far.

    Returns
    -------
    array of bool
        On the very day counts as too late: the order within a day is not known. An attestation counts
        only for a forecast that was never corrected.
    """
    recorded = np.full(len(forecasts), np.nan)
    moments = forecasts["recorded_at"]
    for name in set(zone):
        rows = zone == name
        there = moments[rows].dt.tz_convert(name).dt.tz_localize(None)
        recorded[rows] = day_numbers(there)
    first = forecasts["versions"].to_numpy(dtype=np.int64) == 1
    attested = (day_numbers(forecasts["attested_on"]) < known_on) & first
    flags: Flags = np.isnan(known_on) | (recorded < known_on) | attested
    return flags
