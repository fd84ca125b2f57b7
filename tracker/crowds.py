"""What would the crowd have said: the middle of what the individuals said, derived and never recorded.

A crowd's forecast is made of the first forecasts, in their primary reading, of all persons and models on
one claim of one question: their chances, at least two. Organisations and other crowds are no members, nor
are forecasts that were withdrawn, pre-dated or unscoreable. It was made, and was proved to have been made,
when the last of its members was; so it is prospective only if all of them are.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from forecasts.errors import CrowdRecorded
from forecasts.model import PRIMARY, ForecasterKind
from tracker.verdicts.columns import among, dates, day_numbers, no_texts, texts, with_columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pandas import DataFrame, Series

    from forecasts.ledger.view import View
    from tracker.verdicts.columns import Flags, Numbers, Places, Texts

Crowd = Literal["median", "mean"]
FEWEST = 2

_CLAIM = (
    "question",
    "option",
    "above",
    "below",
    "not_before",
    "deadline",
    "condition_question",
    "condition_answer",
    "condition_by",
)
_OF_ONE_MEMBER = ("statement", "quote", "source", "settled_by", "restates", "words", "when")
_MEMBERS = (ForecasterKind.PERSON.value, ForecasterKind.MODEL.value)
_NO_MEMBER = ("withdrawn", "pre-dated", "unscoreable")


def crowd_slug(how: Crowd) -> str:
    """The name under which a derived crowd stands among the forecasters.

    >>> crowd_slug("median")
    'crowd-median'
    """
    return f"crowd-{how}"


def crowd_name(how: Crowd) -> str:
    """The crowd's name as it is printed; each of its forecasts says in its `rule` how many it was made of.

    >>> crowd_name("median")
    'Crowd (median, derived)'
    """
    return f"Crowd ({how}, derived)"


def forecasts_with_crowd(view: View, *, how: Crowd, on: date) -> DataFrame:
    """The forecasts that stand in a view, and a crowd's forecasts derived from them on an evaluation date."""
    return with_crowd(view.forecasts(), view.questions(), view.outcomes(), view.forecasters(), how=how, on=on)


def with_crowd(
    forecasts: DataFrame,
    questions: DataFrame,
    outcomes: DataFrame,
    forecasters: DataFrame,
    *,
    how: Crowd,
    on: date,
) -> DataFrame:
    """The forecasts, and below them those of a crowd derived from the individual ones.

    Parameters
    ----------
    forecasts, questions, outcomes, forecasters
        Standing records, as the methods of `View` of these names give them.
    how
        "median" or "mean" of the members' probabilities; the band's ends are taken likewise.
    on
        The evaluation date. Forecasts made later are no part of the crowd.

    Returns
    -------
    DataFrame
        All rows of `forecasts`, then one for each claim with two members or more, from forecaster
        `crowd_slug(how)`, in the order of the claims' first members; and a column `derived`, True for
        these. They can be judged and scored like all others. Their handles begin with "0.", the entry
        that no ledger has; their `rule` is such as "median of 38, derived".

    Raises
    ------
    CrowdRecorded
        If the ledger holds a forecaster of the crowd's name.
    """
    import pandas as pd

    if (forecasters["slug"] == crowd_slug(how)).any():
        raise CrowdRecorded(crowd_slug(how))
    recorded = with_columns(forecasts, derived=np.zeros(len(forecasts), dtype=bool))
    members = _members(forecasts, questions, outcomes, forecasters, on=on)
    crowd = _crowd(members, how)
    if crowd.empty:
        return recorded
    last = int(forecasts.index.max())
    crowd.index = pd.RangeIndex(last + 1, last + 1 + len(crowd))
    return pd.concat([recorded, crowd[recorded.columns].astype(recorded.dtypes)])


def _members(
    forecasts: DataFrame, questions: DataFrame, outcomes: DataFrame, forecasters: DataFrame, *, on: date
) -> DataFrame:
    """The forecasts that make a crowd, each with `proved`, the day by which it is known to have existed."""
    from tracker.verdicts.judging import verdicts

    judged = verdicts(forecasts, questions, outcomes, on=on)
    individuals = forecasters.loc[among(texts(forecasters["kind"]), _MEMBERS), "slug"]
    chosen = (
        (texts(judged["belief"]) == "chance")
        & (judged["order"] == 0).to_numpy()
        & (texts(judged["reading"]) == PRIMARY)
        & judged["forecaster"].isin(individuals).to_numpy()
        & ~among(texts(judged["verdict"]), _NO_MEMBER)
    )
    members = judged[chosen]
    zones = members["question"].map(questions.drop_duplicates("slug").set_index("slug")["zone"])
    attested = np.where(_never_corrected(members), day_numbers(members["attested_on"]), np.nan)
    proved = np.fmin(_recorded_days(members["recorded_at"], zones), attested)
    return with_columns(members[forecasts.columns], proved=proved, claim=_claims(members))


def _crowd(members: DataFrame, how: Crowd) -> DataFrame:
    """One forecast for each claim with enough members, in the columns of theirs."""
    members = members[members.groupby("claim")["p"].transform("size") >= FEWEST]
    grouped = members.groupby("claim")
    first = grouped.head(1).set_index("claim").sort_index()
    middle = grouped[["p", "low", "high"]].agg(how)
    place = np.arange(1, len(first) + 1, dtype=np.int64)
    handle = _worded(f"0.{number}" for number in place)
    crowd = with_columns(
        first,
        **dict.fromkeys(_OF_ONE_MEMBER, no_texts(len(first))),
        handle=handle,
        first_handle=handle,
        entry=np.zeros_like(place),
        position=place,
        first_entry=np.zeros_like(place),
        first_position=place,
        versions=np.ones_like(place),
        forecaster=np.full(len(first), crowd_slug(how), dtype=object),
        rule=_worded(f"{how} of {count:,}, derived" for count in grouped.size()),
        p=middle["p"].to_numpy(),
        low=np.minimum(middle["low"].to_numpy(), middle["p"].to_numpy()),
        high=np.maximum(middle["high"].to_numpy(), middle["p"].to_numpy()),
        attested_on=dates(grouped["proved"].max().to_numpy()),
        derived=np.ones(len(first), dtype=bool),
    )
    return crowd.assign(
        made_on=grouped["made_on"].max(),
        recorded_at=grouped["recorded_at"].max(),
        made_at=first["made_at"].mask(first["made_at"].notna()),
        withdrawn_on=first["withdrawn_on"].mask(first["withdrawn_on"].notna()),
    ).reset_index(drop=True)


def _worded(words: Iterable[str]) -> Texts:
    """Texts as an array of Python objects, however many there are."""
    found = list(words)
    column = no_texts(len(found))
    column[:] = found
    return column


def _claims(forecasts: DataFrame) -> Places:
    """A number for each question and claim, rising as they appear."""
    import pandas as pd

    code = np.zeros(len(forecasts), dtype=np.int64)
    for name in _CLAIM:
        column = forecasts[name]
        if column.notna().any():
            codes, distinct = pd.factorize(column, use_na_sentinel=True)
            code = pd.factorize(code * (len(distinct) + 1) + codes + 1)[0].astype(np.int64)
    return code


def _never_corrected(forecasts: DataFrame) -> Flags:
    flags: Flags = forecasts["versions"].to_numpy(dtype=np.int64) == 1
    return flags


def _recorded_days(moments: Series[Any], zones: Series[Any]) -> Numbers:
    """The day of recording by the calendar of the question's zone, as a day number."""
    days = np.full(len(moments), np.nan)
    for zone in zones.unique():
        rows = (zones == zone).to_numpy()
        days[rows] = day_numbers(moments[rows].dt.tz_convert(zone).dt.tz_localize(None))
    return days
