"""What each forecast asserts of which question, as columns: the form in which claims are judged."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from tracker.frame_arrays import Flags, Lists, Numbers, Places, Texts, day_numbers, no_texts, texts

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, kw_only=True, slots=True)
class Claims:
    """Claims as columns. `question` is the place in the frame of questions; days are day numbers.

    `due` is the deadline, of a window its latest date, of a bare timeline its horizon; NaN for none.
    """

    question: Places
    recurs: Flags
    made: Numbers
    not_before: Numbers
    due: Numbers
    belief: Texts
    option: Texts
    above: Numbers
    below: Numbers
    values: Lists
    options: Lists
    shares: Lists

    def at(self, rows: Flags) -> Claims:
        """The claims of some rows."""
        return Claims(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


def claims_of(forecasts: DataFrame, questions: DataFrame, asked: Places) -> Claims:
    """The claims of a frame of forecasts; `asked` is the place of each forecast's question."""
    belief = texts(forecasts["belief"])
    deadline, latest = day_numbers(forecasts["deadline"]), day_numbers(forecasts["latest"])
    horizon = np.where(belief == "timeline", day_numbers(forecasts["horizon"]), np.nan)
    due = np.where(np.isnan(deadline), np.where(np.isnan(latest), horizon, latest), deadline)
    return Claims(
        question=asked,
        recurs=questions["recurs"].to_numpy(dtype=bool)[asked],
        made=day_numbers(forecasts["made_on"]),
        not_before=day_numbers(forecasts["not_before"]),
        due=due,
        belief=belief,
        option=texts(forecasts["option"]),
        above=forecasts["above"].to_numpy(dtype=np.float64, na_value=np.nan),
        below=forecasts["below"].to_numpy(dtype=np.float64, na_value=np.nan),
        values=texts(forecasts["values"]),
        options=texts(forecasts["options"]),
        shares=texts(forecasts["shares"]),
    )


def unfit_claims(claims: Claims, kind: Texts) -> Texts:
    """Why a claim cannot be judged though nobody marked it unscoreable; None where it can.

    A chance of an event needs a deadline, one of a choice an option, one of a quantity a bound.
    Timelines belong to events, shares to choices, quantiles to quantities.
    """
    belief = claims.belief
    named = claims.option.astype(bool) & (claims.option != None)  # noqa: E711  # elementwise
    bounded = ~(np.isnan(claims.above) & np.isnan(claims.below))
    event, quantity = kind == "event", kind == "quantity"
    choice = ~event & ~quantity
    fits = np.select(
        [belief == "chance", belief == "timeline", belief == "shares", belief == "quantiles"],
        [event | (choice & named) | (quantity & bounded), event, choice, quantity],
        False,
    )
    unfit = no_texts(len(kind))
    unfit[~fits] = "it does not answer this kind of question"
    unfit[np.array([b in (None, "vague") for b in belief], dtype=bool)] = "no probability"
    unfit[(belief == "chance") & event & np.isnan(claims.due)] = "no deadline"
    return unfit
