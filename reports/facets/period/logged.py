"""What was forecast in a period: by whom, of which kind, from which source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pandas import DataFrame, Series

    from reports.period import Period

KINDS = {
    "chance": "chances",
    "timeline": "timelines",
    "quantiles": "quantiles",
    "shares": "shares of options",
    "vague": "words without a number",
}
NO_SOURCE = "no source"


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """The forecasts that one forecaster made, that are of one kind, or that one source holds."""

    key: str | None
    name: str
    forecasts: int
    questions: int
    unscoreable: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Logged:
    """The forecasts made in a period, in all readings; `unscoreable` of them cannot be scored.

    `in_time` of them were recorded on one of its days too. `recorded` counts what was recorded on its days,
    whenever it was made: `earlier` of these were made before the period.
    """

    forecasts: int
    questions: int
    forecasters: int
    statements: int
    updates: int
    unscoreable: int
    in_time: int
    recorded: int
    earlier: int
    by_forecaster: tuple[Group, ...]
    by_kind: tuple[Group, ...]
    by_source: tuple[Group, ...]


def logged_in(frame: DataFrame, period: Period, names: Mapping[str, str]) -> Logged:
    """What a judged frame holds of the forecasts made in a period.

    The frame may end on an evaluation date before the period's last day; `names` gives forecasters' names.
    """
    import pandas as pd

    first, last = pd.Timestamp(period.first), pd.Timestamp(period.last)
    recorded_on = frame["recorded_at"].dt.tz_localize(None).dt.normalize()
    recorded = recorded_on.between(first, last)
    in_it = frame["made_on"].between(first, last)
    made = frame[in_it]
    titles = dict(zip(made["source"], made["source_title"], strict=True))
    return Logged(
        forecasts=len(made),
        questions=made["question"].nunique(),
        forecasters=made["forecaster"].nunique(),
        statements=made["statement"].nunique(),
        updates=int((made["order"] > 0).sum()),
        unscoreable=int((made["verdict"] == "unscoreable").sum()),
        in_time=int((in_it & recorded).sum()),
        recorded=int(recorded.sum()),
        earlier=int((recorded & (frame["made_on"] < first)).sum()),
        by_forecaster=_groups(made, made["forecaster"], names),
        by_kind=_groups(made, made["belief"].where(made["belief"].notna(), "vague"), KINDS),
        by_source=_groups(made, made["source"], titles),
    )


def _groups(made: DataFrame, keys: Series[Any], names: Mapping[str, str]) -> tuple[Group, ...]:
    """The groups by how many forecasts they hold, the largest first, and by name."""
    if made.empty:
        return ()
    unscoreable = made["verdict"] == "unscoreable"
    table = (
        made.assign(unscoreable=unscoreable)
        .groupby(keys, dropna=False, sort=False)
        .agg(
            forecasts=("handle", "size"),
            questions=("question", "nunique"),
            unscoreable=("unscoreable", "sum"),
        )
    )
    found = [
        Group(
            key=key if isinstance(key, str) else None,
            name=names.get(key) or key if isinstance(key, str) else NO_SOURCE,
            forecasts=int(forecasts),
            questions=int(questions),
            unscoreable=int(vague),
        )
        for key, forecasts, questions, vague in zip(
            table.index, table["forecasts"], table["questions"], table["unscoreable"], strict=True
        )
    ]
    return tuple(sorted(found, key=lambda group: (-group.forecasts, group.name, group.key or "")))
