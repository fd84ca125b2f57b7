"""Columns that hold what no command would have written are refused before anything is judged by them.

A record that another program altered can be read, fit its own digest and still say what none can say: a
deadline before its forecast, a forecaster whom nobody knows, an outcome of another kind than its question.
Each rule is one that `forecasts.model` and `forecasts.ledger.fitting` hold every new record to, asked of
whole columns, so that a million rows are looked at in a moment.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from forecasts.belief import SHARES_TOLERANCE
from forecasts.errors import UnsoundRecords
from tracker.frame_arrays import Flags, Numbers, Places, Texts, among, day_numbers, places, present, texts

if TYPE_CHECKING:
    from pandas import DataFrame, Series

_KINDS = ("event", "choice", "ordered", "quantity")
_FITTING = {
    "chance": _KINDS,
    "timeline": ("event",),
    "quantiles": ("quantity",),
    "shares": ("choice", "ordered"),
}
_ANSWERS = {
    "happened": ("event",),
    "not through": ("event",),
    "partly": ("event",),
    "value": ("quantity",),
    "option": ("choice", "ordered"),
    "void": _KINDS,
    "ambiguous": _KINDS,
}


def check_sound(
    forecasts: DataFrame, questions: DataFrame, outcomes: DataFrame, *, people: Collection[str]
) -> None:
    """Raises UnsoundRecords if a row is none that a command would have written.

    Parameters
    ----------
    forecasts, questions, outcomes
        Standing records, as `View.forecasts()`, `View.questions()` and `View.outcomes()` give them.
    people
        The slugs of the forecasters that stand.
    """
    import pandas as pd

    slugs, known = pd.Index(questions["slug"]), pd.Index(people)
    found = _handles(questions, _odd_questions(questions))
    if slugs.is_unique:
        asked, answered = places(slugs, forecasts["question"]), places(slugs, outcomes["question"])
        nobody = places(known, forecasts["forecaster"]) < 0
        found += _handles(forecasts, (asked < 0) | nobody | _odd_forecasts(forecasts, questions, asked))
        found += _handles(outcomes, (answered < 0) | _odd_outcomes(outcomes, questions, answered))
    if found:
        raise UnsoundRecords(found)


def _handles(frame: DataFrame, odd: Flags) -> list[str]:
    return [str(handle) for handle in frame["handle"][odd]] if odd.any() else []


def _odd_questions(questions: DataFrame) -> Flags:
    kind, rate = texts(questions["kind"]), _numbers(questions["reference_rate"])
    optioned = present(questions["options"])
    odd: Flags = (
        questions["slug"].duplicated().to_numpy()
        | ~among(kind, _KINDS)
        | (among(kind, ("choice", "ordered")) != optioned)
        | (rate < 0)
        | (rate > 1)
    )
    return odd


def _odd_forecasts(forecasts: DataFrame, questions: DataFrame, asked: Places) -> Flags:
    belief, kinds = texts(forecasts["belief"]), texts(questions["kind"])
    made, deadline = day_numbers(forecasts["made_on"]), day_numbers(forecasts["deadline"])
    above, below = _numbers(forecasts["above"]), _numbers(forecasts["below"])
    p, low, high = (_numbers(forecasts[name]) for name in ("p", "low", "high"))
    bounded, named = ~(np.isnan(above) & np.isnan(below)), present(forecasts["option"])
    of_what = (kinds == "event")[asked] | named | bounded
    given = texts(forecasts["condition_question"])
    odd: Flags = (
        (deadline < made)
        | (deadline < day_numbers(forecasts["not_before"]))
        | (day_numbers(forecasts["attested_on"]) < made)
        | ((given != None) & (given == texts(forecasts["question"])))  # noqa: E711  # elementwise
        | (named & bounded)
        | (above >= below)
        | (np.isinf(above) | np.isinf(below))
        | (bounded & (kinds != "quantity")[asked])
        | _not_offered(forecasts, questions, asked, named)
        | ((belief == "chance") & ~(of_what & (low >= 0) & (low <= p) & (p <= high) & (high <= 1)))
        | ((p < 0) | (p > 1))
        | _unfit(belief, kinds, asked, _FITTING, spared=present(forecasts["unscoreable"]))
        | (texts(forecasts["reading"]) == "")
        | _odd_lists(forecasts, questions, asked, belief)
    )
    return odd


def _odd_outcomes(outcomes: DataFrame, questions: DataFrame, answered: Places) -> Flags:
    told, kinds = texts(outcomes["kind"]), texts(questions["kind"])
    on, known = day_numbers(outcomes["on"]), day_numbers(outcomes["known_on"])
    value, grade = _numbers(outcomes["value"]), _numbers(outcomes["grade"])
    odd: Flags = (
        _unfit(told, kinds, answered, _ANSWERS, spared=np.zeros(len(outcomes), dtype=bool))
        | (among(told, ("happened", "not through")) & np.isnan(on))
        | (np.isnan(known) | (known < on))
        | ((told == "value") != np.isfinite(value))
        | ((told == "partly") != ((grade > 0) & (grade < 1)))
        | ((told == "option") != present(outcomes["option"]))
        | _not_offered(outcomes, questions, answered, present(outcomes["option"]))
    )
    return odd


def _unfit(
    told: Texts, kinds: Texts, asked: Places, fitting: Mapping[str, tuple[str, ...]], *, spared: Flags
) -> Flags:
    """Which rows say what their kind of question cannot have; some may say nothing, or only words."""
    fits: Flags = spared & ((told == None) | (told == "vague"))  # noqa: E711  # elementwise
    for name, fitted in fitting.items():
        fits = fits | ((told == name) & among(kinds, fitted)[asked])
    return np.logical_not(fits)


def _not_offered(frame: DataFrame, questions: DataFrame, asked: Places, named: Flags) -> Flags:
    """Which rows name an option that their question does not have."""
    odd = np.zeros(len(frame), dtype=bool)
    option, offered = texts(frame["option"]), texts(questions["options"])
    for row in np.flatnonzero(named):
        odd[row] = option[row] not in (offered[asked[row]] or ())
    return odd


def _odd_lists(forecasts: DataFrame, questions: DataFrame, asked: Places, belief: Texts) -> Flags:
    """Which timelines, quantiles and shares hold numbers that are none of theirs."""
    odd = np.zeros(len(forecasts), dtype=bool)
    if (rows := np.flatnonzero(belief == "timeline")).size:
        some = forecasts.iloc[rows]
        made = day_numbers(some["made_on"])
        odd[rows] = ~(day_numbers(some["horizon"]) > made) | (day_numbers(some["latest"]) < made)
        odd[rows] |= _not_rising(some["days"], some["heights"], within=(0.0, np.inf), upto=(0.0, 1.0))
    if (rows := np.flatnonzero(belief == "quantiles")).size:
        some = forecasts.iloc[rows]
        inside = (np.nextafter(0, 1), np.nextafter(1, 0))
        odd[rows] = _not_rising(some["levels"], some["values"], within=inside, upto=(-np.inf, np.inf))
    if (rows := np.flatnonzero(belief == "shares")).size:
        some = forecasts.iloc[rows]
        offered = texts(questions["options"])[asked[rows]]
        for row, options, shares, wanted in zip(rows, some["options"], some["shares"], offered, strict=True):
            odd[row] = not _are_shares(options, shares, wanted)
    return odd


def _are_shares(
    options: tuple[str, ...] | None, shares: tuple[float, ...] | None, wanted: tuple[str, ...] | None
) -> bool:
    if not options or not shares or not wanted or len(options) != len(shares):
        return False
    same = options == wanted or {*options} == {*wanted}
    return same and min(shares) >= 0 and abs(sum(shares) - 1) <= 2 * SHARES_TOLERANCE


def _not_rising(
    first: Series[Any], second: Series[Any], *, within: tuple[float, float], upto: tuple[float, float]
) -> Flags:
    """Of which rows the first numbers do not rise, the second fall, or there are not as many of both.

    `within` are the bounds of the first numbers, `upto` those of the second.
    """
    lists = [[numbers or () for numbers in texts(column)] for column in (first, second)]
    lengths, others = (np.fromiter(map(len, some), dtype=np.int64, count=len(some)) for some in lists)
    odd: Flags = (lengths != others) | (lengths == 0)
    row = np.repeat(np.arange(len(lengths)), lengths)
    same = row[1:] == row[:-1]
    for numbers, (least, most), strictly in zip(lists, (within, upto), (True, False), strict=True):
        flat = np.fromiter(chain.from_iterable(numbers), dtype=np.float64)
        if len(flat) != len(row):
            return odd
        odd[row[~((flat >= least) & (flat <= most) & np.isfinite(flat))]] = True
        step = np.diff(flat)
        odd[row[1:][same & ((step <= 0) if strictly else (step < 0))]] = True
    return odd


def _numbers(column: Series[Any]) -> Numbers:
    return column.to_numpy(dtype=np.float64, na_value=np.nan)
