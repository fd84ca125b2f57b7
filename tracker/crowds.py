"""What would the crowd have said: the middle of what the individuals said, derived and never recorded.

A crowd's forecast is made of the first forecasts, in their primary reading, of all persons and models on
one claim of one question: their chances, at least two. Organisations and other crowds are no members, nor
are forecasts that were withdrawn, pre-dated or unscoreable, nor certain ones of a crowd that takes log-odds,
which has none of 0 and 1; its rule says how many these were. It was made, and was proved to have been made,
when the last of its members was; so it is prospective only if all of them are.
"""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

from forecasts.errors import CrowdRecorded
from forecasts.model import PRIMARY, ForecasterKind
from tracker.crowd_rules import Crowd, can_join, crowd_slug, crowd_title, middle
from tracker.frame_arrays import among, dates, day_numbers, no_texts, texts, with_columns

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pandas import DataFrame, Series

    from tracker.frame_arrays import Flags, Numbers, Places, Texts

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


def with_crowd(
    judged: DataFrame,
    questions: DataFrame,
    outcomes: DataFrame,
    forecasters: DataFrame,
    *,
    how: Crowd,
    on: date,
) -> DataFrame:
    """Judged forecasts, and below them those of a crowd derived from the individual ones, judged too.

    Parameters
    ----------
    judged
        All forecasts that stand, as `tracker.verdicts.judging.verdicts` gives them for the same evaluation
        date. Forecasts made later are no part of the crowd.
    questions, outcomes, forecasters
        Standing records, as the methods of `View` of these names give them.
    how
        What is made of the members' probabilities (`tracker.crowd_rules.middle`); the band's ends are taken
        likewise.
    on
        The evaluation date.

    Returns
    -------
    DataFrame
        All rows of `judged`, then one for each claim with two members or more, from forecaster
        `crowd_slug(how)`, in the order of the claims' first members; and the columns of `as_recorded`. The
        handles of these rows begin with "0.", the entry that no ledger has; their `rule` is such as
        "median of 38, derived", or "mean log-odds of 38, without 2 certain, derived".

    Raises
    ------
    CrowdRecorded
        If the ledger holds a forecaster of the crowd's name.
    """
    import pandas as pd

    from tracker.verdicts.judging import verdicts

    if (forecasters["slug"] == crowd_slug(how)).any():
        raise CrowdRecorded(crowd_slug(how))
    recorded = as_recorded(judged)
    crowd = _crowd(_members(recorded, questions, forecasters), how)
    if crowd.empty:
        return recorded
    crowd = crowd[recorded.columns].astype(recorded.dtypes)
    last = int(recorded.index.max())
    crowd.index = pd.RangeIndex(last + 1, last + 1 + len(crowd))
    derived = verdicts(crowd, questions, outcomes, on=on)
    derived = derived.assign(series=derived["series"] + recorded["series"].max() + 1)
    return pd.concat([recorded, derived[recorded.columns].astype(recorded.dtypes)])


def as_recorded(forecasts: DataFrame) -> DataFrame:
    """Forecasts of the ledger's own with the columns that tell them from derived ones.

    derived : False, and True for a crowd's
    key : what is the same for all versions of a forecast: its first handle; of a derived one, its question
        and claim, such as "crowd:rain:2021-09-25"
    members : the handles of the forecasts that a derived one is made of, in the order of recording, else None
    """
    return with_columns(
        forecasts,
        derived=np.zeros(len(forecasts), dtype=bool),
        key=texts(forecasts["first_handle"]),
        members=no_texts(len(forecasts)),
    )


def _members(judged: DataFrame, questions: DataFrame, forecasters: DataFrame) -> DataFrame:
    """The forecasts that make a crowd, each with `proved`, the day by which it is known to have existed."""
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
    return with_columns(members, proved=proved, claim=_claims(members))


def _crowd(members: DataFrame, how: Crowd) -> DataFrame:
    """One forecast for each claim with enough members, in the columns of theirs."""
    joins = can_join(members["p"].to_numpy(float), how)
    certain = members.loc[~joins, "claim"].value_counts()
    members = members[joins]
    members = members[members.groupby("claim")["p"].transform("size") >= FEWEST]
    grouped = members.groupby("claim")
    first = grouped.head(1).set_index("claim").sort_index()
    said = middle(members[["p", "low", "high"]].astype(float), members["claim"].to_numpy(), how)
    left_out = certain.reindex(first.index, fill_value=0)
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
        rule=_worded(map(partial(_rule, how), grouped.size(), left_out)),
        p=said["p"].to_numpy(),
        low=np.minimum(said["low"].to_numpy(), said["p"].to_numpy()),
        high=np.maximum(said["high"].to_numpy(), said["p"].to_numpy()),
        attested_on=dates(grouped["proved"].max().to_numpy()),
        derived=np.ones(len(first), dtype=bool),
        key=_worded(map(_key, *(first[name] for name in _CLAIM))),
        members=_worded(grouped["handle"].agg(tuple)),
    )
    return crowd.assign(
        made_on=grouped["made_on"].max(),
        recorded_at=grouped["recorded_at"].max(),
        made_at=first["made_at"].mask(first["made_at"].notna()),
        withdrawn_on=first["withdrawn_on"].mask(first["withdrawn_on"].notna()),
    ).reset_index(drop=True)


def _rule(how: Crowd, count: int, certain: int) -> str:
    """By which rule, of how many members, and how many were too certain for it."""
    without = f", without {certain:,} certain" if certain else ""
    return f"{crowd_title(how)} of {count:,}{without}, derived"


def _key(question: str, *claim: Any) -> str:
    """The name of a crowd's forecast on a claim: its question, and the deadline where that is all it says.

    It rests on nothing else in the ledger, so that it is the same whatever is recorded, and fits a review.
    """
    import pandas as pd

    said = {
        name: str(part.date()) if isinstance(part, pd.Timestamp) else str(part)
        for name, part in zip(_CLAIM[1:], claim, strict=True)
        if pd.notna(part)
    }
    if not said:
        return f"crowd:{question}"
    if said.keys() == {"deadline"}:
        return f"crowd:{question}:{said['deadline']}"
    return f"crowd:{question}:{sha256(json.dumps(said).encode()).hexdigest()[:8]}"


def _worded(words: Iterable[object]) -> Texts:
    """Values as an array of Python objects, however many there are."""
    return np.fromiter(words, dtype=object)


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
